package components

import (
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/findings"
)

func ingestArgs() *IngestArgs {
	return &IngestArgs{
		Stack: testStack(), EventPattern: findings.EventPattern, BufferSeconds: 300, BufferMiB: 64, TransformSeconds: 300,
		RawLifecycle: Lifecycle{TransitionDays: 90, StorageClass: "GLACIER_IR", ExpireDays: 400},
	}
}

func ingest(t *testing.T, args *IngestArgs) *cloud {
	t.Helper()
	return deployed(t, func(ctx *pulumi.Context) error {
		_, err := NewIngest(ctx, "ingest", args)
		return err
	})
}

func TestIngestDelivers(t *testing.T) {
	c := ingest(t, ingestArgs())
	stream := c.one(t, "FirehoseDeliveryStream", "ingest")
	s3 := "extendedS3Configuration."
	stream.want(t, map[string]any{
		"destination": "extended_s3", "serverSideEncryption.keyType": "CUSTOMER_MANAGED_CMK", "serverSideEncryption.keyArn": testKey,
		s3 + "bucketArn": "arn:aws:s3:::ingest-raw", s3 + "roleArn": "arn:Role:ingest-delivery", s3 + "kmsKeyArn": testKey,
		s3 + "prefix": "raw/", s3 + "compressionFormat": "GZIP", s3 + "bufferingInterval": 300.0, s3 + "bufferingSize": 64.0,
		s3 + "cloudwatchLoggingOptions.logGroupName":      "ingest-delivery",
		s3 + "processingConfiguration.processors[0].type": "AppendDelimiterToRecord",
		// Defaults given explicitly come back as a change in every update.
		s3 + "processingConfiguration.processors[0].parameters": nil,
	})
	prefix, _ := stream.at(s3 + "errorOutputPrefix").(string)
	if strings.HasPrefix(prefix, "raw/") || !strings.Contains(prefix, "!{firehose:error-output-type}") {
		t.Errorf("error prefix %q: want it outside of raw/, with the error's type", prefix)
	}
	for _, first := range [][2]string{
		{"RolePolicy", "ingest-delivery"}, {"BucketPolicy", "ingest-raw"}, {"BucketServerSideEncryptionConfigurationV2", "ingest-raw"},
	} {
		if !stream.waitsFor(first[0], first[1]) {
			t.Errorf("the stream does not wait for %s %s", first[0], first[1])
		}
	}
}

func TestIngestRoutes(t *testing.T) {
	c := ingest(t, ingestArgs())
	c.one(t, "EventRule", "ingest").want(t, map[string]any{"eventPattern": findings.EventPattern})
	target := c.one(t, "EventTarget", "ingest")
	target.want(t, map[string]any{
		"arn": "arn:FirehoseDeliveryStream:ingest", "roleArn": "arn:Role:ingest-route", "rule": "ingest",
		"deadLetterConfig.arn": "arn:Queue:ingest-dead-events", "retryPolicy.maximumEventAgeInSeconds": 86400.0,
	})
	// No event is let in before a failed one would be kept, and its raw object announced.
	for _, first := range [][2]string{{"RolePolicy", "ingest-route"}, {"QueuePolicy", "ingest-dead-events"}, {"BucketNotification", "ingest-objects"}} {
		if !target.waitsFor(first[0], first[1]) {
			t.Errorf("the target does not wait for %s %s", first[0], first[1])
		}
	}
	dead := c.one(t, "QueuePolicy", "ingest-dead-events").policy(t, "policy")
	if got := dead.Statement[1].Condition["ArnLike"]["aws:SourceArn"]; len(got) != 1 || got[0] != "arn:EventRule:ingest" {
		t.Errorf("the queue of dead events takes them from %v, want the rule alone", got)
	}
}

func TestIngestAnnounces(t *testing.T) {
	c := ingest(t, ingestArgs())
	c.one(t, "Queue", "ingest-objects").want(t, map[string]any{
		"visibilityTimeoutSeconds": 1800.0, "messageRetentionSeconds": 345600.0, "sqsManagedSseEnabled": true, "kmsMasterKeyId": nil,
	})
	c.one(t, "Queue", "ingest-dead-objects").want(t, map[string]any{"messageRetentionSeconds": 1209600.0, "sqsManagedSseEnabled": true})
	c.one(t, "RedrivePolicy", "ingest-objects").want(t, map[string]any{
		"redrivePolicy": `{"deadLetterTargetArn":"arn:Queue:ingest-dead-objects","maxReceiveCount":5}`,
	})
	c.one(t, "RedriveAllowPolicy", "ingest-dead-objects").want(t, map[string]any{
		"redriveAllowPolicy": `{"redrivePermission":"byQueue","sourceQueueArns":["arn:Queue:ingest-objects"]}`,
	})
	notification := c.one(t, "BucketNotification", "ingest-objects")
	notification.want(t, map[string]any{
		"bucket": "ingest-raw", "queues[0].queueArn": "arn:Queue:ingest-objects",
		"queues[0].filterPrefix": "raw/", "queues[0].events[0]": "s3:ObjectCreated:*",
	})
	if !notification.waitsFor("QueuePolicy", "ingest-objects") {
		t.Error("S3 refuses a notification to a queue that it may not send to yet")
	}
}

func TestIngestAdoptsABucket(t *testing.T) {
	args := ingestArgs()
	args.RawBucket = "kept-raw"
	c := ingest(t, args)
	for _, m := range c.made {
		if strings.Contains(m.kind, ":s3/") && !strings.HasSuffix(m.kind, ":BucketNotification") {
			t.Errorf("%s %q: an adopted bucket is left alone", m.kind, m.name)
		}
	}
	c.one(t, "FirehoseDeliveryStream", "ingest").want(t, map[string]any{"extendedS3Configuration.bucketArn": "arn:aws:s3:::kept-raw"})
	c.one(t, "BucketNotification", "ingest-objects").want(t, map[string]any{"bucket": "kept-raw"})
	role := c.one(t, "RolePolicy", "ingest-delivery").policy(t, "policy")
	if got := role.Statement[0].Resource; got[0] != "arn:aws:s3:::kept-raw" {
		t.Errorf("the delivery role is for %v", got)
	}
}

func TestIngestRefuses(t *testing.T) {
	for name, args := range map[string]*IngestArgs{"nothing": nil, "no pattern": {Stack: testStack()}, "no key": {EventPattern: "{}"}} {
		err := pulumi.RunErr(func(ctx *pulumi.Context) error {
			_, err := NewIngest(ctx, "ingest", args)
			return err
		}, pulumi.WithMocks("p", "s", &cloud{}))
		if err == nil || !strings.Contains(err.Error(), "EventPattern and Stack.KeyARN are required") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
