package env_test

import (
	"log/slog"
	"reflect"
	"strings"
	"testing"
	"time"

	"security-hub-analytics/handler/env"
)

// load loads from a map.
func load(variables map[string]string) (env.Settings, error) {
	return env.Load(func(name string) string { return variables[name] })
}

func TestDefaults(t *testing.T) {
	got, err := load(map[string]string{"SHUB_RAW_BUCKET": "my-raw", "SHUB_LAKE_BUCKET": "my.lake"})
	if err != nil {
		t.Fatal(err)
	}
	if got.Schema == nil {
		t.Error("no schema")
	}
	got.Schema = nil
	want := env.Settings{
		RawBucket: "my-raw", RawPrefix: "raw/", LakeBucket: "my.lake",
		MetricNamespace: "SecurityHubAnalytics", Stack: "local",
		LogLevel: slog.LevelInfo, DeadlineMargin: 15 * time.Second,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

func TestEverythingSet(t *testing.T) {
	got, err := load(map[string]string{
		"SHUB_RAW_BUCKET": "my-raw", "SHUB_RAW_PREFIX": "in/raw/", "SHUB_RAW_BUCKET_OWNER": "111122223333",
		"SHUB_LAKE_BUCKET": "my-lake", "SHUB_LAKE_BUCKET_OWNER": "444455556666",
		"SHUB_COLUMNS": `["owner=Resources[0].Tags.Owner"]`, "SHUB_METRIC_NAMESPACE": "Sec/Hub:1",
		"SHUB_STACK": "dev", "SHUB_LOG_LEVEL": "debug", "SHUB_DEADLINE_MARGIN": "1m30s",
		"AWS_LAMBDA_FUNCTION_NAME": "fn", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
	})
	if err != nil {
		t.Fatal(err)
	}
	got.Schema = nil
	want := env.Settings{
		RawBucket: "my-raw", RawPrefix: "in/raw/", RawBucketOwner: "111122223333",
		LakeBucket: "my-lake", LakeBucketOwner: "444455556666",
		MetricNamespace: "Sec/Hub:1", Stack: "dev",
		LogLevel: slog.LevelDebug, DeadlineMargin: 90 * time.Second, MemoryBytes: 512 << 20,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

func TestStackFallsBackOnTheFunction(t *testing.T) {
	got, err := load(map[string]string{"SHUB_RAW_BUCKET": "my-raw", "SHUB_LAKE_BUCKET": "my-lake", "AWS_LAMBDA_FUNCTION_NAME": "fn"})
	if err != nil || got.Stack != "fn" {
		t.Errorf("Stack = %q, error %v, want fn", got.Stack, err)
	}
}

func TestProblems(t *testing.T) {
	good := map[string]string{"SHUB_RAW_BUCKET": "my-raw", "SHUB_LAKE_BUCKET": "my-lake"}
	for _, test := range []struct{ name, variable, value, want string }{
		{"no raw bucket", "SHUB_RAW_BUCKET", "", "the name of a bucket"},
		{"an ARN as raw bucket", "SHUB_RAW_BUCKET", "arn:aws:s3:::b", "the name of a bucket"},
		{"no lake bucket", "SHUB_LAKE_BUCKET", "", "the name of a bucket"},
		{"upper case", "SHUB_LAKE_BUCKET", "MyLake", "the name of a bucket"},
		{"prefix without slash", "SHUB_RAW_PREFIX", "raw", "a prefix of keys"},
		{"prefix with a slash first", "SHUB_RAW_PREFIX", "/raw/", "a prefix of keys"},
		{"owner too short", "SHUB_RAW_BUCKET_OWNER", "1234", "12 digits"},
		{"owner not a number", "SHUB_LAKE_BUCKET_OWNER", "me", "12 digits"},
		{"columns no JSON", "SHUB_COLUMNS", "owner=Tags", "JSON array of strings"},
		{"columns no strings", "SHUB_COLUMNS", "[1]", "JSON array of strings"},
		{"column without a path", "SHUB_COLUMNS", `["owner"]`, "owner"},
		{"column of a name that is taken", "SHUB_COLUMNS", `["severity_label=Severity.Label"]`, "severity_label"},
		{"namespace with a blank", "SHUB_METRIC_NAMESPACE", "a b", "1 to 255"},
		{"namespace with a colon first", "SHUB_METRIC_NAMESPACE", ":a", "1 to 255"},
		{"stack too long", "SHUB_STACK", strings.Repeat("x", 1025), "1024"},
		{"level", "SHUB_LOG_LEVEL", "loud", "DEBUG, INFO, WARN or ERROR"},
		{"margin without unit", "SHUB_DEADLINE_MARGIN", "15", "a duration"},
		{"margin below zero", "SHUB_DEADLINE_MARGIN", "-1s", "a duration"},
		{"memory", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512MB", "a number of megabytes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := env.Load(func(name string) string {
				if name == test.variable {
					return test.value
				}
				return good[name]
			})
			if err == nil {
				t.Fatal("no error")
			}
			for _, part := range []string{test.variable, test.want} {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("error %q does not say %q", err, part)
				}
			}
			if lines := strings.Count(err.Error(), "\n"); lines != 0 {
				t.Errorf("%d problems too many: %v", lines, err)
			}
		})
	}
}

// TestLoop: the Lambda must not be set up to eat what it writes.
func TestLoop(t *testing.T) {
	for prefix, want := range map[string]bool{"raw/": true, "findings/": false, "quarantine/": false, "findings/raw/": false, "findings-raw/": true} {
		_, err := load(map[string]string{"SHUB_RAW_BUCKET": "one-bucket", "SHUB_LAKE_BUCKET": "one-bucket", "SHUB_RAW_PREFIX": prefix})
		if (err == nil) != want || err != nil && !strings.Contains(err.Error(), "SHUB_RAW_PREFIX") {
			t.Errorf("%s: error %v", prefix, err)
		}
		if _, err := load(map[string]string{"SHUB_RAW_BUCKET": "my-raw", "SHUB_LAKE_BUCKET": "my-lake", "SHUB_RAW_PREFIX": prefix}); err != nil {
			t.Errorf("%s in a bucket of its own: error %v", prefix, err)
		}
	}
}

func TestAllProblemsAtOnce(t *testing.T) {
	_, err := load(map[string]string{
		"SHUB_RAW_PREFIX": "raw", "SHUB_RAW_BUCKET_OWNER": "x", "SHUB_LAKE_BUCKET_OWNER": "x", "SHUB_COLUMNS": "{}",
		"SHUB_METRIC_NAMESPACE": " ", "SHUB_LOG_LEVEL": "x", "SHUB_DEADLINE_MARGIN": "x", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "x",
	})
	if err == nil {
		t.Fatal("no error")
	}
	for _, variable := range []string{
		env.RawBucket, env.RawPrefix, env.RawBucketOwner, env.LakeBucket, env.LakeBucketOwner, env.Columns,
		env.MetricNamespace, env.LogLevel, env.DeadlineMargin, "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
	} {
		if !strings.Contains(err.Error(), variable+":") {
			t.Errorf("%s is not reported in:\n%v", variable, err)
		}
	}
}
