package main

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"sort"
	"testing"

	"security-hub-analytics/internal/record"
)

// recordStack runs the program with the real files of a stack.
func recordStack(t *testing.T, stack string, change map[string]string) *record.Stack {
	t.Helper()
	project, values, err := record.StackConfig("Pulumi.yaml", "Pulumi."+stack+".yaml")
	if err != nil {
		t.Fatal(err)
	}
	for key, value := range change {
		values[project+":"+key] = value
	}
	made, err := record.Run(record.Options{
		Project: project, Stack: stack, Dir: ".", Partition: "aws", Account: "111122223333", Region: "us-east-1", Config: values,
	}, deploy)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// TestMainIsShort: the program is a list of what there is, to be read at a glance.
func TestMainIsShort(t *testing.T) {
	text, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	if lines := bytes.Count(text, []byte("\n")); lines > 80 {
		t.Errorf("main.go has %d lines, want 80 at most", lines)
	}
}

func TestOutputs(t *testing.T) {
	always := []string{"database", "deadEventsUrl", "deadObjectsUrl", "kmsKeyArn", "lakeBucket", "rawBucket", "readerPolicyArn", "resultsBucket", "workgroup"}
	for stack, more := range map[string][]string{"dev": {"failedScansUrl"}, "prod": nil} {
		want := slices.Sorted(slices.Values(slices.Concat(always, more)))
		var got []string
		for name, value := range recordStack(t, stack, nil).Outputs {
			got = append(got, name)
			if value == nil || value == "" {
				t.Errorf("%s: output %s is empty", stack, name)
			}
		}
		if sort.Strings(got); !slices.Equal(got, want) {
			t.Errorf("%s: outputs are %v, want %v", stack, got, want)
		}
	}
}

// TestAdopted: what an earlier stack kept is used again, and not made anew.
func TestAdopted(t *testing.T) {
	key := "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
	made := recordStack(t, "prod", map[string]string{"kmsKeyArn": key, "ingestRawBucket": "kept-raw", "transformLakeBucket": "kept-lake"})
	for name, want := range map[string]string{"kmsKeyArn": key, "rawBucket": "kept-raw", "lakeBucket": "kept-lake"} {
		if got := fmt.Sprint(made.Outputs[name]); got != want {
			t.Errorf("output %s is %v, want %v", name, got, want)
		}
	}
	for _, r := range made.Resources {
		if r.Type == "aws:kms/key:Key" || r.Type == "aws:s3/bucketV2:BucketV2" && (r.Name == "shub-ingest-raw" || r.Name == "shub-transform-lake") {
			t.Errorf("%s %s is made although one was to be adopted", r.Type, r.Name)
		}
	}
}
