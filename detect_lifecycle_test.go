package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"

	"security-hub-analytics/internal/enginetest"
	"security-hub-analytics/internal/memcloud"
)

// These tests take Security Hub through its life on the real engine, against an
// account in memory that refuses what AWS refuses.

const (
	hubToken        = "aws:securityhub/account:Account"
	standardToken   = "aws:securityhub/standardsSubscription:StandardsSubscription"
	productToken    = "aws:securityhub/productSubscription:ProductSubscription"
	aggregatorToken = "aws:securityhub/findingAggregator:FindingAggregator"
)

// hubStack is the stack of a file, with some keys changed, in an empty account.
func hubStack(t *testing.T, file string, keys map[string]any) (*enginetest.Stack, *memcloud.Cloud) {
	t.Helper()
	c := memcloud.New()
	c.Archive = filepath.Join(t.TempDir(), "transform.zip")
	// The end record of an archive without files.
	if err := os.WriteFile(c.Archive, append([]byte("PK\x05\x06"), make([]byte, 18)...), 0o600); err != nil {
		t.Fatal(err)
	}
	s := enginetest.Load(t, c, deploy, ".", file)
	for key, value := range keys {
		s.Set(t, key, value)
	}
	return s, c
}

// hubs lists the Regions in which Security Hub is on.
func hubs(c *memcloud.Cloud) []string {
	var regions []string
	for _, o := range c.Of(hubToken) {
		regions = append(regions, o.Region)
	}
	return regions
}

// counts is what there is of Security Hub: hubs, standards, subscriptions, aggregators.
func counts(c *memcloud.Cloud) [4]int {
	return [4]int{len(c.Of(hubToken)), len(c.Of(standardToken)), len(c.Of(productToken)), len(c.Of(aggregatorToken))}
}

func wantCounts(t *testing.T, c *memcloud.Cloud, when string, want [4]int) {
	t.Helper()
	if got := counts(c); got != want {
		t.Errorf("%s: hubs, standards, subscriptions, aggregators are %v, want %v", when, got, want)
	}
}

// put makes something that no stack made.
func put(t *testing.T, c *memcloud.Cloud, token string, inputs map[string]any) *memcloud.Object {
	t.Helper()
	o, err := c.Put("us-east-1", token, resource.NewPropertyMapFromMap(inputs))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// TestDetectComesAndGoes: dev switches on, and its destroy off again.
func TestDetectComesAndGoes(t *testing.T) {
	t.Parallel()
	s, c := hubStack(t, "Pulumi.dev.yaml", map[string]any{"detectAggregator": "create"})
	for range 2 {
		s.Up().OK(t)
		wantCounts(t, c, "up", [4]int{1, 2, 1, 1})
		s.Up().Unchanged(t)
		s.Refresh().OK(t)
		s.Up().Unchanged(t)
		s.Destroy().OK(t)
		wantCounts(t, c, "destroy", [4]int{})
	}
}

// TestDetectGoesInOrder: an aggregator without a hub, or a subscription to a hub that
// is off, would stop a destroy half-way.
func TestDetectGoesInOrder(t *testing.T) {
	t.Parallel()
	s, c := hubStack(t, "Pulumi.dev.yaml", map[string]any{"detectAggregator": "create", "detectRegions": []string{"eu-west-1"}})
	s.Up().OK(t)
	c.Calls()
	s.Destroy().OK(t)
	last := map[string]int{}
	var order []string
	for i, call := range c.Calls() {
		if call.Method == "Delete" && strings.Contains(call.Type, "securityhub") {
			last[call.Type] = i
			order = append(order, call.Region+" "+call.Type)
		}
	}
	if last[aggregatorToken] > last[productToken] || last[productToken] > last[standardToken] || last[standardToken] > last[hubToken] {
		t.Errorf("deleted in the order\n%s", strings.Join(order, "\n"))
	}
}

// TestDetectKept: after a destroy that keeps, create is refused as AWS refuses it, and
// existing and import work.
func TestDetectKept(t *testing.T) {
	t.Parallel()
	s, c := hubStack(t, "Pulumi.dev.yaml", map[string]any{"detectOnDestroy": "keep", "detectAggregator": "create"})
	s.Up().OK(t)
	aggregator := c.Of(aggregatorToken)[0].ID
	s.Destroy().OK(t)
	wantCounts(t, c, "destroy", [4]int{1, 2, 1, 1})

	if again := s.Up(); again.Err == nil || !again.Said("exists already") {
		t.Errorf("create of what is there: error %v\n%s", again.Err, strings.Join(again.Messages, "\n"))
	}
	s.Destroy().OK(t)
	wantCounts(t, c, "destroy after the failure", [4]int{1, 2, 1, 1})

	for _, mode := range []string{"existing", "import"} {
		for _, key := range []string{"detectSecurityHub", "detectProductSubscription", "detectAggregator"} {
			s.Set(t, key, mode)
		}
		if mode == "import" {
			s.Set(t, "detectAggregatorArn", aggregator)
		}
		s.Up().OK(t)
		s.Up().Unchanged(t)
		s.Destroy().OK(t)
		wantCounts(t, c, mode+", destroy", [4]int{1, 2, 1, 1})
	}
}

// TestLeavingCreate: the change of one word never switches Security Hub off.
func TestLeavingCreate(t *testing.T) {
	t.Parallel()
	s, c := hubStack(t, "Pulumi.dev.yaml", nil)
	s.Up().OK(t)

	s.Set(t, "detectSecurityHub", "existing")
	if at := s.Up(); at.Err == nil || !at.Said("detectOnDestroy") || !at.Said("run pulumi up; then set detectSecurityHub to existing") {
		t.Errorf("in one step: error %v\n%s", at.Err, strings.Join(at.Messages, "\n"))
	}
	wantCounts(t, c, "in one step", [4]int{1, 2, 1, 0})

	s.Set(t, "detectSecurityHub", "create")
	s.Set(t, "detectOnDestroy", "keep")
	s.Up().OK(t)
	s.Set(t, "detectSecurityHub", "existing")
	s.Set(t, "detectProductSubscription", "existing")
	s.Set(t, "detectStandards", []string{})
	s.Set(t, "detectProwler", false)
	s.Up().OK(t)
	wantCounts(t, c, "in two steps", [4]int{1, 2, 1, 0})
	for _, r := range s.Resources() {
		if strings.Contains(r.Type, "securityhub") || r.Type == "shub:index:Detect" {
			t.Errorf("the state still has %s %s", r.Type, r.Name)
		}
	}
	s.Destroy().OK(t)
	wantCounts(t, c, "destroy", [4]int{1, 2, 1, 0})
}

// TestDetectLeftAlone: prod, as it comes, touches nothing.
func TestDetectLeftAlone(t *testing.T) {
	t.Parallel()
	s, c := hubStack(t, "Pulumi.prod.yaml", nil)
	put(t, c, hubToken, map[string]any{"enableDefaultStandards": false})
	c.Calls()
	s.Up().OK(t)
	s.Destroy().OK(t)
	for _, call := range c.Calls() {
		if strings.Contains(call.Type, "securityhub") {
			t.Errorf("%s of %s", call.Method, call.Type)
		}
	}
	wantCounts(t, c, "destroy", [4]int{1, 0, 0, 0})
}

// TestDetectImports a hub that somebody else made and set up otherwise.
func TestDetectImports(t *testing.T) {
	t.Parallel()
	s, c := hubStack(t, "Pulumi.prod.yaml", map[string]any{"detectSecurityHub": "import", "detectStandards": []string{"fsbp/1.0.0"}})
	put(t, c, hubToken, map[string]any{"enableDefaultStandards": true, "autoEnableControls": false, "controlFindingGenerator": "STANDARD_CONTROL"})
	up := s.Up().OK(t)
	if len(up.Of("import")) != 1 {
		t.Errorf("imported %v", up.Of("import"))
	}
	s.Up().Unchanged(t)
	if got := c.Of(hubToken)[0].Get("autoEnableControls"); !got.IsBool() || got.BoolValue() {
		t.Errorf("autoEnableControls is %v: somebody chose false", got)
	}

	s.Set(t, "detectControlFindings", "consolidated")
	if changed := s.Up().OK(t); len(changed.Steps) == 0 || len(changed.Of("replace", "create-replacement", "delete-replaced")) > 0 {
		t.Errorf("consolidated findings:\n%s", changed.Table())
	}
	s.Destroy().OK(t)
	// The standard too: nobody can say whether it was on before.
	wantCounts(t, c, "destroy", [4]int{1, 1, 0, 0})
}

// TestDetectInRegions: three Regions have hub, standards and subscription, and one of
// them the rest.
func TestDetectInRegions(t *testing.T) {
	t.Parallel()
	s, c := hubStack(t, "Pulumi.dev.yaml", map[string]any{
		"detectAggregator": "create", "detectAggregatorLinking": "listed", "detectRegions": []string{"eu-west-1", "ap-southeast-2"},
	})
	s.Up().OK(t)
	wantCounts(t, c, "up", [4]int{3, 6, 3, 1})
	if got := hubs(c); !slices.Equal(got, []string{"ap-southeast-2", "eu-west-1", "us-east-1"}) {
		t.Errorf("Security Hub is on in %v", got)
	}
	for _, o := range c.Objects() {
		if o.Region != "" && o.Region != "us-east-1" && !strings.Contains(o.Type, "securityhub") {
			t.Errorf("%s is in %s", o.Type, o.Region)
		}
	}
	s.Up().Unchanged(t)

	// One Region less is a Region in which what the stack made goes.
	s.Set(t, "detectRegions", []string{"eu-west-1"})
	s.Up().OK(t)
	wantCounts(t, c, "a Region less", [4]int{2, 4, 2, 1})
	s.Destroy().OK(t)
	wantCounts(t, c, "destroy", [4]int{})
}

// TestProwlerComesAndGoes, by the switch alone.
func TestProwlerComesAndGoes(t *testing.T) {
	t.Parallel()
	s, c := hubStack(t, "Pulumi.dev.yaml", map[string]any{"detectProwler": false})
	s.Up().OK(t)
	before := len(c.Objects())
	s.Set(t, "detectProwler", true)
	s.Up().OK(t)
	if len(c.Of("aws:scheduler/schedule:Schedule")) != 1 || len(c.Of("aws:ec2/securityGroup:SecurityGroup")) != 1 {
		t.Error("the scanner is not there")
	}
	s.Up().Unchanged(t)
	for key, value := range map[string]any{
		"detectProwlerSchedule": "cron(0 4 * * ? *)", "detectProwlerImage": "public.ecr.aws/prowler-cloud/prowler:5.47.0",
		"detectProwlerFindings": "all", "detectProwlerMemoryMB": 8192,
	} {
		s.Set(t, key, value)
		changed := s.Up().OK(t)
		for _, step := range changed.Steps {
			if !strings.Contains(step.Type, "ecs/taskDefinition") && !strings.Contains(step.Type, "scheduler/schedule") && !strings.Contains(step.Type, "pulumi:Stack") {
				t.Errorf("%s changes %s", key, step)
			}
		}
		if len(changed.Steps) == 0 {
			t.Errorf("%s changes nothing", key)
		}
	}
	s.Set(t, "detectProwler", false)
	s.Up().OK(t)
	if got := len(c.Objects()); got != before {
		t.Errorf("%d things are left, want %d", got, before)
	}
}
