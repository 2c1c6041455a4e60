package components

import (
	"slices"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func buckets(t *testing.T, s Stack, args bucketArgs) *cloud {
	t.Helper()
	return deployed(t, func(ctx *pulumi.Context) error {
		_, err := s.newBucket(ctx, "b", args, pulumi.Timeouts(&pulumi.CustomTimeouts{}))
		return err
	})
}

// TestBucketIsClosed: whatever a bucket is for, it is closed, encrypted and cleaned up.
func TestBucketIsClosed(t *testing.T) {
	for _, data := range []bool{true, false} {
		c := buckets(t, testStack(), bucketArgs{data: data})
		c.one(t, "BucketPublicAccessBlock", "b").want(t, map[string]any{
			"blockPublicAcls": true, "blockPublicPolicy": true, "ignorePublicAcls": true, "restrictPublicBuckets": true,
		})
		c.one(t, "BucketOwnershipControls", "b").want(t, map[string]any{"rule.objectOwnership": "BucketOwnerEnforced"})
		rule := "rules[0]."
		c.one(t, "BucketServerSideEncryptionConfigurationV2", "b").want(t, map[string]any{
			rule + "bucketKeyEnabled": true, rule + "applyServerSideEncryptionByDefault.sseAlgorithm": "aws:kms",
			rule + "applyServerSideEncryptionByDefault.kmsMasterKeyId": testKey,
		})
		c.one(t, "BucketLifecycleConfigurationV2", "b").want(t, map[string]any{
			rule + "status": "Enabled", rule + "abortIncompleteMultipartUpload.daysAfterInitiation": 1.0, "rules[1]": nil,
		})
		if got := len(c.all("BucketVersioningV2")); got != map[bool]int{true: 1, false: 0}[data] {
			t.Errorf("data %v: %d versionings", data, got)
		}
		policy := c.one(t, "BucketPolicy", "b").policy(t, "policy")
		s := policy.Statement[0]
		if s.Effect != "Deny" || s.Principal != "*" || !slices.Equal(s.Action, []string{"s3:*"}) ||
			!slices.Equal(s.Resource, []string{"arn:aws:s3:::b", "arn:aws:s3:::b/*"}) ||
			!slices.Equal(s.Condition["Bool"]["aws:SecureTransport"], []string{"false"}) {
			t.Errorf("plain HTTP is not refused: %+v", s)
		}
	}
}

// TestBucketOnDestroy: only what holds data outlives a destroy, whole, and only where
// the stack says so; everything else is emptied and removed.
func TestBucketOnDestroy(t *testing.T) {
	for _, test := range []struct{ data, keep, want bool }{
		{true, true, true}, {true, false, false}, {false, true, false}, {false, false, false},
	} {
		s := testStack()
		s.Keep = test.keep
		for _, m := range buckets(t, s, bucketArgs{data: test.data}).made {
			if strings.HasPrefix(m.kind, "aws:") && m.retained != test.want {
				t.Errorf("data %v, keep %v: %s is retained: %v", test.data, test.keep, m.kind, m.retained)
			}
			if strings.HasSuffix(m.kind, ":BucketV2") && m.at("forceDestroy") == test.want {
				t.Errorf("data %v, keep %v: forceDestroy is %v", test.data, test.keep, m.at("forceDestroy"))
			}
		}
	}
}

func TestBucketLifecycles(t *testing.T) {
	c := buckets(t, testStack(), bucketArgs{data: true, lifecycles: []Lifecycle{
		{Prefix: "findings/", TransitionDays: 30, StorageClass: "GLACIER_IR"},
		{Prefix: "never/"},
		{Prefix: "quarantine/", ExpireDays: 90},
	}})
	c.one(t, "BucketLifecycleConfigurationV2", "b").want(t, map[string]any{
		"rules[0].noncurrentVersionExpiration.noncurrentDays": 30.0, "rules[0].expiration.expiredObjectDeleteMarker": true,
		"rules[1].filter.prefix": "findings/", "rules[1].transitions[0].days": 30.0, "rules[1].transitions[0].storageClass": "GLACIER_IR",
		"rules[1].expiration": nil, "rules[2].filter.prefix": "quarantine/", "rules[2].expiration.days": 90.0,
		"rules[2].transitions": nil, "rules[3]": nil,
	})
}
