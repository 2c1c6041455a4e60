package components

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudformation"
	aws "github.com/pulumi/pulumi-aws/sdk/v6/go/aws/quicksight"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/s3"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/dashboard/quicksight"
)

// show makes analysis and dashboard, each by a CloudFormation stack of its own: the
// provider cannot set a definition (it leaves the input out of its SDKs,
// https://github.com/pulumi/pulumi-aws/issues/2521), and CloudFormation hands QuickSight
// the whole of it with each change, which Cloud Control, the other way to it, cannot:
// it changes what it reads, and a definition is never read
// (https://github.com/hashicorp/terraform-provider-awscc/issues/1737). It returns the
// dashboard's stack.
func (v *Visualize) show(ctx *pulumi.Context, name string, args *VisualizeArgs, sets map[string]pulumi.StringInput, theme *aws.Theme) (pulumi.Resource, error) {
	mode := quicksight.Lenient
	if args.Strict {
		mode = quicksight.Strict
	}
	analysis, err := quicksight.AnalysisTemplate(args.Dashboard, args.Prefix, mode)
	if err != nil {
		return nil, err
	}
	shown, err := quicksight.DashboardTemplate(args.Dashboard, args.dashboardID(), mode)
	if err != nil {
		return nil, err
	}
	templates := &templates{v: v, name: name + "-templates", stack: args.Stack}
	var dashboard pulumi.Resource
	for _, part := range []struct {
		suffix   string
		template []byte
		access   quicksight.Access
	}{
		{"analysis", analysis, quicksight.AnalysisAccess},
		{"dashboard", shown, quicksight.DashboardAccess},
	} {
		parameters, err := v.principals(part.access, args.Viewers)
		if err != nil {
			return nil, err
		}
		parameters[quicksight.ThemeParameter] = theme.Arn
		for identifier, arn := range sets {
			parameters[quicksight.DataSetParameter(identifier)] = arn
		}
		stack := &cloudformation.StackArgs{Parameters: parameters}
		if err := templates.put(ctx, name+"-"+part.suffix, part.suffix, part.template, stack); err != nil {
			return nil, err
		}
		// The last one is the dashboard.
		if dashboard, err = v.stack(ctx, name+"-"+part.suffix, stack); err != nil {
			return nil, err
		}
	}
	return dashboard, nil
}

// templates is where templates go that are too large to be sent along.
type templates struct {
	v      *Visualize
	name   string
	stack  Stack
	bucket *bucket
}

// put gives a stack its template. One by way of S3 has the hash of what it says in its
// key: that a template has changed is told by its address alone. CloudFormation reads
// it with the credentials of whoever deploys.
func (t *templates) put(ctx *pulumi.Context, name, prefix string, template []byte, args *cloudformation.StackArgs) error {
	if len(template) <= quicksight.InlineLimit {
		args.TemplateBody = pulumi.String(template)
		return nil
	}
	if t.bucket == nil {
		made, err := t.stack.newBucket(ctx, t.name, bucketArgs{}, pulumi.Parent(t.v))
		if err != nil {
			return err
		}
		t.bucket = made
	}
	sum := sha256.Sum256(template)
	object, err := s3.NewBucketObjectv2(ctx, name, &s3.BucketObjectv2Args{
		Bucket: t.bucket.name, Key: pulumi.String(prefix + "/" + hex.EncodeToString(sum[:]) + ".json"),
		ContentType: pulumi.String("application/json"), Content: pulumi.String(template),
	}, pulumi.Parent(t.v), pulumi.DependsOn(t.bucket.ready))
	if err != nil {
		return err
	}
	args.TemplateUrl = pulumi.Sprintf("https://%s.%s/%s", t.bucket.name, t.stack.Place.Endpoint("s3"), object.Key)
	return nil
}
