package components

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/securityhub"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// AggregatorArgs says how the findings of other Regions come to the stack's own.
type AggregatorArgs struct {
	Mode Mode
	// ARN is that of the aggregator to import.
	ARN string
	// Linking is all, listed or none; Regions is what is listed.
	Linking string
	Regions []string
}

// linkingModes are the API's words
// (https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_CreateFindingAggregator.html).
var linkingModes = map[string]string{"all": "ALL_REGIONS", "listed": "SPECIFIED_REGIONS", "none": "NO_REGIONS"}

// aggregate links the Regions, once Security Hub is there.
func (d *Detect) aggregate(ctx *pulumi.Context, name string, args *DetectArgs, regions []pulumi.Resource) error {
	a := args.Aggregator
	if !a.Mode.managed() {
		return nil
	}
	mode := linkingModes[a.Linking]
	if mode == "" {
		return fmt.Errorf("making detect: the aggregator links %q, want all, listed or none", a.Linking)
	}
	given := &securityhub.FindingAggregatorArgs{LinkingMode: pulumi.String(mode)}
	if a.Linking == "listed" {
		given.SpecifiedRegions = pulumi.ToStringArray(a.Regions)
	}
	options := []pulumi.ResourceOption{
		pulumi.Parent(d), pulumi.DependsOn(regions), pulumi.RetainOnDelete(args.Keep || a.Mode == Import),
	}
	if a.Mode == Import {
		options = append(options, pulumi.Import(pulumi.ID(a.ARN)))
	}
	_, err := securityhub.NewFindingAggregator(ctx, name+"-aggregator", given, options...)
	return err
}
