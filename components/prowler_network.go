package components

import (
	"errors"
	"fmt"
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// network is where the scanner runs.
type network struct {
	subnets pulumi.StringArray
	group   pulumi.StringInput
	public  bool
}

// ec2Version is the version of the provider that answers for what is named by its
// token here. The package aws/ec2 has it all in types, and takes 3.3 GB and 48
// seconds of a processor to compile, which is more than everything else together.
var ec2Version = pulumi.Version(AWSVersion)

// AWSVersion is the version of the AWS provider: that of its SDK in go.mod, which a
// test compares. What is registered by its token names it, or another version of the
// provider would be started beside this one.
const AWSVersion = "6.83.2"

// maxSubnets is what a schedule takes
// (https://docs.aws.amazon.com/scheduler/latest/APIReference/API_AwsVpcConfiguration.html).
const maxSubnets = 16

// newNetwork finds the subnets and makes a security group that lets out HTTPS and
// lets in nothing. Names are resolved by the VPC's own resolver, which security
// groups do not filter
// (https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html).
func newNetwork(ctx *pulumi.Context, name string, p *ProwlerArgs, parent pulumi.ResourceOrInvokeOption) (network, error) {
	vpc, subnets, err := findNetwork(ctx, p.Subnets, parent)
	if err != nil {
		return network{}, err
	}
	var group struct{ pulumi.CustomResourceState }
	err = ctx.RegisterResource("aws:ec2/securityGroup:SecurityGroup", name, pulumi.Map{
		"description": pulumi.String("Prowler: HTTPS to AWS and the registry, nothing else"),
		"vpcId":       pulumi.String(vpc),
		"egress": pulumi.Array{pulumi.Map{
			"description": pulumi.String("HTTPS"),
			"protocol":    pulumi.String("tcp"),
			"fromPort":    pulumi.Int(443), "toPort": pulumi.Int(443),
			"cidrBlocks":     pulumi.ToStringArray([]string{"0.0.0.0/0"}),
			"ipv6CidrBlocks": pulumi.ToStringArray([]string{"::/0"}),
		}},
	}, &group, parent, ec2Version)
	return network{
		subnets: pulumi.ToStringArray(subnets), group: group.ID().ToStringOutput(),
		// A default VPC has no NAT gateway, so an address is the only way out.
		public: p.PublicIP || len(p.Subnets) == 0,
	}, err
}

// findNetwork asks AWS for the VPC of the subnets, or for the default VPC and its
// subnets.
func findNetwork(ctx *pulumi.Context, subnets []string, parent pulumi.InvokeOption) (string, []string, error) {
	var found struct {
		ID    string   `pulumi:"id"`
		IDs   []string `pulumi:"ids"`
		VPCID string   `pulumi:"vpcId"`
	}
	ask := func(token string, args any) error {
		return ctx.Invoke("aws:ec2/"+token, args, &found, parent, ec2Version)
	}
	if len(subnets) > 0 {
		type byID struct {
			ID string `pulumi:"id"`
		}
		if err := ask("getSubnet:getSubnet", &byID{subnets[0]}); err != nil {
			return "", nil, fmt.Errorf("asking AWS for subnet %s: %w", subnets[0], err)
		}
		return found.VPCID, subnets, nil
	}
	type defaultVPC struct {
		Default bool `pulumi:"default"`
	}
	const hint = "name subnets that exist (detectProwlerSubnets), or make a default VPC (aws ec2 create-default-vpc)"
	if err := ask("getVpc:getVpc", &defaultVPC{true}); err != nil {
		return "", nil, fmt.Errorf("asking AWS for the default VPC: %w: %s", err, hint)
	}
	vpc := found.ID
	type filter struct {
		Name   string   `pulumi:"name"`
		Values []string `pulumi:"values"`
	}
	type filtered struct {
		Filters []filter `pulumi:"filters"`
	}
	if err := ask("getSubnets:getSubnets", &filtered{[]filter{{"vpc-id", []string{vpc}}, {"default-for-az", []string{"true"}}}}); err != nil {
		return "", nil, fmt.Errorf("asking AWS for the subnets of %s: %w", vpc, err)
	}
	if len(found.IDs) == 0 {
		return "", nil, errors.New("the default VPC has no subnet: " + hint)
	}
	slices.Sort(found.IDs) // so that nothing changes where AWS lists them anew
	return vpc, found.IDs[:min(len(found.IDs), maxSubnets)], nil
}
