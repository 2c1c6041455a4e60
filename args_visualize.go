package main

import (
	"fmt"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/components"
	"security-hub-analytics/dashboard"
	"security-hub-analytics/dashboard/quicksight"
	"security-hub-analytics/settings"
)

// newVisualize makes the dashboard in QuickSight; nil without one.
func newVisualize(ctx *pulumi.Context, s *settings.Settings, stack components.Stack, further regions,
	transform *components.Transform, catalog *components.Catalog) (*components.Visualize, error) {
	v := &s.Visualize
	if !v.Enabled {
		return nil, nil
	}
	schema, err := s.Schema()
	if err != nil {
		return nil, err
	}
	shown, err := dashboard.New(schema)
	if err != nil {
		return nil, err
	}
	identity := components.Identity{Region: v.IdentityRegion, Namespace: v.Namespace}
	if identity.Region == "" {
		identity.Region = stack.Place.Region
	}
	// Nothing but these is made there.
	if identity.Region != stack.Place.Region && (v.Group != "" || v.Subscription == settings.Create) {
		if identity.Provider, err = further.in(ctx, identity.Region); err != nil {
			return nil, err
		}
	}
	owners, viewers, err := principals(v, stack.Place, identity.Region)
	if err != nil {
		return nil, err
	}
	args := &components.VisualizeArgs{
		Stack: stack, Prefix: s.Prefix(), Dashboard: shown, Database: s.Catalog.Database, Views: catalog.Views,
		Workgroup: catalog.QuickSightWorkgroup, LakeBucketARN: transform.LakeBucketARN, ResultsBucketARN: catalog.ResultsBucketARN,
		Owners: owners, Viewers: viewers, Identity: identity, Group: v.Group, Folder: v.Folder,
		RefreshTime: v.RefreshTime, Strict: v.Validation == strings.ToLower(quicksight.Strict),
	}
	if v.Subscription == settings.Create {
		args.Subscription = &components.SubscriptionArgs{AccountName: v.AccountName, Email: v.NotificationEmail}
	}
	return components.NewVisualize(ctx, visualizeName, args)
}

// principals are the ARNs of owners and viewers, each of whom QuickSight takes once.
func principals(v *settings.Visualize, place components.Place, region string) (owners, viewers []string, err error) {
	here := v.PrincipalARN("", place.Partition, region, place.Account)
	seen := map[string]string{}
	if v.Group != "" {
		seen[v.PrincipalARN("group/"+v.Group, place.Partition, region, place.Account)] = "visualizeGroup"
	}
	resolve := func(key string, given []string) (arns []string, err error) {
		for _, principal := range given {
			arn := v.PrincipalARN(principal, place.Partition, region, place.Account)
			if !strings.HasPrefix(arn, here) {
				return nil, fmt.Errorf("reading config key %s: %q is not of this account and QuickSight's identity Region: want an ARN that begins with %s", key, principal, here)
			}
			if before := seen[arn]; before != "" {
				return nil, fmt.Errorf("reading config key %s: %q is in %s already: take one of them away", key, principal, before)
			}
			seen[arn] = key
			arns = append(arns, arn)
		}
		return arns, nil
	}
	if owners, err = resolve("visualizeOwners", v.Owners); err != nil {
		return nil, nil, err
	}
	viewers, err = resolve("visualizeViewers", v.Viewers)
	return owners, viewers, err
}
