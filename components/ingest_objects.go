package components

import (
	"encoding/json"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/s3"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/sqs"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/lake"
)

const (
	// visibilityFactor: a message has to stay hidden while its batch may still be at
	// work, and AWS advises six times the function's timeout
	// (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html).
	visibilityFactor = 6
	// maxReceives is how often an object is tried. At the default timeout of 300 s five
	// tries take up to two and a half hours, which outlasts throttling and most
	// disturbances of S3 and KMS, while an object that can never be read is reported
	// on the same day. AWS advises five at least, since a batch that is given back for
	// want of time counts as a try (same page).
	maxReceives = 5
)

// announce makes the queue that S3 tells of each raw object, and the one for those
// that failed too often.
func (i *Ingest) announce(ctx *pulumi.Context, name string, args *IngestArgs) (pulumi.Resource, error) {
	s, parent := args.Stack, pulumi.Parent(i)
	dead, _, err := s.newQueue(ctx, name+"-dead-objects", sqs.QueueArgs{MessageRetentionSeconds: pulumi.Int(deadLetterSeconds)},
		"", nil, parent)
	if err != nil {
		return nil, err
	}
	queue, policy, err := s.newQueue(ctx, name+"-objects", sqs.QueueArgs{
		MessageRetentionSeconds:  pulumi.Int(queueSeconds),
		VisibilityTimeoutSeconds: pulumi.Int(visibilityFactor * args.TransformSeconds),
	}, "s3.amazonaws.com", i.RawBucketARN, parent)
	if err != nil {
		return nil, err
	}
	redrive, err := sqs.NewRedrivePolicy(ctx, name+"-objects", &sqs.RedrivePolicyArgs{
		QueueUrl: queue.Url, RedrivePolicy: jsonOf(func(arn string) any {
			return map[string]any{"deadLetterTargetArn": arn, "maxReceiveCount": maxReceives}
		}, dead.Arn),
	}, parent)
	if err != nil {
		return nil, err
	}
	_, err = sqs.NewRedriveAllowPolicy(ctx, name+"-dead-objects", &sqs.RedriveAllowPolicyArgs{
		QueueUrl: dead.Url, RedriveAllowPolicy: jsonOf(func(arn string) any {
			return map[string]any{"redrivePermission": "byQueue", "sourceQueueArns": []string{arn}}
		}, queue.Arn),
	}, parent)
	if err != nil {
		return nil, err
	}
	i.Objects, i.DeadObjects = queueOf(queue), queueOf(dead)
	// S3 sends a test message when this is made, and refuses if it may not.
	return s3.NewBucketNotification(ctx, name+"-objects", &s3.BucketNotificationArgs{
		Bucket: i.RawBucket,
		Queues: s3.BucketNotificationQueueArray{s3.BucketNotificationQueueArgs{
			Id: pulumi.String("raw"), QueueArn: queue.Arn,
			Events: pulumi.StringArray{pulumi.String("s3:ObjectCreated:*")}, FilterPrefix: pulumi.String(lake.RawPrefix),
		}},
	}, parent, pulumi.DependsOn([]pulumi.Resource{policy, redrive}))
}

// jsonOf is the JSON of what is made of an ARN once it is known.
func jsonOf(build func(arn string) any, arn pulumi.StringOutput) pulumi.StringOutput {
	return arn.ApplyT(func(known string) (string, error) {
		text, err := json.Marshal(build(known))
		return string(text), err
	}).(pulumi.StringOutput)
}
