package components

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/lambda"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/handler/env"
	"security-hub-analytics/lake"
)

// TransformArgs says how raw objects become rows.
type TransformArgs struct {
	Stack Stack
	// Code is the function's zip archive (HandlerArchive).
	Code pulumi.Archive
	// RawBucket and RawBucketARN are where raw objects stand.
	RawBucket, RawBucketARN pulumi.StringInput
	// QueueARN is the queue that announces them (Ingest.Objects).
	QueueARN pulumi.StringInput
	// LakeBucket is the name of a bucket to adopt; "" to make one.
	LakeBucket string
	// Lifecycles are what becomes of the lake's files.
	Lifecycles []Lifecycle
	// MemoryMB and TimeoutSeconds are the function's, Concurrency how many of it may
	// run at once.
	MemoryMB, TimeoutSeconds, Concurrency int
	// Tracing has X-Ray trace it.
	Tracing bool
	// LogLevel is the least level that it logs: DEBUG, INFO, WARN or ERROR.
	LogLevel string
	// Columns are the promoted columns, as findings.NewSchema takes them.
	Columns []string
}

// Transform is the function that turns raw objects into the lake, and the lake.
type Transform struct {
	pulumi.ResourceState

	// LakeBucket and LakeBucketARN are the bucket that the tables stand in.
	LakeBucket, LakeBucketARN pulumi.StringOutput
	// FunctionName is what the function's metrics go by, LogGroup where it logs.
	FunctionName, LogGroup pulumi.StringOutput
	// LakeReady is what a writer to the lake has to wait for; nothing where it was
	// adopted.
	LakeReady []pulumi.Resource

	lake *bucket
}

// batchSize is how many announcements an invocation is given at most: one at a time
// is the rule, as a raw object comes every minute or five, and ten the default of
// AWS. A full batch of the largest raw objects takes a fraction of the least timeout.
const batchSize = 10

// maxColumnBytes is what the promoted columns may take of the 4 KB that Lambda allows
// all variables of a function together
// (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
const maxColumnBytes = 3 << 10

// NewTransform makes the component.
func NewTransform(ctx *pulumi.Context, name string, args *TransformArgs, opts ...pulumi.ResourceOption) (*Transform, error) {
	if args == nil || args.Code == nil || args.RawBucket == nil || args.RawBucketARN == nil || args.QueueARN == nil || args.Stack.KeyARN == nil {
		return nil, errors.New("making transform: Code, RawBucket, RawBucketARN, QueueARN and Stack.KeyARN are required")
	}
	t := &Transform{}
	if err := ctx.RegisterComponentResource("shub:index:Transform", name, t, opts...); err != nil {
		return nil, err
	}
	if err := t.build(ctx, name, args); err != nil {
		return nil, err
	}
	return t, ctx.RegisterResourceOutputs(t, pulumi.Map{"lakeBucket": t.LakeBucket, "functionName": t.FunctionName})
}

func (t *Transform) build(ctx *pulumi.Context, name string, args *TransformArgs) (err error) {
	s, parent := args.Stack, pulumi.Parent(t)
	t.lake, err = s.newBucket(ctx, name+"-lake", bucketArgs{adopt: args.LakeBucket, data: true, lifecycles: args.Lifecycles}, parent)
	if err != nil {
		return err
	}
	t.LakeBucket, t.LakeBucketARN, t.LakeReady = t.lake.name, t.lake.arn, t.lake.ready
	logs, err := s.newLogGroup(ctx, name, parent)
	if err != nil {
		return err
	}
	t.LogGroup = logs.Name
	// No condition: Lambda's guide documents none for an execution role
	// (https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html).
	trust, err := TrustPolicy("lambda.amazonaws.com", nil).JSON()
	if err != nil {
		return err
	}
	role, policy, err := s.newRole(ctx, name, "The transform reads raw objects and writes the lake", pulumi.String(trust),
		document(func(v []string) Document {
			return TransformPolicy(s.Place, v[0], v[1], v[2], v[3], v[4], args.Tracing)
		}, args.RawBucketARN, t.LakeBucketARN, args.QueueARN, s.KeyARN, logs.Arn), parent)
	if err != nil {
		return err
	}
	columns, err := json.Marshal(append([]string{}, args.Columns...))
	if err != nil {
		return err
	}
	if len(columns) > maxColumnBytes {
		return fmt.Errorf("passing %d promoted columns to the function: they take %d bytes, want at most %d: choose shorter paths or fewer columns",
			len(args.Columns), len(columns), maxColumnBytes)
	}
	owner := pulumi.String(s.Place.Account)
	function, err := lambda.NewFunction(ctx, name, &lambda.FunctionArgs{
		Description: pulumi.String("Raw objects of findings to Parquet (stack " + s.Name + ")"),
		Code:        args.Code, Role: role.Arn,
		Runtime: pulumi.String("provided.al2023"), Handler: pulumi.String("bootstrap"),
		Architectures: pulumi.StringArray{pulumi.String("arm64")},
		MemorySize:    pulumi.Int(args.MemoryMB), Timeout: pulumi.Int(args.TimeoutSeconds),
		Environment: lambda.FunctionEnvironmentArgs{Variables: pulumi.StringMap{
			env.RawBucket: args.RawBucket, env.RawPrefix: pulumi.String(lake.RawPrefix), env.RawBucketOwner: owner,
			env.LakeBucket: t.LakeBucket, env.LakeBucketOwner: owner,
			env.Columns: pulumi.String(columns), env.Stack: pulumi.String(s.Name),
			env.MetricNamespace: pulumi.String(env.DefaultMetricNamespace), env.LogLevel: pulumi.String(args.LogLevel),
		}},
		LoggingConfig: lambda.FunctionLoggingConfigArgs{
			LogGroup: logs.Name, LogFormat: pulumi.String("JSON"),
			ApplicationLogLevel: pulumi.String(passedLevel(args.LogLevel)), SystemLogLevel: pulumi.String("INFO"),
		},
		TracingConfig: lambda.FunctionTracingConfigArgs{Mode: pulumi.String(tracingMode(args.Tracing))},
	}, parent, pulumi.DependsOn(append([]pulumi.Resource{policy}, t.lake.ready...)))
	if err != nil {
		return err
	}
	t.FunctionName = function.Name
	// Lambda looks whether the role may read the queue when this is made.
	_, err = lambda.NewEventSourceMapping(ctx, name, &lambda.EventSourceMappingArgs{
		EventSourceArn: args.QueueARN, FunctionName: function.Arn, BatchSize: pulumi.Int(batchSize),
		FunctionResponseTypes: pulumi.StringArray{pulumi.String("ReportBatchItemFailures")},
		ScalingConfig:         lambda.EventSourceMappingScalingConfigArgs{MaximumConcurrency: pulumi.Int(args.Concurrency)},
	}, parent, pulumi.DependsOn([]pulumi.Resource{policy}))
	return err
}

// passedLevel is the least level of what Lambda lets into the log. It is never above
// INFO, the level of the lines that are metrics: these must come through whatever the
// function itself logs.
func passedLevel(logLevel string) string {
	if logLevel == slog.LevelDebug.String() {
		return logLevel
	}
	return slog.LevelInfo.String()
}

func tracingMode(on bool) string {
	if on {
		return "Active"
	}
	return "PassThrough"
}
