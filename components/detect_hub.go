package components

import (
	"fmt"
	"strings"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/securityhub"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/internal/standards"
)

// hub is what a Region got.
type hub struct {
	// subscribed is Prowler's subscription, if the stack looks after it; all is
	// everything there, it included.
	subscribed, all []pulumi.Resource
}

// controlFindings are the API's words
// (https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_UpdateSecurityHubConfiguration.html).
var controlFindings = map[string]string{"consolidated": "SECURITY_CONTROL", "per-standard": "STANDARD_CONTROL"}

// newHub makes what the stack looks after of Security Hub in one Region.
func (d *Detect) newHub(ctx *pulumi.Context, name string, args *DetectArgs, region DetectRegion) (hub, error) {
	at := args.Stack.Place
	base := []pulumi.ResourceOption{pulumi.Parent(d)}
	if region.Provider != nil {
		name += "-" + region.Name
		at.Region = region.Name
		base = append(base, pulumi.Provider(region.Provider))
	}
	var h hub
	if args.SecurityHub.managed() {
		account, err := securityhub.NewAccount(ctx, name+"-hub", hubArgs(args.ControlFindings), append(base, hubOptions(args, at)...)...)
		if err != nil {
			return h, err
		}
		h.all = append(h.all, account)
	}
	after := func(keep bool) []pulumi.ResourceOption {
		return append(base[:len(base):len(base)], pulumi.RetainOnDelete(keep), pulumi.DependsOn(h.all))
	}
	var enabled []pulumi.Resource
	for _, standard := range args.Standards {
		arn := standards.ARN(at.Partition, at.Region, standard)
		if arn == "" {
			return h, fmt.Errorf("there is no standard %q", standard)
		}
		// To enable a standard that is enabled is no error and changes nothing, so with
		// a hub that the stack did not create nobody can say who enabled it: it stays.
		subscription, err := securityhub.NewStandardsSubscription(ctx, name+"-"+childName(standard),
			&securityhub.StandardsSubscriptionArgs{StandardsArn: pulumi.String(arn)},
			append(after(args.Keep || args.SecurityHub != Create), patience)...)
		if err != nil {
			return h, err
		}
		enabled = append(enabled, subscription)
	}
	h.all = append(h.all, enabled...)
	if args.ProductSubscription.managed() {
		options := after(args.Keep || args.ProductSubscription == Import)
		product := "arn:" + at.Partition + ":securityhub:" + at.Region + "::product/prowler/prowler"
		if args.ProductSubscription == Import {
			options = append(options, pulumi.Import(pulumi.ID(product+","+at.ARN("securityhub", "product-subscription/prowler/prowler"))))
		}
		subscription, err := securityhub.NewProductSubscription(ctx, name+"-prowler",
			&securityhub.ProductSubscriptionArgs{ProductArn: pulumi.String(product)}, options...)
		if err != nil {
			return h, err
		}
		h.subscribed = []pulumi.Resource{subscription}
		h.all = append(h.all, subscription)
	}
	return h, nil
}

// patience is for a standard to become ready, or to be gone. Three minutes, which the
// provider waits by itself, are too few in a busy Region
// (https://github.com/hashicorp/terraform-provider-aws/issues/42688).
var patience = pulumi.Timeouts(&pulumi.CustomTimeouts{Create: "20m", Delete: "20m"})

// hubArgs never asks for the default standards. AWS does not tell whether they were
// asked for, and the provider takes what it has for true: false, after an import. A
// wish for them - its default - would then replace the hub, that is, switch it off
// (resourceAccountRead in terraform-provider-aws, internal/service/securityhub/account.go;
// seen in https://github.com/GRCEngClub/cgep-labs/pull/12). To ignore changes of it
// would bring that default back.
func hubArgs(findings string) *securityhub.AccountArgs {
	args := &securityhub.AccountArgs{EnableDefaultStandards: pulumi.Bool(false)}
	if word := controlFindings[findings]; word != "" {
		args.ControlFindingGenerator = pulumi.String(word)
	}
	return args
}

func hubOptions(args *DetectArgs, at Place) []pulumi.ResourceOption {
	options := []pulumi.ResourceOption{pulumi.RetainOnDelete(args.Keep || args.SecurityHub != Create)}
	if args.SecurityHub == Import {
		// Somebody else chose whether new controls are on, and an import refuses inputs
		// that differ.
		options = append(options, pulumi.Import(pulumi.ID(at.Account)), pulumi.IgnoreChanges([]string{"autoEnableControls"}))
	}
	return options
}

// childName makes a resource's name of a standard's: cis/5.0.0 is cis-5-0-0.
func childName(standard string) string {
	return strings.NewReplacer("/", "-", ".", "-").Replace(standard)
}
