package main

import (
	"errors"
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"

	"security-hub-analytics/components"
)

// regions are the providers of further Regions, each made once.
type regions map[string]*aws.Provider

// in is the provider for a Region other than the stack's own.
func (r regions) in(ctx *pulumi.Context, region string) (*aws.Provider, error) {
	if r[region] == nil {
		provider, err := regionProvider(ctx, region)
		if err != nil {
			return nil, err
		}
		r[region] = provider
	}
	return r[region], nil
}

// regionProvider works in another Region, and in all else as the default provider
// does. Pulumi hands that one each key of the namespace aws as the text that it is,
// lists and objects as JSON (GetPackageConfig in pulumi/pkg, resource/deploy/
// target.go); an explicit provider is handed nothing, so the same is done here.
// Credentials from the environment reach both alike.
func regionProvider(ctx *pulumi.Context, region string) (*aws.Provider, error) {
	inputs := pulumi.Map{}
	for _, key := range providerKeys() {
		value, err := config.Try(ctx, "aws:"+key)
		if errors.Is(err, config.ErrMissingVar) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("reading config key aws:%s: %w", key, err)
		}
		inputs[key] = pulumi.String(value)
		if ctx.IsConfigSecret("aws:"+key) || secretKeys[key] {
			inputs[key] = pulumi.ToSecret(pulumi.String(value))
		}
	}
	inputs["region"] = pulumi.String(region)
	var provider aws.Provider
	// The version that default providers of this program are of, by the SDK.
	err := ctx.RegisterResource("pulumi:providers:aws", "region-"+region, inputs, &provider, pulumi.Version(components.AWSVersion))
	if err != nil {
		return nil, fmt.Errorf("making the provider for %s: %w", region, err)
	}
	return &provider, nil
}

// secretKeys are credentials, which the state keeps encrypted however they were set.
var secretKeys = map[string]bool{"accessKey": true, "secretKey": true, "token": true}

// providerKeys lists all keys that the provider knows, as the SDK does.
func providerKeys() []string {
	var keys []string
	args := (aws.ProviderArgs{}).ElementType()
	for i := range args.NumField() {
		if key := args.Field(i).Tag.Get("pulumi"); key != "" {
			keys = append(keys, key)
		}
	}
	return keys
}
