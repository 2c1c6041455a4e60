package components

import "security-hub-analytics/lake"

// TransformPolicy is what the function may do: read raw objects and the queue that
// announces them, write and take back what it makes of them, log into its own group.
// It may not create that group, and not read the lake.
func TransformPolicy(p Place, rawARN, lakeARN, queueARN, keyARN, logGroupARN string, tracing bool) Document {
	written := []string{lakeARN + "/" + lake.FindingsPrefix + "*", lakeARN + "/" + lake.QuarantinePrefix + "*"}
	d := Document{Statement: []Statement{
		{
			Sid: "Queue", Effect: allow,
			Action:   []string{"sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"},
			Resource: []string{queueARN},
		},
		{
			Sid: "RawObjects", Effect: allow,
			Action: []string{"s3:GetObject"}, Resource: []string{rawARN + "/" + lake.RawPrefix + "*"},
		},
		{
			// Without it S3 says 403 of an object that is gone, and not 404
			// (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html).
			Sid: "RawBucket", Effect: allow,
			Action: []string{"s3:ListBucket"}, Resource: []string{rawARN},
		},
		{
			// Deletes what a replay finds no longer due; aborts an upload that failed.
			Sid: "Lake", Effect: allow,
			Action:   []string{"s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"},
			Resource: written,
		},
		{
			// Decrypt is for reading, and for the parts of a multipart upload too.
			Sid: "Key", Effect: allow,
			Action: []string{"kms:Decrypt", "kms:GenerateDataKey"}, Resource: []string{keyARN}, Condition: through(p, "s3"),
		},
		{
			Sid: "Log", Effect: allow,
			Action: []string{"logs:CreateLogStream", "logs:PutLogEvents"}, Resource: []string{logGroupARN + ":*"},
		},
	}}
	if tracing {
		d.Statement = append(d.Statement, Statement{
			// X-Ray knows no resource to name
			// (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html).
			Sid: "Trace", Effect: allow,
			Action: []string{"xray:PutTelemetryRecords", "xray:PutTraceSegments"}, Resource: []string{all},
		})
	}
	return d
}
