package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/components"
	"security-hub-analytics/settings"
)

func newDetect(ctx *pulumi.Context, s *settings.Settings, stack components.Stack, further regions, opts ...pulumi.ResourceOption) (*components.Detect, error) {
	d := s.Detect
	args := &components.DetectArgs{
		Stack: stack, SecurityHub: components.Mode(d.SecurityHub), Standards: d.Standards, ControlFindings: d.ControlFindings,
		ProductSubscription: components.Mode(d.ProductSubscription),
		Aggregator: components.AggregatorArgs{
			Mode: components.Mode(d.Aggregator), ARN: d.AggregatorARN, Linking: d.AggregatorLinking, Regions: d.AggregatorRegions,
		},
		Keep: d.OnDestroy == settings.Keep, Prowler: prowlerArgs(d),
	}
	for _, region := range d.Regions {
		provider, err := further.in(ctx, region)
		if err != nil {
			return nil, err
		}
		args.Regions = append(args.Regions, components.DetectRegion{Name: region, Provider: provider})
	}
	return components.NewDetect(ctx, detectName, args, opts...)
}

func prowlerArgs(d settings.Detect) *components.ProwlerArgs {
	if !d.Prowler {
		return nil
	}
	return &components.ProwlerArgs{
		Schedule: d.ProwlerSchedule, Image: d.ProwlerImage,
		OnlyFailed: d.ProwlerFindings == "failed", Arguments: d.ProwlerArguments,
		Subnets: d.ProwlerSubnets, PublicIP: d.ProwlerPublicIP,
		CPU: d.ProwlerCPU, MemoryMB: d.ProwlerMemoryMB,
	}
}
