package components

import (
	"slices"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/quicksight"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// admit makes what others are let in by: the subscription and the group, in the
// identity Region.
func (v *Visualize) admit(ctx *pulumi.Context, name string, args *VisualizeArgs) error {
	v.owners = slices.Clone(args.Owners)
	there := []pulumi.ResourceOption{pulumi.Parent(v)}
	if args.Identity.Provider != nil {
		there = append(there, pulumi.Provider(args.Identity.Provider))
	}
	if s := args.Subscription; s != nil {
		// It is never given up: that would delete what everybody in the account has in
		// QuickSight, in all Regions
		// (https://docs.aws.amazon.com/quicksight/latest/APIReference/API_DeleteAccountSubscription.html).
		// No input of it can change without being given up, so changes are none.
		subscription, err := quicksight.NewAccountSubscription(ctx, name+"-subscription", &quicksight.AccountSubscriptionArgs{
			AccountName: pulumi.String(s.AccountName), NotificationEmail: pulumi.String(s.Email),
			Edition: pulumi.String("ENTERPRISE"), AuthenticationMethod: pulumi.String("IAM_AND_QUICKSIGHT"),
		}, append(there, pulumi.RetainOnDelete(true),
			pulumi.IgnoreChanges([]string{"accountName", "authenticationMethod", "awsAccountId", "edition", "notificationEmail"}))...)
		if err != nil {
			return err
		}
		v.access = append(v.access, subscription)
	}
	if args.Group == "" {
		return nil
	}
	group, err := quicksight.NewGroup(ctx, name+"-group", &quicksight.GroupArgs{
		GroupName: pulumi.String(args.Group), Namespace: pulumi.String(args.Identity.Namespace),
		Description: pulumi.String("Owners of the Security Hub dashboard (stack " + args.Stack.Name + ")"),
	}, append(there[:len(there):len(there)], pulumi.DependsOn(v.access))...)
	if err != nil {
		return err
	}
	p := args.Stack.Place
	v.GroupARN = "arn:" + p.Partition + ":quicksight:" + args.Identity.Region + ":" + p.Account + ":group/" + args.Identity.Namespace + "/" + args.Group
	v.owners = append(v.owners, v.GroupARN)
	v.access = append(v.access, group)
	return nil
}

// after are the options of a child that waits for who may see it, and for more.
func (v *Visualize) after(more ...pulumi.Resource) []pulumi.ResourceOption {
	return []pulumi.ResourceOption{pulumi.Parent(v), pulumi.DependsOn(slices.Concat(v.access, more))}
}
