package components

import (
	"errors"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/kinesis"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/lake"
)

// IngestArgs says which events are taken in and how they are delivered.
type IngestArgs struct {
	Stack Stack
	// EventPattern is the rule's pattern (findings.EventPattern, or a narrower one).
	EventPattern string
	// BufferSeconds and BufferMiB are when a raw object is written: after so long, or
	// once so much has come, whichever is first.
	BufferSeconds, BufferMiB int
	// RawBucket is the name of a bucket to adopt; "" to make one.
	RawBucket string
	// RawLifecycle is what becomes of raw objects. Its Prefix is set here.
	RawLifecycle Lifecycle
	// TransformSeconds is how long one invocation of the transform may take, which
	// decides for how long a message is hidden from others.
	TransformSeconds int
}

// Ingest is the way from Security Hub's events to raw objects, and to the queue that
// announces them. The queue stands here and not with the transform so that no event
// is let in before its raw object would be announced: an object that comes while the
// transform does not exist, or does not work, waits there.
type Ingest struct {
	pulumi.ResourceState

	// RawBucket and RawBucketARN are the bucket that raw objects stand in.
	RawBucket, RawBucketARN pulumi.StringOutput
	// RuleName and StreamName are what the metrics of rule and stream go by.
	RuleName, StreamName pulumi.StringOutput
	// Events is the dead-letter queue of events that could not be delivered.
	Events Queue
	// Objects is the queue that announces raw objects, DeadObjects that of those that
	// the transform gave up on.
	Objects, DeadObjects Queue
	// LogGroup is where delivery errors are logged.
	LogGroup pulumi.StringOutput
}

// errorPrefix is where Data Firehose writes records that it could not process. It is
// outside of raw/, so that the transform is not told of them. Where a prefix holds an
// expression, the error prefix has to hold this one.
const errorPrefix = "errors/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH}/"

// NewIngest makes the component.
func NewIngest(ctx *pulumi.Context, name string, args *IngestArgs, opts ...pulumi.ResourceOption) (*Ingest, error) {
	if args == nil || args.EventPattern == "" || args.Stack.KeyARN == nil {
		return nil, errors.New("making ingest: EventPattern and Stack.KeyARN are required")
	}
	i := &Ingest{}
	if err := ctx.RegisterComponentResource("shub:index:Ingest", name, i, opts...); err != nil {
		return nil, err
	}
	stream, err := i.deliver(ctx, name, args)
	if err != nil {
		return nil, err
	}
	announced, err := i.announce(ctx, name, args)
	if err != nil {
		return nil, err
	}
	if err := i.route(ctx, name, args, stream, announced); err != nil {
		return nil, err
	}
	return i, ctx.RegisterResourceOutputs(i, pulumi.Map{
		"rawBucket": i.RawBucket, "streamName": i.StreamName,
		"deadEventsUrl": i.Events.URL, "deadObjectsUrl": i.DeadObjects.URL,
	})
}

// deliver makes what turns events into raw objects.
func (i *Ingest) deliver(ctx *pulumi.Context, name string, args *IngestArgs) (*kinesis.FirehoseDeliveryStream, error) {
	s, parent := args.Stack, pulumi.Parent(i)
	life := args.RawLifecycle
	life.Prefix = lake.RawPrefix
	raw, err := s.newBucket(ctx, name+"-raw", bucketArgs{adopt: args.RawBucket, data: true, lifecycles: []Lifecycle{life}}, parent)
	if err != nil {
		return nil, err
	}
	i.RawBucket, i.RawBucketARN = raw.name, raw.arn
	logs, err := s.newLogGroup(ctx, name+"-delivery", parent)
	if err != nil {
		return nil, err
	}
	i.LogGroup = logs.Name
	// Data Firehose logs into a stream that exists and makes none itself.
	logStream, err := cloudwatch.NewLogStream(ctx, name+"-delivery", &cloudwatch.LogStreamArgs{LogGroupName: logs.Name}, parent)
	if err != nil {
		return nil, err
	}
	// Data Firehose names its customer by an external id: the account
	// (https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html).
	trust, err := TrustPolicy("firehose.amazonaws.com", namedBy(s.Place.Account)).JSON()
	if err != nil {
		return nil, err
	}
	role, policy, err := s.newRole(ctx, name+"-delivery", "Data Firehose writes raw objects", pulumi.String(trust),
		document(func(v []string) Document { return DeliveryPolicy(s.Place, v[0], v[1], v[2], v[3]) },
			raw.arn, s.KeyARN, logs.Arn, logStream.Name), parent)
	if err != nil {
		return nil, err
	}
	stream, err := kinesis.NewFirehoseDeliveryStream(ctx, name, &kinesis.FirehoseDeliveryStreamArgs{
		Destination: pulumi.String("extended_s3"),
		// In the stream, before it is in the bucket.
		ServerSideEncryption: kinesis.FirehoseDeliveryStreamServerSideEncryptionArgs{
			Enabled: pulumi.Bool(true), KeyType: pulumi.String("CUSTOMER_MANAGED_CMK"), KeyArn: s.KeyARN,
		},
		ExtendedS3Configuration: kinesis.FirehoseDeliveryStreamExtendedS3ConfigurationArgs{
			RoleArn: role.Arn, BucketArn: raw.arn, KmsKeyArn: s.KeyARN,
			Prefix: pulumi.String(lake.RawPrefix), ErrorOutputPrefix: pulumi.String(errorPrefix),
			CompressionFormat: pulumi.String("GZIP"),
			BufferingSize:     pulumi.Int(args.BufferMiB), BufferingInterval: pulumi.Int(args.BufferSeconds),
			CloudwatchLoggingOptions: kinesis.FirehoseDeliveryStreamExtendedS3ConfigurationCloudwatchLoggingOptionsArgs{
				Enabled: pulumi.Bool(true), LogGroupName: logs.Name, LogStreamName: logStream.Name,
			},
			ProcessingConfiguration: newlines(),
		},
	}, parent, pulumi.DependsOn(append([]pulumi.Resource{policy}, raw.ready...)))
	if err != nil {
		return nil, err
	}
	i.StreamName = stream.Name
	return stream, nil
}

// newlines puts a newline behind each record, for people: the transform does not
// need it. The parameter is left out, since its default is a newline. It takes no
// dynamic partitioning any more
// (https://github.com/fdmsantos/terraform-aws-kinesis-firehose/pull/13,
// https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1935).
func newlines() kinesis.FirehoseDeliveryStreamExtendedS3ConfigurationProcessingConfigurationArgs {
	return kinesis.FirehoseDeliveryStreamExtendedS3ConfigurationProcessingConfigurationArgs{
		Enabled: pulumi.Bool(true),
		Processors: kinesis.FirehoseDeliveryStreamExtendedS3ConfigurationProcessingConfigurationProcessorArray{
			kinesis.FirehoseDeliveryStreamExtendedS3ConfigurationProcessingConfigurationProcessorArgs{
				Type: pulumi.String("AppendDelimiterToRecord"),
			},
		},
	}
}
