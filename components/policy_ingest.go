package components

import "security-hub-analytics/lake"

// DeliveryPolicy is what Data Firehose may do to deliver: what its guide lists for
// S3, on the two prefixes that it writes to
// (https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html).
// The key is to be used through S3 alone. No condition names the object: with a
// bucket key S3 passes the bucket's ARN and not the object's
// (https://github.com/fdmsantos/terraform-aws-kinesis-firehose/issues/26).
func DeliveryPolicy(p Place, bucketARN, keyARN, logGroupARN, logStream string) Document {
	return Document{Statement: []Statement{
		{
			Sid: "Bucket", Effect: allow,
			Action:   []string{"s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"},
			Resource: []string{bucketARN},
		},
		{
			Sid: "Objects", Effect: allow,
			Action:   []string{"s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"},
			Resource: []string{bucketARN + "/" + lake.RawPrefix + "*", bucketARN + "/errors/*"},
		},
		{
			Sid: "Key", Effect: allow,
			Action:   []string{"kms:Decrypt", "kms:GenerateDataKey"},
			Resource: []string{keyARN}, Condition: through(p, "s3"),
		},
		{
			Sid: "Log", Effect: allow,
			Action:   []string{"logs:PutLogEvents"},
			Resource: []string{logGroupARN + ":log-stream:" + logStream},
		},
	}}
}

// RoutePolicy is what EventBridge may do: put events into the stream, and use the
// key that the stream is encrypted with. Since April 2026 AWS asks for the latter of
// whoever puts records
// (https://github.com/ministryofjustice/modernisation-platform/issues/12957);
// without it every event fails and is seen in the dead-letter queue only.
func RoutePolicy(streamARN, keyARN string) Document {
	return Document{Statement: []Statement{
		{
			Sid: "Put", Effect: allow,
			Action: []string{"firehose:PutRecord", "firehose:PutRecordBatch"}, Resource: []string{streamARN},
		},
		{
			Sid: "Key", Effect: allow,
			Action: []string{"kms:Decrypt", "kms:GenerateDataKey"}, Resource: []string{keyARN},
		},
	}}
}
