package components

import (
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/s3"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// bucketArgs says what a bucket is for.
type bucketArgs struct {
	// adopt is the name of a bucket that exists; "" to make one.
	adopt string
	// data says that the bucket holds what cannot be made again: it has versions, and
	// outlives a destroy where the stack says so.
	data bool
	// lifecycles apply besides those that every bucket has.
	lifecycles []Lifecycle
}

// bucket is a bucket that the stack made or adopted.
type bucket struct {
	name, arn pulumi.StringOutput
	// ready is what a writer has to wait for: before that its objects would lack
	// encryption with the key, or the refusal of plain HTTP would be missing.
	ready []pulumi.Resource
}

const (
	// abortDays: parts of an upload that nobody finished cost like objects, and the
	// longest upload here takes minutes.
	abortDays = 1
	// noncurrentDays is how long a replaced or deleted version can be had back. A
	// replay replaces every file that it makes anew.
	noncurrentDays = 30
)

// newBucket makes a bucket, closed to the public and to plain HTTP, encrypted with
// the stack's key, or adopts one, which is left as it is.
func (s Stack) newBucket(ctx *pulumi.Context, name string, args bucketArgs, parent pulumi.ResourceOption) (*bucket, error) {
	if args.adopt != "" {
		return &bucket{
			name: pulumi.String(args.adopt).ToStringOutput(),
			arn:  pulumi.String(s.Place.BucketARN(args.adopt)).ToStringOutput(),
		}, nil
	}
	keep := args.data && s.Keep
	opts := []pulumi.ResourceOption{parent, pulumi.RetainOnDelete(keep)}
	b, err := s3.NewBucketV2(ctx, name, &s3.BucketV2Args{ForceDestroy: pulumi.Bool(!keep)}, opts...)
	if err != nil {
		return nil, err
	}
	made := &bucket{name: b.Bucket, arn: b.Arn}
	closed, err := s3.NewBucketPublicAccessBlock(ctx, name, &s3.BucketPublicAccessBlockArgs{
		Bucket: b.Bucket, BlockPublicAcls: pulumi.Bool(true), BlockPublicPolicy: pulumi.Bool(true),
		IgnorePublicAcls: pulumi.Bool(true), RestrictPublicBuckets: pulumi.Bool(true),
	}, opts...)
	if err != nil {
		return nil, err
	}
	// One change of a bucket's access at a time: S3 answers two at once with 409
	// OperationAborted.
	after := append([]pulumi.ResourceOption{pulumi.DependsOn([]pulumi.Resource{closed})}, opts...)
	policy, err := s3.NewBucketPolicy(ctx, name, &s3.BucketPolicyArgs{
		Bucket: b.Bucket, Policy: document(func(v []string) Document { return BucketPolicy(v[0]) }, b.Arn),
	}, after...)
	if err != nil {
		return nil, err
	}
	after = append([]pulumi.ResourceOption{pulumi.DependsOn([]pulumi.Resource{policy})}, opts...)
	_, err = s3.NewBucketOwnershipControls(ctx, name, &s3.BucketOwnershipControlsArgs{
		Bucket: b.Bucket, Rule: s3.BucketOwnershipControlsRuleArgs{ObjectOwnership: pulumi.String("BucketOwnerEnforced")},
	}, after...)
	if err != nil {
		return nil, err
	}
	encrypted, err := s.encrypt(ctx, name, b, opts)
	if err != nil {
		return nil, err
	}
	made.ready = []pulumi.Resource{policy, encrypted}
	if args.data {
		_, err = s3.NewBucketVersioningV2(ctx, name, &s3.BucketVersioningV2Args{
			Bucket:                  b.Bucket,
			VersioningConfiguration: s3.BucketVersioningV2VersioningConfigurationArgs{Status: pulumi.String("Enabled")},
		}, opts...)
		if err != nil {
			return nil, err
		}
	}
	_, err = s3.NewBucketLifecycleConfigurationV2(ctx, name, &s3.BucketLifecycleConfigurationV2Args{
		Bucket: b.Bucket, Rules: lifecycleRules(args),
	}, opts...)
	return made, err
}

// encrypt sets the key. With a bucket key S3 asks KMS once in a while and not for
// every object.
func (s Stack) encrypt(ctx *pulumi.Context, name string, b *s3.BucketV2, opts []pulumi.ResourceOption) (pulumi.Resource, error) {
	return s3.NewBucketServerSideEncryptionConfigurationV2(ctx, name, &s3.BucketServerSideEncryptionConfigurationV2Args{
		Bucket: b.Bucket,
		Rules: s3.BucketServerSideEncryptionConfigurationV2RuleArray{s3.BucketServerSideEncryptionConfigurationV2RuleArgs{
			BucketKeyEnabled: pulumi.Bool(true),
			ApplyServerSideEncryptionByDefault: s3.BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs{
				SseAlgorithm: pulumi.String("aws:kms"), KmsMasterKeyId: s.KeyARN,
			},
		}},
	}, opts...)
}
