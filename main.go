// Command security-hub-analytics is the Pulumi program: configuration, components,
// outputs. `pulumi up` runs it.
package main

import "github.com/pulumi/pulumi/sdk/v3/go/pulumi"

func main() { pulumi.Run(deploy) }

// deploy is the program.
func deploy(ctx *pulumi.Context) error {
	_, err := loadConfig(ctx)
	return err
}
