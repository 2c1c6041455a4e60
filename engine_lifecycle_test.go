package main

import (
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/internal/enginetest"
)

// TestEngineLifeCycle: preview, up, up again, refresh, destroy, and once more.
func TestEngineLifeCycle(t *testing.T) {
	eachEngineStack(t, func(t *testing.T, s *enginetest.Stack) {
		before := s.Cloud.Objects()
		planned := s.Preview().OK(t)
		if got := left(s.Cloud, before); len(got) > 0 {
			t.Fatalf("a preview made %v", got)
		}
		made := s.Up().OK(t)
		if planned.Table() != made.Table() {
			t.Errorf("preview promised\n%s\nup did\n%s", planned.Table(), made.Table())
		}
		if other := made.Of("update", "replace", "delete"); len(other) > 0 {
			t.Errorf("the first up of an empty stack did %v", other)
		}
		s.Up().Unchanged(t)
		s.Refresh().Unchanged(t)
		s.Up().Unchanged(t)
		t.Logf("%s", made.Counts())

		fill(s)
		s.Destroy().OK(t)
		if r := s.Resources(); len(r) > 0 {
			t.Errorf("destroy left %d resources in the state, first %s", len(r), r[0].URN)
		}
		first := left(s.Cloud, before)
		keptAsPromised(t, s, first)

		s.Up().OK(t)
		s.Up().Unchanged(t)
		s.Destroy().OK(t)
		if again := left(s.Cloud, before); len(again) != 2*len(first) {
			t.Errorf("after the second round %d resources are left, want twice the %d of the first", len(again), len(first))
		}
	})
}

// fill writes what a stack that runs would have written.
func fill(s *enginetest.Stack) {
	for _, bucket := range s.Cloud.Of("aws:s3/bucketV2:BucketV2") {
		s.Cloud.PutData(bucket.ID, "written/by/the/pipeline")
	}
}

// keptTypes is what dataOnDestroy: keep leaves in the account: the two buckets of
// data with what guards them, and the key without which they cannot be read.
var keptTypes = []string{
	"aws:kms/alias:Alias",
	"aws:kms/key:Key",
	"aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
	"aws:s3/bucketOwnershipControls:BucketOwnershipControls",
	"aws:s3/bucketPolicy:BucketPolicy",
	"aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
	"aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
	"aws:s3/bucketV2:BucketV2",
	"aws:s3/bucketVersioningV2:BucketVersioningV2",
}

// keptAsPromised checks what a destroy left: nothing in dev, else exactly the data
// and what belongs to it, with every object still in it.
func keptAsPromised(t *testing.T, s *enginetest.Stack, left []string) {
	t.Helper()
	if s.Name() == "dev" {
		if len(left) > 0 {
			t.Errorf("destroy of dev left %v", left)
		}
		return
	}
	var types []string
	for _, l := range left {
		kind, id, _ := strings.Cut(l, " ")
		if !slices.Contains(types, kind) {
			types = append(types, kind)
		}
		if strings.HasPrefix(kind, "aws:s3/") && !isData(id) {
			t.Errorf("destroy left %s, which is neither the raw bucket nor the lake", l)
		}
		if kind == "aws:s3/bucketV2:BucketV2" && len(s.Cloud.Data(id)) == 0 {
			t.Errorf("destroy kept the bucket %s and lost its data", id)
		}
	}
	if slices.Sort(types); !slices.Equal(types, keptTypes) {
		t.Errorf("destroy left the types %v, want %v", types, keptTypes)
	}
}

// isData says of a bucket's name that raw objects or the lake are in it.
func isData(bucket string) bool {
	return strings.Contains(bucket, "-raw-") || strings.Contains(bucket, "-lake-")
}
