package components

import (
	"errors"
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// Mode says how something of Security Hub comes under the stack.
type Mode string

// The modes. What is Existing or None is no resource of the stack.
const (
	None     Mode = "none"
	Existing Mode = "existing"
	Create   Mode = "create"
	Import   Mode = "import"
)

// managed says whether it is a resource.
func (m Mode) managed() bool { return m == Create || m == Import }

// DetectArgs says what the stack has to do with Security Hub itself.
type DetectArgs struct {
	Stack Stack
	// SecurityHub is the hub's mode, in each Region.
	SecurityHub Mode
	// Standards are short names (internal/standards) to subscribe to in each Region.
	Standards []string
	// ControlFindings is consolidated or per-standard; "" leaves it to AWS.
	ControlFindings string
	// ProductSubscription is the mode of Prowler's subscription, in each Region.
	ProductSubscription Mode
	// Aggregator is the one that brings the findings of other Regions home.
	Aggregator AggregatorArgs
	// Regions are further Regions; the stack's own is not among them.
	Regions []DetectRegion
	// Keep leaves what the stack created of Security Hub in place on destroy. What it
	// did not create stays in any case.
	Keep bool
	// Prowler is the scheduled scanner; nil for none.
	Prowler *ProwlerArgs
}

// DetectRegion is a further Region.
type DetectRegion struct {
	// Name is the Region's, Provider works in it.
	Name     string
	Provider pulumi.ProviderResource
}

// Detect is Security Hub, as far as the stack looks after it, and the scanner. With
// everything existing, no standard and no scanner it is no resource at all.
type Detect struct {
	pulumi.ResourceState

	// FailedScans is the queue that holds what there is to say of scans that failed
	// or could not be started; nil without a scanner.
	FailedScans *Queue
}

// NewDetect makes the component.
func NewDetect(ctx *pulumi.Context, name string, args *DetectArgs, opts ...pulumi.ResourceOption) (*Detect, error) {
	if err := args.check(); err != nil {
		return nil, fmt.Errorf("making detect: %w", err)
	}
	d := &Detect{}
	if args.empty() {
		return d, nil
	}
	if err := ctx.RegisterComponentResource("shub:index:Detect", name, d, opts...); err != nil {
		return nil, err
	}
	// A destroy goes the other way: aggregator, subscriptions, standards, hubs.
	var regions []pulumi.Resource
	var home hub
	for i, region := range append([]DetectRegion{{Name: args.Stack.Place.Region}}, args.Regions...) {
		h, err := d.newHub(ctx, name, args, region)
		if err != nil {
			return nil, fmt.Errorf("making detect in %s: %w", region.Name, err)
		}
		if i == 0 {
			home = h
		}
		regions = append(regions, h.all...)
	}
	if err := d.aggregate(ctx, name, args, regions); err != nil {
		return nil, err
	}
	outputs := pulumi.Map{}
	if args.Prowler != nil {
		if err := d.scan(ctx, name, args, append(home.subscribed, regions...)); err != nil {
			return nil, fmt.Errorf("making detect: the scanner: %w", err)
		}
		outputs["failedScansUrl"] = d.FailedScans.URL
	}
	return d, ctx.RegisterResourceOutputs(d, outputs)
}

// empty says that there is nothing to look after.
func (a *DetectArgs) empty() bool {
	return !a.SecurityHub.managed() && len(a.Standards) == 0 && !a.ProductSubscription.managed() && !a.Aggregator.Mode.managed() && a.Prowler == nil
}

// check refuses arguments that would do harm. What a user's configuration may say is
// checked before, in words that name its keys.
func (a *DetectArgs) check() error {
	if a == nil {
		return errors.New("args are missing")
	}
	if a.SecurityHub != Existing && !a.SecurityHub.managed() {
		return fmt.Errorf("SecurityHub is %q", a.SecurityHub)
	}
	if !a.Keep && a.SecurityHub != Create {
		return errors.New("only a hub that the stack creates may be disabled: Keep is required")
	}
	if a.Aggregator.Mode == Import && a.Aggregator.ARN == "" {
		return errors.New("an aggregator cannot be imported without its ARN")
	}
	seen := map[string]bool{a.Stack.Place.Region: true}
	for _, region := range a.Regions {
		if seen[region.Name] {
			return fmt.Errorf("the Region %s comes twice, or is the stack's own", region.Name)
		}
		if seen[region.Name] = true; region.Provider == nil {
			return fmt.Errorf("the Region %s has no provider", region.Name)
		}
	}
	return nil
}
