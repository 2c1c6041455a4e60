package main

import (
	"slices"
	"testing"

	"security-hub-analytics/internal/enginetest"
	"security-hub-analytics/internal/memcloud"
)

// TestEngineDrift: somebody changes a setting of everything by hand; a refresh sees
// all of it, and the next up takes all of it back, without replacing anything.
func TestEngineDrift(t *testing.T) {
	eachEngineStack(t, func(t *testing.T, s *enginetest.Stack) {
		others := s.Cloud.Objects()
		s.Up().OK(t)
		var touched []string
		s.Cloud.Drift(func(o *memcloud.Object) bool {
			if slices.Contains(others, o) {
				return true
			}
			if input := o.Bend(); input != "" {
				touched = append(touched, o.Type+" "+o.ID+" "+input)
			}
			return true
		})
		seen := s.Refresh().OK(t)
		if len(seen.Steps) != len(touched) || len(touched) == 0 {
			t.Errorf("%d resources were changed by hand, refresh saw %s", len(touched), seen.Counts())
		}
		mended := s.Up().OK(t)
		if len(mended.Steps) != len(touched) || len(mended.Of("update")) != len(touched) {
			t.Errorf("%d resources were changed by hand, up did %s:\n%s", len(touched), mended.Counts(), mended.Table())
		}
		s.Refresh().Unchanged(t)
		s.Up().Unchanged(t)
		t.Logf("%d changed by hand and taken back", len(touched))
	})
}

// leaves are types on which no other resource stands, so that one can be deleted by
// hand without the next.
var leaves = []string{
	"aws:athena/namedQuery:NamedQuery",
	"aws:cloudwatch/eventTarget:EventTarget",
	"aws:cloudwatch/metricAlarm:MetricAlarm",
	"aws:cloudwatch/dashboard:Dashboard",
	"aws:glue/catalogTable:CatalogTable",
	"aws:glue/crawler:Crawler",
	"aws:iam/rolePolicy:RolePolicy",
	"aws:lambda/eventSourceMapping:EventSourceMapping",
	"aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
	"aws:s3/bucketNotification:BucketNotification",
	"aws:s3/bucketPolicy:BucketPolicy",
	"aws:sns/topicSubscription:TopicSubscription",
	"aws:sqs/queuePolicy:QueuePolicy",
}

// TestEngineDeletedByHand: what is gone comes back.
func TestEngineDeletedByHand(t *testing.T) {
	eachEngineStack(t, func(t *testing.T, s *enginetest.Stack) {
		s.Up().OK(t)
		gone := 0
		s.Cloud.Drift(func(o *memcloud.Object) bool {
			if slices.Contains(leaves, o.Type) {
				gone++
				return false
			}
			return true
		})
		if seen := s.Refresh().OK(t); len(seen.Of("delete")) != gone || gone == 0 {
			t.Errorf("%d resources were deleted by hand, refresh saw %s", gone, seen.Counts())
		}
		if mended := s.Up().OK(t); len(mended.Of("create")) != gone {
			t.Errorf("%d resources were deleted by hand, up did %s:\n%s", gone, mended.Counts(), mended.Table())
		}
		s.Refresh().Unchanged(t)
		s.Up().Unchanged(t)
	})
}
