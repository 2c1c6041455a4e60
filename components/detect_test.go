package components

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// account is a cloud with a default VPC, that keeps the whole registrations.
type account struct {
	*cloud
	mu      sync.Mutex
	rpc     map[string]*pulumirpc.RegisterResourceRequest // by kind and name
	noVPC   bool
	subnets []string
}

func (a *account) prepare() {
	a.cloud, a.rpc = &cloud{}, map[string]*pulumirpc.RegisterResourceRequest{}
}

func (a *account) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.rpc[args.TypeToken[strings.LastIndex(args.TypeToken, ":")+1:]+" "+args.Name] = args.RegisterRPC
	id, outputs, err := a.cloud.NewResource(args)
	if strings.HasSuffix(args.TypeToken, ":TaskDefinition") {
		outputs["arn"] = resource.NewStringProperty("arn:task/" + args.Name + ":7")
		outputs["arnWithoutRevision"] = resource.NewStringProperty("arn:task/" + args.Name)
	}
	return id, outputs, err
}

func (a *account) Call(args pulumi.MockCallArgs) (resource.PropertyMap, error) {
	answer := map[string]any{}
	switch args.Token {
	case "aws:ec2/getVpc:getVpc":
		answer["id"] = "vpc-default"
		if a.noVPC {
			return nil, errNoVPC
		}
	case "aws:ec2/getSubnets:getSubnets":
		var ids []any
		for _, id := range a.subnets {
			ids = append(ids, id)
		}
		answer["ids"] = ids
	case "aws:ec2/getSubnet:getSubnet":
		answer["vpcId"] = "vpc-of-" + args.Args["id"].StringValue()
	default:
		return a.cloud.Call(args)
	}
	return resource.NewPropertyMapFromMap(answer), nil
}

type failure string

func (f failure) Error() string { return string(f) }

const errNoVPC = failure("no matching EC2 VPC found")

// regions makes further Regions.
func regions(t *testing.T, ctx *pulumi.Context, names ...string) []DetectRegion {
	t.Helper()
	var list []DetectRegion
	for _, name := range names {
		provider, err := aws.NewProvider(ctx, name, &aws.ProviderArgs{Region: pulumi.String(name)})
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, DetectRegion{name, provider})
	}
	return list
}

// detect deploys the component alone.
func detect(t *testing.T, a *account, args DetectArgs, further ...string) (*Detect, error) {
	t.Helper()
	a.prepare()
	var made *Detect
	err := pulumi.RunErr(func(ctx *pulumi.Context) (err error) {
		args.Stack = testStack()
		args.Regions = append(args.Regions, regions(t, ctx, further...)...)
		made, err = NewDetect(ctx, "detect", &args)
		return err
	}, pulumi.WithMocks("security-hub-analytics", "test", a))
	return made, err
}

// of the registration: what it was given as options.
func (a *account) of(t *testing.T, key string) *pulumirpc.RegisterResourceRequest {
	t.Helper()
	rpc := a.rpc[key]
	if rpc == nil {
		t.Fatalf("there is no %s", key)
	}
	return rpc
}

func TestDetectNothing(t *testing.T) {
	var a account
	made, err := detect(t, &a, DetectArgs{SecurityHub: Existing, ProductSubscription: Existing, Aggregator: AggregatorArgs{Mode: Existing}, Keep: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(a.made) != 0 || made.FailedScans != nil {
		t.Errorf("with everything existing: %v", a.made)
	}
}

func TestDetectCreate(t *testing.T) {
	var a account
	_, err := detect(t, &a, DetectArgs{
		SecurityHub: Create, Standards: []string{"cis/5.0.0", "cis/1.2.0"}, ControlFindings: "consolidated", ProductSubscription: Create,
		Aggregator: AggregatorArgs{Mode: Create, Linking: "listed", Regions: []string{"eu-west-1"}},
	}, "eu-west-1")
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []struct{ prefix, region string }{{"detect", "us-east-1"}, {"detect-eu-west-1", "eu-west-1"}} {
		a.one(t, "Account", at.prefix+"-hub").want(t, map[string]any{
			"enableDefaultStandards": false, "controlFindingGenerator": "SECURITY_CONTROL", "autoEnableControls": nil,
		})
		hub := a.of(t, "Account "+at.prefix+"-hub")
		if len(hub.GetIgnoreChanges()) > 0 || hub.GetImportId() != "" || hub.GetRetainOnDelete() {
			t.Errorf("%s: ignored %v, imported %q, retained %v", at.prefix, hub.GetIgnoreChanges(), hub.GetImportId(), hub.GetRetainOnDelete())
		}
		a.one(t, "StandardsSubscription", at.prefix+"-cis-5-0-0").want(t, map[string]any{
			"standardsArn": "arn:aws:securityhub:" + at.region + "::standards/cis-aws-foundations-benchmark/v/5.0.0",
		})
		a.one(t, "StandardsSubscription", at.prefix+"-cis-1-2-0").want(t, map[string]any{
			"standardsArn": "arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0",
		})
		if waits := a.of(t, "StandardsSubscription "+at.prefix+"-cis-5-0-0").GetCustomTimeouts(); waits.GetCreate() != "20m" || waits.GetDelete() != "20m" {
			t.Errorf("%s: the provider waits %v for a standard", at.prefix, waits)
		}
		subscription := a.one(t, "ProductSubscription", at.prefix+"-prowler")
		subscription.want(t, map[string]any{"productArn": "arn:aws:securityhub:" + at.region + "::product/prowler/prowler"})
		// The reverse of it is the order in which they go.
		if !subscription.waitsFor("securityhub/account:Account", at.prefix+"-hub") ||
			!subscription.waitsFor("securityhub/standardsSubscription:StandardsSubscription", at.prefix+"-cis-5-0-0") ||
			!a.one(t, "StandardsSubscription", at.prefix+"-cis-5-0-0").waitsFor("securityhub/account:Account", at.prefix+"-hub") {
			t.Errorf("%s: the order is not hub, standards, subscription", at.prefix)
		}
		if !a.one(t, "FindingAggregator", "detect-aggregator").waitsFor("securityhub/productSubscription:ProductSubscription", at.prefix+"-prowler") {
			t.Errorf("%s: the aggregator does not wait for the subscription", at.prefix)
		}
	}
	a.one(t, "FindingAggregator", "detect-aggregator").want(t, map[string]any{"linkingMode": "SPECIFIED_REGIONS", "specifiedRegions[0]": "eu-west-1"})
	for key, rpc := range a.rpc {
		further := strings.Contains(key, " detect-eu-west-1-")
		if got := strings.Contains(rpc.GetProvider(), "::eu-west-1::"); got != further && !strings.HasPrefix(key, "aws eu") {
			t.Errorf("%s has the provider %q", key, rpc.GetProvider())
		}
	}
}

// TestDetectKeeps: what a destroy leaves in place.
func TestDetectKeeps(t *testing.T) {
	const arn = "arn:aws:securityhub:us-east-1:111122223333:finding-aggregator/x"
	for _, test := range []struct {
		name string
		args DetectArgs
		kept map[string]bool
	}{
		{"all created, to be disabled", DetectArgs{SecurityHub: Create, ProductSubscription: Create, Aggregator: AggregatorArgs{Mode: Create, Linking: "all"}},
			map[string]bool{"Account": false, "StandardsSubscription": false, "ProductSubscription": false, "FindingAggregator": false}},
		{"all created, to be kept", DetectArgs{SecurityHub: Create, ProductSubscription: Create, Aggregator: AggregatorArgs{Mode: Create, Linking: "all"}, Keep: true},
			map[string]bool{"Account": true, "StandardsSubscription": true, "ProductSubscription": true, "FindingAggregator": true}},
		{"the hub created, the rest imported", DetectArgs{SecurityHub: Create, ProductSubscription: Import, Aggregator: AggregatorArgs{Mode: Import, Linking: "all", ARN: arn}},
			map[string]bool{"Account": false, "StandardsSubscription": false, "ProductSubscription": true, "FindingAggregator": true}},
		{"all imported", DetectArgs{SecurityHub: Import, ProductSubscription: Import, Aggregator: AggregatorArgs{Mode: Import, Linking: "none", ARN: arn}, Keep: true},
			map[string]bool{"Account": true, "StandardsSubscription": true, "ProductSubscription": true, "FindingAggregator": true}},
		{"standards in a hub that is left alone", DetectArgs{SecurityHub: Existing, Keep: true}, map[string]bool{"StandardsSubscription": true}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var a account
			test.args.Standards = []string{"fsbp/1.0.0"}
			if _, err := detect(t, &a, test.args); err != nil {
				t.Fatal(err)
			}
			got := map[string]bool{}
			for _, m := range a.made {
				if m.kind == "shub:index:Detect" {
					continue
				}
				got[m.kind[strings.LastIndex(m.kind, ":")+1:]] = m.retained
			}
			if len(got) != len(test.kept) {
				t.Errorf("made %v, want %v", got, test.kept)
			}
			for kind, kept := range test.kept {
				if got[kind] != kept {
					t.Errorf("%s kept: %v, want %v", kind, got[kind], kept)
				}
			}
		})
	}
}

// TestDetectImport: each is taken over by the id that the provider wants.
func TestDetectImport(t *testing.T) {
	const arn = "arn:aws:securityhub:us-east-1:111122223333:finding-aggregator/x"
	var a account
	_, err := detect(t, &a, DetectArgs{
		SecurityHub: Import, ControlFindings: "per-standard", ProductSubscription: Import,
		Aggregator: AggregatorArgs{Mode: Import, Linking: "all", ARN: arn}, Keep: true,
	}, "eu-west-1")
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"Account detect-hub":                           "111122223333",
		"Account detect-eu-west-1-hub":                 "111122223333",
		"ProductSubscription detect-eu-west-1-prowler": "arn:aws:securityhub:eu-west-1::product/prowler/prowler,arn:aws:securityhub:eu-west-1:111122223333:product-subscription/prowler/prowler",
		"FindingAggregator detect-aggregator":          arn,
	} {
		if got := a.of(t, key).GetImportId(); got != want {
			t.Errorf("%s is imported by %q, want %q", key, got, want)
		}
	}
	if got := a.of(t, "Account detect-hub").GetIgnoreChanges(); !slices.Equal(got, []string{"autoEnableControls"}) {
		t.Errorf("ignored %v", got)
	}
	a.one(t, "Account", "detect-hub").want(t, map[string]any{"controlFindingGenerator": "STANDARD_CONTROL"})
}

func TestDetectRefuses(t *testing.T) {
	for _, test := range []struct {
		name    string
		args    DetectArgs
		further []string
		want    string
	}{
		{"no mode", DetectArgs{Keep: true}, nil, "SecurityHub"},
		{"to disable what existed", DetectArgs{SecurityHub: Existing}, nil, "Keep is required"},
		{"to disable what is imported", DetectArgs{SecurityHub: Import}, nil, "Keep is required"},
		{"an unknown standard", DetectArgs{SecurityHub: Create, Standards: []string{"cis/9"}}, nil, `"cis/9"`},
		{"an unknown linking", DetectArgs{SecurityHub: Create, Aggregator: AggregatorArgs{Mode: Create}}, nil, "links"},
		{"an import of nothing", DetectArgs{SecurityHub: Create, Aggregator: AggregatorArgs{Mode: Import}}, nil, "ARN"},
		{"the home Region again", DetectArgs{SecurityHub: Create}, []string{"us-east-1"}, "us-east-1"},
		{"a Region without provider", DetectArgs{SecurityHub: Create, Regions: []DetectRegion{{Name: "eu-west-1"}}}, nil, "no provider"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := detect(t, &account{}, test.args, test.further...); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
}
