package components

import (
	"slices"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/handler/env"
)

func transformArgs() *TransformArgs {
	return &TransformArgs{
		Stack: testStack(), Code: pulumi.NewFileArchive("dist/transform.zip"),
		RawBucket: pulumi.String("the-raw"), RawBucketARN: pulumi.String("arn:aws:s3:::the-raw"),
		QueueARN: pulumi.String("arn:Queue:objects"), MemoryMB: 1769, TimeoutSeconds: 300, Concurrency: 10,
		LogLevel: "WARN", Columns: []string{"owner=Resources[0].Tags.Owner"},
	}
}

func transform(t *testing.T, args *TransformArgs) *cloud {
	t.Helper()
	return deployed(t, func(ctx *pulumi.Context) error {
		_, err := NewTransform(ctx, "transform", args)
		return err
	})
}

func TestTransformFunction(t *testing.T) {
	c := transform(t, transformArgs())
	function := c.one(t, "Function", "transform")
	function.want(t, map[string]any{
		"runtime": "provided.al2023", "handler": "bootstrap", "architectures[0]": "arm64", "memorySize": 1769.0, "timeout": 300.0,
		"role": "arn:Role:transform", "loggingConfig.logGroup": "transform", "loggingConfig.logFormat": "JSON",
		"tracingConfig.mode": "PassThrough",
		// The lines that are metrics have the level INFO.
		"loggingConfig.applicationLogLevel": "INFO", "environment.variables.SHUB_LOG_LEVEL": "WARN",
	})
	if !function.waitsFor("RolePolicy", "transform") || !function.waitsFor("BucketPolicy", "transform-lake") {
		t.Error("the function does not wait for its rights, or for the lake to be closed")
	}
	mapping := c.one(t, "EventSourceMapping", "transform")
	mapping.want(t, map[string]any{
		"eventSourceArn": "arn:Queue:objects", "functionName": "arn:Function:transform", "batchSize": 10.0,
		"functionResponseTypes[0]": "ReportBatchItemFailures", "scalingConfig.maximumConcurrency": 10.0,
	})
	if !mapping.waitsFor("RolePolicy", "transform") {
		t.Error("Lambda refuses a mapping to a queue that the role may not read yet")
	}
}

// TestTransformEnvironment: what the stack sets, the function understands.
func TestTransformEnvironment(t *testing.T) {
	function := transform(t, transformArgs()).one(t, "Function", "transform")
	variables, _ := function.at("environment.variables").(map[string]any)
	read := map[string]bool{}
	got, err := env.Load(func(name string) string {
		value, _ := variables[name].(string)
		read[name] = true
		return value
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range variables {
		if !read[name] {
			t.Errorf("%s is set, and the function does not read it", name)
		}
	}
	if got.RawBucket != "the-raw" || got.RawPrefix != "raw/" || got.LakeBucket != "transform-lake" || got.Stack != "test" ||
		got.RawBucketOwner != testAccount || got.LakeBucketOwner != testAccount || got.MetricNamespace != env.DefaultMetricNamespace {
		t.Errorf("the function understands %+v", got)
	}
	columns := got.Schema.Columns()
	if last := columns[len(columns)-1]; !last.Promoted || last.Name != "owner" {
		t.Errorf("the promoted column is missing: the last is %+v", last)
	}
}

func TestTransformOptions(t *testing.T) {
	args := transformArgs()
	args.Tracing, args.LogLevel, args.Columns = true, "DEBUG", nil
	c := transform(t, args)
	c.one(t, "Function", "transform").want(t, map[string]any{
		"tracingConfig.mode": "Active", "loggingConfig.applicationLogLevel": "DEBUG", "environment.variables.SHUB_COLUMNS": "[]",
	})
	traced := func(s Statement) bool { return slices.Contains(s.Action, "xray:PutTraceSegments") }
	if !slices.ContainsFunc(c.one(t, "RolePolicy", "transform").policy(t, "policy").Statement, traced) {
		t.Error("the function may not send traces")
	}
	if slices.ContainsFunc(transform(t, transformArgs()).one(t, "RolePolicy", "transform").policy(t, "policy").Statement, traced) {
		t.Error("the function may send traces although it makes none")
	}
}

func TestTransformAdoptsALake(t *testing.T) {
	args := transformArgs()
	args.LakeBucket = "kept-lake"
	c := transform(t, args)
	for _, m := range c.made {
		if strings.Contains(m.kind, ":s3/") {
			t.Errorf("%s %q: an adopted bucket is left alone", m.kind, m.name)
		}
	}
	c.one(t, "Function", "transform").want(t, map[string]any{"environment.variables.SHUB_LAKE_BUCKET": "kept-lake"})
}

func TestPermissionsBoundary(t *testing.T) {
	boundary := "arn:aws:iam::111122223333:policy/boundary"
	i, tr := ingestArgs(), transformArgs()
	i.Stack.PermissionsBoundary, tr.Stack.PermissionsBoundary = boundary, boundary
	roles := append(ingest(t, i).all("Role"), transform(t, tr).all("Role")...)
	if len(roles) != 3 {
		t.Errorf("%d roles, want 3", len(roles))
	}
	for _, role := range roles {
		role.want(t, map[string]any{"permissionsBoundary": boundary})
	}
	for _, role := range ingest(t, ingestArgs()).all("Role") {
		role.want(t, map[string]any{"permissionsBoundary": nil})
	}
}

func TestTransformRefuses(t *testing.T) {
	noCode, long := transformArgs(), transformArgs()
	noCode.Code = nil
	for range 40 {
		long.Columns = append(long.Columns, "owner=Resources[0].Tags."+strings.Repeat("x", 80))
	}
	for _, test := range []struct {
		name string
		args *TransformArgs
		want string
	}{{"nothing", nil, "are required"}, {"no code", noCode, "are required"}, {"more columns than there is room for", long, "41 promoted columns"}} {
		err := pulumi.RunErr(func(ctx *pulumi.Context) error {
			_, err := NewTransform(ctx, "transform", test.args)
			return err
		}, pulumi.WithMocks("p", "s", &cloud{}))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v", test.name, err)
		}
	}
}
