// Command security-hub-analytics is the Pulumi program: configuration, components,
// outputs. `pulumi up` runs it.
package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/components"
)

func main() { pulumi.Run(deploy) }

// deploy is the program.
func deploy(ctx *pulumi.Context) error {
	s, err := loadConfig(ctx)
	if err != nil {
		return err
	}
	place, err := components.Locate(ctx)
	if err != nil {
		return err
	}
	key, err := components.NewKey(ctx, keyName, keyArgs(s, place))
	if err != nil {
		return err
	}
	stack := stackOf(s, place, key)
	ingest, err := newIngest(ctx, s, stack)
	if err != nil {
		return err
	}
	transform, err := newTransform(ctx, s, stack, ingest)
	if err != nil {
		return err
	}
	catalog, err := newCatalog(ctx, s, stack, transform)
	if err != nil {
		return err
	}
	// Not before events are let in: the first ones would be missed.
	further := regions{}
	detect, err := newDetect(ctx, s, stack, further, pulumi.DependsOn([]pulumi.Resource{ingest}))
	if err != nil {
		return err
	}
	visualize, err := newVisualize(ctx, s, stack, further, transform, catalog)
	if err != nil {
		return err
	}
	operate, err := newOperate(ctx, s, stack, ingest, transform, catalog, detect)
	if err != nil {
		return err
	}
	export(ctx, s, outputs{key, ingest, transform, catalog, detect, visualize, operate})
	return nil
}
