package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/internal/doctor"
)

// providers keeps the inputs of the providers that are made.
type providers map[string]resource.PropertyMap

func (p providers) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	if args.TypeToken == "pulumi:providers:aws" {
		p[args.Name] = args.Inputs
	}
	return args.Name, args.Inputs, nil
}

func (providers) Call(pulumi.MockCallArgs) (resource.PropertyMap, error) {
	return resource.PropertyMap{}, nil
}

// TestRegionProvider: whatever a stack sets of the default provider holds for those
// of further Regions too, as the same text; only the Region is another.
func TestRegionProvider(t *testing.T) {
	keys := providerKeys()
	values := map[string]string{}
	for _, key := range keys {
		values["aws:"+key] = "value of " + key
	}
	values["aws:defaultTags"] = `{"tags":{"team":"sec"}}`
	text, err := json.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv(pulumi.EnvConfig, string(text))
	t.Setenv(pulumi.EnvConfigSecretKeys, `["aws:httpProxy"]`)
	made := providers{}
	err = pulumi.RunErr(func(ctx *pulumi.Context) error {
		_, err := regionProvider(ctx, "eu-west-1")
		return err
	}, pulumi.WithMocks("security-hub-analytics", "test", made))
	if err != nil {
		t.Fatal(err)
	}
	got := made["region-eu-west-1"]
	for _, key := range keys {
		want := values["aws:"+key]
		if key == "region" {
			want = "eu-west-1"
		}
		value := got[resource.PropertyKey(key)]
		secret := value.IsSecret()
		if secret {
			value = value.SecretValue().Element
		}
		if !value.IsString() || value.StringValue() != want {
			t.Errorf("%s is %v, want %q", key, value, want)
		}
		if wantSecret := secretKeys[key] || key == "httpProxy"; secret != wantSecret {
			t.Errorf("%s is a secret: %v, want %v", key, secret, wantSecret)
		}
	}
	// Those that Pulumi users set most.
	for _, key := range []string{"profile", "assumeRole", "defaultTags", "allowedAccountIds", "secretKey", "endpoints"} {
		if !strings.Contains(strings.Join(keys, " "), key) {
			t.Errorf("the SDK does not list %s", key)
		}
	}
}

// TestFurtherRegions runs the program with them.
func TestFurtherRegions(t *testing.T) {
	made := recordStack(t, "dev", map[string]string{"detectRegions": `["eu-west-1","eu-central-1"]`, "detectAggregator": "create"})
	per := map[string]int{}
	for _, r := range made.Resources {
		if r.Type == "aws:securityhub/account:Account" {
			per[r.Region]++
		}
		if strings.HasPrefix(r.Type, "aws:") && !strings.HasPrefix(r.Type, "aws:securityhub/") && r.Region != "us-east-1" {
			t.Errorf("%s %s is made in a further Region", r.Type, r.Name)
		}
	}
	if len(per) != 3 || per["us-east-1"] != 1 || per["eu-west-1"] != 1 || per["eu-central-1"] != 1 {
		t.Errorf("hubs by Region: %v", per)
	}
	scans := made.Outputs["failedScansUrl"]
	if scans == nil {
		t.Error("nothing says where scans that failed are told")
	}
}

// TestNoDetect: what is adopted leaves no resource of Security Hub.
func TestNoDetect(t *testing.T) {
	for _, r := range recordStack(t, "prod", nil).Resources {
		if strings.Contains(r.Type, "securityhub") || strings.Contains(r.Type, "ecs/") || r.Type == "shub:index:Detect" {
			t.Errorf("prod has %s %s", r.Type, r.Name)
		}
	}
}

// TestDoctorKnowsItsStack: shub doctor tells a database of this stack from any other
// by its description.
func TestDoctorKnowsItsStack(t *testing.T) {
	for _, r := range recordStack(t, "dev", map[string]string{"catalogCrawler": "true"}).Resources {
		if r.Type != "aws:glue/catalogDatabase:CatalogDatabase" {
			continue
		}
		if description, _ := r.Inputs["description"].(string); !strings.Contains(description, doctor.Mark("dev")) {
			t.Errorf("the database %s is described as %q, without %q", r.Name, description, doctor.Mark("dev"))
		}
	}
}
