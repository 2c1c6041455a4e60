package components

import (
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudformation"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/dashboard/quicksight"
)

// dataSource makes what QuickSight reads Athena by. It has a role of its own: the one
// that QuickSight otherwise uses for all data of an account can be set up in its
// console only (https://github.com/hashicorp/terraform-provider-aws/issues/32723). That
// role the provider cannot set before its next major version
// (https://github.com/hashicorp/terraform-provider-aws/pull/44666), so that a
// CloudFormation stack makes the data source.
func (v *Visualize) dataSource(ctx *pulumi.Context, name string, args *VisualizeArgs) (pulumi.Resource, error) {
	s := args.Stack
	// No condition: QuickSight documents none for roles of data sources
	// (https://docs.aws.amazon.com/quicksight/latest/user/datasource-run-as-role.html).
	trust, err := TrustPolicy("quicksight.amazonaws.com", nil).JSON()
	if err != nil {
		return nil, err
	}
	role, policy, err := s.newRole(ctx, name+"-source", "QuickSight reads findings", pulumi.String(trust),
		document(func(k []string) Document { return QuickSightPolicy(s.Place, args.Database, k[0], k[1], k[2], k[3]) },
			args.Workgroup, args.LakeBucketARN, args.ResultsBucketARN, s.KeyARN), pulumi.Parent(v))
	if err != nil {
		return nil, err
	}
	template, err := quicksight.DataSourceTemplate(args.Prefix)
	if err != nil {
		return nil, err
	}
	parameters, err := v.principals(quicksight.Access{Owner: quicksight.DataSourceAccess.Owner}, nil)
	if err != nil {
		return nil, err
	}
	parameters[quicksight.RoleParameter] = role.Arn
	parameters[quicksight.WorkgroupParameter] = args.Workgroup
	// It is tried out as it is made. Waiting for the views, which takes minutes, gives
	// the role time to become known everywhere.
	wait := []pulumi.Resource{policy}
	for _, set := range quicksight.Datasets(args.Dashboard) {
		wait = append(wait, args.Views[set.View])
	}
	return v.stack(ctx, name+"-source", &cloudformation.StackArgs{TemplateBody: pulumi.String(template), Parameters: parameters}, wait...)
}

// dataSourceARN is the ARN of the data source: known beforehand, so that a change of
// the stack that makes it is none of the data sets.
func (a *VisualizeArgs) dataSourceARN() string {
	return a.Stack.Place.ARN("quicksight", "datasource/"+a.Prefix)
}

// principals are the parameters of a template for who may do what.
func (v *Visualize) principals(a quicksight.Access, viewers []string) (pulumi.StringMap, error) {
	known, err := quicksight.Principals(a, v.owners, viewers)
	if err != nil {
		return nil, err
	}
	parameters := pulumi.StringMap{}
	for name, value := range known {
		parameters[name] = pulumi.String(value)
	}
	return parameters, nil
}

// stackMinutes is when CloudFormation gives a stack up, which it has to do before the
// provider, after 30, gives it up as well and does not hear why.
const stackMinutes = 20

// stack makes a CloudFormation stack. One that cannot be made is deleted, since one that
// was rolled back can never be changed; and a successor has the same ids, so it comes
// after.
func (v *Visualize) stack(ctx *pulumi.Context, name string, args *cloudformation.StackArgs, wait ...pulumi.Resource) (pulumi.Resource, error) {
	args.OnFailure = pulumi.String("DELETE")
	args.TimeoutInMinutes = pulumi.Int(stackMinutes)
	return cloudformation.NewStack(ctx, name, args, append(v.after(wait...), pulumi.DeleteBeforeReplace(true))...)
}
