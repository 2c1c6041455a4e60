package main

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"

	"security-hub-analytics/internal/memcloud"
)

// The two views that a user may drop or replace, as the seed's README tells to.
const (
	crawledView  = "security-hub-crawled-findings"
	rolledUpView = "security-hub-rolled-up-finding"
)

// dropAndReplace does to them what Athena does on DROP VIEW and CREATE OR REPLACE.
func dropAndReplace(t *testing.T, c *memcloud.Cloud) {
	t.Helper()
	touched := 0
	c.Drift(func(o *memcloud.Object) bool {
		if o.Type != "aws:glue/catalogTable:CatalogTable" {
			return true
		}
		switch o.Text("name") {
		case crawledView:
			touched++
			return false
		case rolledUpView:
			touched++
			o.Inputs["viewOriginalText"] = resource.NewStringProperty("/* Presto View: eyJvcmlnaW5hbFNxbCI6InNlbGVjdCAxIGFzIG9uZSJ9 */")
			o.Inputs["viewExpandedText"] = resource.NewStringProperty("/* Presto View */")
			o.Inputs["parameters"] = resource.NewPropertyValue(map[string]any{"presto_view": "true", "comment": "Presto View"})
			o.Inputs["storageDescriptor"] = resource.NewPropertyValue(map[string]any{"columns": []any{map[string]any{"name": "one", "type": "int"}}})
		}
		return true
	})
	if touched != 2 {
		t.Fatalf("found %d of the two views", touched)
	}
}

// TestEngineSeedViews: dropped and replaced by hand, a refresh and an up bring both
// back; and where they stay so, destroy is none the worse.
func TestEngineSeedViews(t *testing.T) {
	t.Parallel()
	s := engineStack(t, "Pulumi.dev.yaml")
	before := s.Cloud.Objects()
	s.Up().OK(t)
	dropAndReplace(t, s.Cloud)
	if got := s.Refresh().OK(t).Counts(); got != "1 delete, 1 update" {
		t.Errorf("refresh saw %s", got)
	}
	if r := s.Up().OK(t); r.Counts() != "1 create, 1 update" {
		t.Errorf("up did %s, want both views brought back and nothing else", r.Table())
	}
	s.Refresh().Unchanged(t)

	dropAndReplace(t, s.Cloud)
	s.Up().Unchanged(t) // without a refresh nobody looks
	s.Destroy().OK(t)
	if l := left(s.Cloud, before); len(l) > 0 {
		t.Errorf("destroy left %v", l)
	}
}

// TestEngineAdoption: what prod kept, the next stack takes on, with the data in it.
func TestEngineAdoption(t *testing.T) {
	t.Parallel()
	s := engineStack(t, "Pulumi.prod.yaml")
	s.Up().OK(t)
	kept := map[string]any{}
	for key, output := range map[string]string{"ingestRawBucket": "rawBucket", "transformLakeBucket": "lakeBucket", "kmsKeyArn": "kmsKeyArn"} {
		kept[key] = s.Output(output)
	}
	fill(s)
	s.Destroy().OK(t)
	afterFirst := s.Cloud.Objects()

	s.SetAll(t, kept)
	s.Up().OK(t)
	s.Up().Unchanged(t)
	s.Refresh().Unchanged(t)
	for key, output := range map[string]string{"ingestRawBucket": "rawBucket", "transformLakeBucket": "lakeBucket", "kmsKeyArn": "kmsKeyArn"} {
		if got := s.Output(output); got != kept[key] {
			t.Errorf("output %s is %v, want the adopted %v", output, got, kept[key])
		}
	}
	s.Destroy().OK(t)
	if l := left(s.Cloud, afterFirst); len(l) > 0 {
		t.Errorf("destroying a stack that adopted left %v", l)
	}
	if now := s.Cloud.Objects(); len(now) != len(afterFirst) {
		t.Errorf("destroying a stack that adopted left %d of the %d resources kept before", len(now), len(afterFirst))
	}
	for _, key := range []string{"ingestRawBucket", "transformLakeBucket"} {
		bucket, _ := kept[key].(string)
		if len(s.Cloud.Data(bucket)) == 0 {
			t.Errorf("%s lost its data", bucket)
		}
	}
}
