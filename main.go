// Command security-hub-analytics is the Pulumi program: configuration, components,
// outputs. `pulumi up` runs it.
package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/components"
)

func main() { pulumi.Run(deploy) }

// Components are named alike in every stack, so that renaming a stack replaces
// nothing; tags and descriptions say which stack it is.
const (
	keyName       = "shub"
	detectName    = "shub-detect"
	ingestName    = "shub-ingest"
	transformName = "shub-transform"
)

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
	toIngest, err := ingestArgs(s, stack)
	if err != nil {
		return err
	}
	ingest, err := components.NewIngest(ctx, ingestName, toIngest)
	if err != nil {
		return err
	}
	code, err := components.HandlerArchive(ctx)
	if err != nil {
		return err
	}
	transform, err := components.NewTransform(ctx, transformName, transformArgs(s, stack, ingest, code))
	if err != nil {
		return err
	}
	toDetect, err := detectArgs(ctx, s, stack)
	if err != nil {
		return err
	}
	// Not before events are let in: the first ones would be missed.
	detect, err := components.NewDetect(ctx, detectName, toDetect, pulumi.DependsOn([]pulumi.Resource{ingest}))
	if err != nil {
		return err
	}
	export(ctx, outputs{key, ingest, transform, detect})
	return nil
}
