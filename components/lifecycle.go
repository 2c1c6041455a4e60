package components

import (
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/s3"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// Lifecycle says what becomes of objects as they grow old. The zero value keeps
// them as they are.
type Lifecycle struct {
	// Prefix is what the keys of the objects begin with; "" for all.
	Prefix string
	// TransitionDays is the age at which they move to the class StorageClass, such as
	// GLACIER_IR; 0 for never.
	TransitionDays int
	StorageClass   string
	// ExpireDays is the age at which they are deleted; 0 for never.
	ExpireDays int
}

// lifecycleRules are the rules of one bucket.
func lifecycleRules(args bucketArgs) s3.BucketLifecycleConfigurationV2RuleArray {
	all := s3.BucketLifecycleConfigurationV2RuleArgs{
		Id: pulumi.String("leftovers"), Status: pulumi.String("Enabled"),
		Filter: s3.BucketLifecycleConfigurationV2RuleFilterArgs{},
		AbortIncompleteMultipartUpload: s3.BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs{
			DaysAfterInitiation: pulumi.Int(abortDays),
		},
	}
	if args.data {
		all.NoncurrentVersionExpiration = s3.BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs{
			NoncurrentDays: pulumi.Int(noncurrentDays),
		}
		all.Expiration = s3.BucketLifecycleConfigurationV2RuleExpirationArgs{ExpiredObjectDeleteMarker: pulumi.Bool(true)}
	}
	rules := s3.BucketLifecycleConfigurationV2RuleArray{all}
	for _, l := range args.lifecycles {
		if l.TransitionDays == 0 && l.ExpireDays == 0 {
			continue
		}
		rule := s3.BucketLifecycleConfigurationV2RuleArgs{
			Id: pulumi.String("age-" + orAll(l.Prefix)), Status: pulumi.String("Enabled"),
			Filter: s3.BucketLifecycleConfigurationV2RuleFilterArgs{},
		}
		if l.Prefix != "" {
			rule.Filter = s3.BucketLifecycleConfigurationV2RuleFilterArgs{Prefix: pulumi.String(l.Prefix)}
		}
		if l.TransitionDays != 0 {
			rule.Transitions = s3.BucketLifecycleConfigurationV2RuleTransitionArray{s3.BucketLifecycleConfigurationV2RuleTransitionArgs{
				Days: pulumi.Int(l.TransitionDays), StorageClass: pulumi.String(l.StorageClass),
			}}
		}
		if l.ExpireDays != 0 {
			rule.Expiration = s3.BucketLifecycleConfigurationV2RuleExpirationArgs{Days: pulumi.Int(l.ExpireDays)}
		}
		rules = append(rules, rule)
	}
	return rules
}

func orAll(prefix string) string {
	if prefix == "" {
		return "all"
	}
	return prefix
}
