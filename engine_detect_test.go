package main

import (
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/internal/enginetest"
	"security-hub-analytics/internal/memcloud"
)

const (
	hubType        = "aws:securityhub/account:Account"
	standardType   = "aws:securityhub/standardsSubscription:StandardsSubscription"
	productType    = "aws:securityhub/productSubscription:ProductSubscription"
	aggregatorType = "aws:securityhub/findingAggregator:FindingAggregator"
	home           = "us-east-1" // the Region of dev and prod
)

// hubs says in which Regions Security Hub is on.
func hubs(c *memcloud.Cloud) string {
	var regions []string
	for _, h := range c.Of(hubType) {
		regions = append(regions, h.Region)
	}
	return strings.Join(regions, " ")
}

// detect is a stack with other settings of detect than its file has.
func detect(t *testing.T, file string, values map[string]any) *enginetest.Stack {
	t.Helper()
	s := engineStack(t, file)
	s.SetAll(t, values)
	return s
}

// TestEngineHubCreated: what the stack switches on it switches off, and on again.
func TestEngineHubCreated(t *testing.T) {
	t.Parallel()
	s := engineStack(t, "Pulumi.dev.yaml")
	for range 2 {
		s.Up().OK(t)
		if got := hubs(s.Cloud); got != home || len(s.Cloud.Of(standardType)) != 2 || len(s.Cloud.Of(productType)) != 1 {
			t.Fatalf("Security Hub is on in %q with %d standards", got, len(s.Cloud.Of(standardType)))
		}
		s.Destroy().OK(t)
		if got := hubs(s.Cloud); got != "" {
			t.Fatalf("destroy left Security Hub on in %s", got)
		}
	}

	// Where it is on already, create says so and changes nothing of it.
	on := exists(t, s.Cloud, home, hubType, nil)
	if r := s.Up(); r.Err == nil || !r.Said("AlreadyExistsException") {
		t.Errorf("creating a hub that is on: %v", r.Err)
	}
	s.Destroy().OK(t)
	if all := s.Cloud.Of(hubType); len(all) != 1 || all[0] != on {
		t.Error("the hub that was on before is not as it was")
	}
}

// TestEngineHubKept: with keep it stays on, create is refused afterwards as AWS
// refuses it, and existing or import carry on.
func TestEngineHubKept(t *testing.T) {
	t.Parallel()
	s := engineStack(t, "Pulumi.dev.yaml")
	s.Set(t, "detectOnDestroy", "keep")
	s.Up().OK(t)
	s.Destroy().OK(t)
	if hubs(s.Cloud) != home || len(s.Cloud.Of(standardType)) != 2 || len(s.Cloud.Of(productType)) != 1 {
		t.Fatal("destroy with detectOnDestroy: keep took something of Security Hub along")
	}
	if r := s.Up(); r.Err == nil || !r.Said("AlreadyExistsException") {
		t.Errorf("create after keep: %v, want that it is there already", r.Err)
	}
	s.Destroy().OK(t)

	for _, mode := range []string{"existing", "import"} {
		s.SetAll(t, map[string]any{"detectSecurityHub": mode, "detectProductSubscription": mode})
		s.Up().OK(t)
		s.Up().Unchanged(t)
		s.Refresh().Unchanged(t)
		s.Destroy().OK(t)
		if hubs(s.Cloud) != home || len(s.Cloud.Of(standardType)) != 2 || len(s.Cloud.Of(productType)) != 1 {
			t.Fatalf("destroy after %s took something of Security Hub along", mode)
		}
	}
}

// TestEngineHubLeft: the way out of create never disables the hub, and the short cut
// is refused before anything happens.
func TestEngineHubLeft(t *testing.T) {
	t.Parallel()
	s := engineStack(t, "Pulumi.dev.yaml")
	s.Up().OK(t)
	s.Cloud.Calls()

	s.SetAll(t, map[string]any{"detectSecurityHub": "existing", "detectProductSubscription": "existing"})
	if r := s.Up(); r.Err == nil || !strings.Contains(r.Err.Error()+strings.Join(r.Messages, " "), "detectOnDestroy") {
		t.Errorf("from create to existing in one step: %v, want an error about detectOnDestroy", r.Err)
	}
	s.SetAll(t, map[string]any{"detectSecurityHub": "create", "detectProductSubscription": "create", "detectOnDestroy": "keep"})
	s.Up().OK(t)
	s.SetAll(t, map[string]any{"detectSecurityHub": "existing", "detectProductSubscription": "existing", "detectStandards": []string{}})
	s.Up().OK(t)
	s.Up().Unchanged(t)
	for _, c := range s.Cloud.Calls() {
		if c.Method == "Delete" && strings.HasPrefix(c.Type, "aws:securityhub/") {
			t.Errorf("on the way %s %s was deleted", c.Type, c.Name)
		}
	}
	if hubs(s.Cloud) != home || len(s.Cloud.Of(standardType)) != 2 {
		t.Error("the hub is no longer as it was")
	}
	for _, r := range s.Resources() {
		if strings.HasPrefix(r.Type, "aws:securityhub/") {
			t.Errorf("%s is still the stack's", r.URN)
		}
	}
}

// TestEngineHubExisting: with nothing to look after there is no detect at all.
func TestEngineHubExisting(t *testing.T) {
	t.Parallel()
	s := engineStack(t, "Pulumi.prod.yaml")
	s.Up().OK(t)
	for _, r := range s.Resources() {
		if strings.Contains(r.Type, "Detect") || strings.HasPrefix(r.Type, "aws:securityhub/") {
			t.Errorf("existing and nothing listed, but there is %s", r.URN)
		}
	}
}

// TestEngineHubImported: an import takes the hub over as it is; a change of its
// settings is an update, and destroy leaves it on.
func TestEngineHubImported(t *testing.T) {
	t.Parallel()
	s := detect(t, "Pulumi.prod.yaml", map[string]any{"detectSecurityHub": "import"})
	if r := s.Up(); r.Err == nil {
		t.Error("a hub that is off was imported")
	}
	exists(t, s.Cloud, home, hubType, nil)
	if imported := s.Up().OK(t).Of("import"); len(imported) != 1 {
		t.Errorf("imported %v, want the hub", imported)
	}
	s.Up().Unchanged(t)
	s.Refresh().Unchanged(t)
	s.Up().Unchanged(t)

	s.Set(t, "detectControlFindings", "per-standard")
	if got := s.Up().OK(t).Table(); got != "update "+hubType+" shub-detect-hub [controlFindingGenerator]\n" {
		t.Errorf("per-standard findings: %s", got)
	}
	s.Destroy().OK(t)
	if hubs(s.Cloud) != home {
		t.Error("destroy switched off an imported hub")
	}
}

// TestEngineRegions: three Regions get hub, standards and subscription, the rest
// exists once; destroy takes the aggregator first and the hubs last.
func TestEngineRegions(t *testing.T) {
	t.Parallel()
	s := detect(t, "Pulumi.dev.yaml", map[string]any{"detectAggregator": "create", "detectRegions": []string{"eu-west-1", "ap-northeast-1"}})
	s.Up().OK(t)
	s.Up().Unchanged(t)
	if got, want := hubs(s.Cloud), "ap-northeast-1 eu-west-1 us-east-1"; got != want {
		t.Errorf("Security Hub is on in %s, want %s", got, want)
	}
	if n := len(s.Cloud.Of(standardType)); n != 6 {
		t.Errorf("%d standards, want two in each of three Regions", n)
	}
	for _, o := range s.Cloud.Objects() {
		if o.Region != "" && o.Region != home && !strings.HasPrefix(o.Type, "aws:securityhub/") {
			t.Errorf("%s %s is in %s", o.Type, o.ID, o.Region)
		}
	}

	// A Region less takes its hub away and nothing else.
	s.Set(t, "detectRegions", []string{"eu-west-1"})
	for _, step := range s.Up().OK(t).Steps {
		if step.Op != "delete" || !strings.Contains(step.Name, "ap-northeast-1") {
			// What scans the Regions has to know of it as well.
			if !strings.Contains(step.Name, "prowler") {
				t.Errorf("a Region less: %s", step)
			}
		}
	}

	s.Cloud.Calls()
	s.Destroy().OK(t)
	var order []string
	for _, c := range s.Cloud.Calls() {
		if c.Method == "Delete" && strings.HasPrefix(c.Type, "aws:securityhub/") {
			order = append(order, c.Type)
		}
	}
	last := func(kind string) int { return len(order) - 1 - slices.Index(reversed(order), kind) }
	if slices.Index(order, aggregatorType) != 0 || last(productType) > slices.Index(order, hubType) || last(standardType) > slices.Index(order, hubType) {
		t.Errorf("destroyed in the order %v, want the aggregator first and the hubs last", order)
	}
	if l := s.Cloud.Of(hubType); len(l) > 0 {
		t.Errorf("destroy left Security Hub on in %s", hubs(s.Cloud))
	}
}

func reversed(s []string) []string {
	r := slices.Clone(s)
	slices.Reverse(r)
	return r
}

// TestEngineHubOfAnAdministrator: AWS does not disable the hub of an account with
// members. Destroy says so; with keep it goes through.
func TestEngineHubOfAnAdministrator(t *testing.T) {
	t.Parallel()
	s := engineStack(t, "Pulumi.dev.yaml")
	s.Up().OK(t)
	s.Cloud.HubMembers = true
	if r := s.Destroy(); r.Err == nil || !r.Said("administrator") {
		t.Errorf("destroying an administrator's hub: %v", r.Err)
	}
	s.Set(t, "detectOnDestroy", "keep")
	s.Up().OK(t)
	s.Destroy().OK(t)
	if hubs(s.Cloud) != home {
		t.Error("the hub is off")
	}
}
