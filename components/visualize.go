package components

import (
	"errors"
	"fmt"
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/dashboard"
	"security-hub-analytics/dashboard/quicksight"
)

// VisualizeArgs says what is shown in QuickSight, and to whom.
type VisualizeArgs struct {
	Stack Stack
	// Prefix begins all ids in QuickSight: those of the project's stack, one of a kind
	// in the account and Region.
	Prefix string
	// Dashboard is what is shown.
	Dashboard *dashboard.Dashboard
	// Database holds the views, Views are they, by name.
	Database string
	Views    map[string]pulumi.Resource
	// Workgroup is the one that QuickSight queries in; the buckets are those of the
	// tables and of the results of its queries.
	Workgroup, LakeBucketARN, ResultsBucketARN pulumi.StringInput
	// Owners and Viewers are ARNs of QuickSight users and groups; of viewers also of
	// namespaces.
	Owners, Viewers []string
	// Identity is where QuickSight keeps users and groups.
	Identity Identity
	// Subscription subscribes the account; nil relies on what there is.
	Subscription *SubscriptionArgs
	// Group is the name of a group that is made and owns everything; "" for none.
	Group string
	// Folder is the name of a folder that is made for the dashboard; "" for none.
	Folder string
	// RefreshTime is when data by day is loaded, HH:MM in UTC.
	RefreshTime string
	// Strict has QuickSight refuse a dashboard that it has something against.
	Strict bool
}

// Identity is QuickSight's identity Region as one namespace of users sees it.
type Identity struct {
	// Region and Namespace are their names.
	Region, Namespace string
	// Provider works in it; nil where it is the stack's own Region.
	Provider pulumi.ProviderResource
}

// SubscriptionArgs is a subscription to QuickSight.
type SubscriptionArgs struct {
	// AccountName is unique in all of AWS.
	AccountName string
	// Email is told of what concerns the account.
	Email string
}

// Visualize is the dashboard in QuickSight, with the data that it shows.
type Visualize struct {
	pulumi.ResourceState

	// DashboardURL is where to see it.
	DashboardURL string
	// GroupARN is the group that was made; "" for none.
	GroupARN string

	// access is what has to be there before anything can be shared.
	access []pulumi.Resource
	// owners are all, the group among them.
	owners []string
}

// NewVisualize makes the component.
func NewVisualize(ctx *pulumi.Context, name string, args *VisualizeArgs, opts ...pulumi.ResourceOption) (*Visualize, error) {
	if err := args.check(); err != nil {
		return nil, fmt.Errorf("making visualize: %w", err)
	}
	v := &Visualize{DashboardURL: args.Stack.Place.quickSightSite() + "/sn/dashboards/" + args.dashboardID()}
	if err := ctx.RegisterComponentResource("shub:index:Visualize", name, v, opts...); err != nil {
		return nil, err
	}
	if err := v.build(ctx, name, args); err != nil {
		return nil, fmt.Errorf("making visualize: %w", err)
	}
	return v, ctx.RegisterResourceOutputs(v, pulumi.Map{"dashboardUrl": pulumi.String(v.DashboardURL)})
}

// build goes the way of the data; a destroy goes it back.
func (v *Visualize) build(ctx *pulumi.Context, name string, args *VisualizeArgs) error {
	if err := v.admit(ctx, name, args); err != nil {
		return err
	}
	source, err := v.dataSource(ctx, name, args)
	if err != nil {
		return err
	}
	sets, err := v.dataSets(ctx, name, args, source)
	if err != nil {
		return err
	}
	theme, err := v.theme(ctx, name, args)
	if err != nil {
		return err
	}
	shown, err := v.show(ctx, name, args, sets, theme)
	if err != nil {
		return err
	}
	return v.file(ctx, name, args, shown)
}

func (a *VisualizeArgs) check() error {
	switch {
	case a == nil || a.Dashboard == nil || a.Prefix == "" || a.Database == "" || a.Identity.Region == "" || a.Identity.Namespace == "":
		return errors.New("arguments Dashboard, Prefix, Database and Identity are required")
	case a.Workgroup == nil || a.LakeBucketARN == nil || a.ResultsBucketARN == nil || a.Stack.KeyARN == nil:
		return errors.New("arguments Workgroup, LakeBucketARN, ResultsBucketARN and Stack.KeyARN are required")
	case len(a.Owners)+len(a.Viewers) == 0 && a.Group == "":
		return errors.New("nobody may see it: Owners, Viewers or Group are required")
	}
	seen := map[string]bool{}
	for _, arn := range slices.Concat(a.Owners, a.Viewers) {
		if seen[arn] {
			return fmt.Errorf("%s is given twice", arn)
		}
		seen[arn] = true
	}
	for _, set := range quicksight.Datasets(a.Dashboard) {
		if a.Views[set.View] == nil {
			return fmt.Errorf("there is no view %s", set.View)
		}
	}
	return nil
}

// dashboardID and the like are ids in QuickSight, where different kinds may share one.
func (a *VisualizeArgs) dashboardID() string { return a.Prefix }

// quickSightSite is QuickSight's address for people
// (https://docs.aws.amazon.com/quick/latest/userguide/regions.html).
func (p Place) quickSightSite() string {
	switch p.Partition {
	case "aws-cn":
		return "https://" + p.Region + ".quicksight.amazonaws.cn"
	case "aws-us-gov":
		return "https://quicksight." + p.Region + ".amazonaws.com"
	}
	return "https://" + p.Region + ".quicksight.aws.amazon.com"
}
