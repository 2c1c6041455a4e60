package components

import (
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// newLogGroup makes an encrypted log group. No role may make one: a late invocation
// would bring back, without encryption and for ever, what a destroy has removed.
func (s Stack) newLogGroup(ctx *pulumi.Context, name string, opts ...pulumi.ResourceOption) (*cloudwatch.LogGroup, error) {
	return cloudwatch.NewLogGroup(ctx, name, &cloudwatch.LogGroupArgs{
		RetentionInDays: pulumi.Int(s.LogRetentionDays), KmsKeyId: s.KeyARN,
	}, opts...)
}
