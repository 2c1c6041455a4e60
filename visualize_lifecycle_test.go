package main

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"

	"security-hub-analytics/internal/enginetest"
	"security-hub-analytics/internal/memcloud"
)

// These tests take the dashboard in QuickSight through its life on the real engine,
// against an account in memory that refuses what AWS refuses.

const (
	subscriptionToken = "aws:quicksight/accountSubscription:AccountSubscription"
	groupToken        = "aws:quicksight/group:Group"
	dataSetToken      = "aws:quicksight/dataSet:DataSet"
	scheduleToken     = "aws:quicksight/refreshSchedule:RefreshSchedule"
	themeToken        = "aws:quicksight/theme:Theme"
	folderToken       = "aws:quicksight/folder:Folder"
	stackToken        = "aws:cloudformation/stack:Stack"
	sourceToken       = "AWS::QuickSight::DataSource"
	analysisToken     = "AWS::QuickSight::Analysis"
	dashboardToken    = "AWS::QuickSight::Dashboard"
)

const ownerARN, readersARN, viewerARN = "arn:aws:quicksight:us-east-1:111122223333:user/default/Admin/owner@example.com",
	"arn:aws:quicksight:us-east-1:111122223333:group/default/readers",
	"arn:aws:quicksight:us-east-1:111122223333:user/default/viewer@example.com"

// shown is the stack prod with an owner, in an account that has QuickSight.
func shown(t *testing.T, keys map[string]any) (*enginetest.Stack, *memcloud.Cloud) {
	t.Helper()
	all := map[string]any{"visualizeEnabled": true, "visualizeOwners": []string{"user/Admin/owner@example.com"}}
	maps.Copy(all, keys)
	s, c := hubStack(t, "Pulumi.prod.yaml", all)
	c.QuickSight, c.IdentityRegion, c.QuickSightUsers = true, "us-east-1", quickSightUsers
	return s, c
}

// inQuickSight lists what there is of QuickSight, by type and id.
func inQuickSight(c *memcloud.Cloud) []string {
	var all []string
	for _, o := range c.Objects() {
		if strings.Contains(strings.ToLower(o.Type), "quicksight") || o.Type == stackToken {
			all = append(all, o.Type+" "+o.ID)
		}
	}
	return all
}

// TestVisualizeComesAndGoes: on, off and on again. An analysis that was deleted keeps
// its id for a month, and is not in the way of the next.
func TestVisualizeComesAndGoes(t *testing.T) {
	t.Parallel()
	s, c := shown(t, map[string]any{"visualizeEnabled": false})
	s.Up().OK(t)
	without := len(c.Objects())
	if got := inQuickSight(c); len(got) > 0 {
		t.Fatalf("visualizeEnabled false makes %v", got)
	}
	var seen []string
	for range 2 {
		s.Set(t, "visualizeEnabled", true)
		s.Up().OK(t)
		s.Up().Unchanged(t)
		s.Refresh().Unchanged(t)
		s.Up().Unchanged(t)
		if n := len(c.Of(sourceToken)) * len(c.Of(analysisToken)) * len(c.Of(dashboardToken)) * len(c.Of(themeToken)); n != 1 {
			t.Errorf("there are %v", inQuickSight(c))
		}
		if sets, schedules := len(c.Of(dataSetToken)), len(c.Of(scheduleToken)); sets == 0 || sets != schedules {
			t.Errorf("%d data sets, %d schedules", sets, schedules)
		}
		if id := c.Of(dashboardToken)[0].ID; id != "security-hub-analytics-prod" || !strings.HasSuffix(s.Output("visualizeUrl").(string), "/sn/dashboards/"+id) {
			t.Errorf("the dashboard is %s, at %v", id, s.Output("visualizeUrl"))
		}
		seen = append(seen, c.Of(analysisToken)[0].ID)

		s.Set(t, "visualizeEnabled", false)
		s.Up().OK(t)
		if got := len(c.Objects()); got != without {
			t.Errorf("switched off, %d things are left, want %d: %v", got, without, inQuickSight(c))
		}
		s.Up().Unchanged(t)
	}
	if seen[0] == seen[1] || !strings.HasPrefix(seen[1], "security-hub-analytics-prod-") {
		t.Errorf("analyses were called %v", seen)
	}
}

// TestVisualizeGoesInOrder: each goes before what it stands on.
func TestVisualizeGoesInOrder(t *testing.T) {
	t.Parallel()
	s, c := shown(t, map[string]any{"visualizeFolder": "Security", "visualizeGroup": "owners"})
	s.Up().OK(t)
	c.Calls()
	s.Destroy().OK(t)
	first, last := map[string]int{}, map[string]int{}
	for i, call := range c.Calls() {
		if call.Method != "Delete" {
			continue
		}
		kind := call.Type
		if kind == stackToken {
			kind = call.Name
		}
		if _, ok := first[kind]; !ok {
			first[kind] = i
		}
		last[kind] = i
	}
	for _, order := range [][2]string{
		{"aws:quicksight/folderMembership:FolderMembership", "shub-visualize-dashboard"}, {"shub-visualize-dashboard", dataSetToken},
		{"shub-visualize-analysis", dataSetToken}, {scheduleToken, dataSetToken}, {dataSetToken, "shub-visualize-source"},
		{"shub-visualize-dashboard", themeToken}, {"shub-visualize-source", groupToken}, {themeToken, groupToken}, {folderToken, groupToken},
		{dataSetToken, "aws:athena/workgroup:Workgroup"},
	} {
		if _, ok := last[order[0]]; !ok || last[order[0]] > first[order[1]] {
			t.Errorf("%s does not go before %s: %v, %v", order[0], order[1], last, first)
		}
	}
	if got := inQuickSight(c); len(got) > 0 {
		t.Errorf("destroy left %v", got)
	}
}

// permitted lists the principals that may do something with all QuickSight has of the
// stack, by type.
func permitted(c *memcloud.Cloud) map[string]map[string]bool {
	who := map[string]map[string]bool{}
	for _, o := range c.Objects() {
		v := o.Get("permissions")
		text := v.String()
		for _, arn := range quickSightUsers {
			if !v.IsNull() && strings.Contains(text, arn) {
				if who[o.Type] == nil {
					who[o.Type] = map[string]bool{}
				}
				who[o.Type][arn] = true
			}
		}
	}
	return who
}

// TestVisualizeShared: whoever is added changes permissions and nothing else, in what
// he may see; whoever is taken away is taken away everywhere.
func TestVisualizeShared(t *testing.T) {
	t.Parallel()
	s, c := shown(t, nil)
	s.Up().OK(t)
	owned := []string{sourceToken, analysisToken, dashboardToken, dataSetToken, themeToken}
	seen := []string{dashboardToken, themeToken}
	for _, step := range []struct {
		name, key string
		value     []string
		arn       string
		in        []string // the types that he may see then
	}{
		{"a viewer more", "visualizeViewers", []string{"group/readers"}, readersARN, seen},
		{"an owner more", "visualizeOwners", []string{"user/Admin/owner@example.com", viewerARN}, viewerARN, owned},
		{"a viewer less", "visualizeViewers", []string{}, readersARN, nil},
		{"an owner less", "visualizeOwners", []string{"user/Admin/owner@example.com"}, viewerARN, nil},
	} {
		s.Set(t, step.key, step.value)
		planned := s.Preview().OK(t)
		changed := s.Up().OK(t)
		if planned.Table() != changed.Table() {
			t.Errorf("%s: preview promised\n%s\nup did\n%s", step.name, planned.Table(), changed.Table())
		}
		for _, st := range changed.Steps {
			of := strings.Contains(st.Type, "quicksight/") && slices.Equal(st.Changes, []string{"permissions"}) ||
				st.Type == stackToken && slices.Equal(st.Changes, []string{"parameters"})
			if st.Op != "update" || !of {
				t.Errorf("%s: %s", step.name, st)
			}
		}
		if len(changed.Steps) == 0 {
			t.Errorf("%s changes nothing", step.name)
		}
		who := permitted(c)
		for _, kind := range owned {
			if got, want := who[kind][step.arn], slices.Contains(step.in, kind); got != want {
				t.Errorf("%s: %s has %s: %v, want %v", step.name, kind, step.arn, got, want)
			}
			if !who[kind][ownerARN] {
				t.Errorf("%s: the owner lost %s", step.name, kind)
			}
		}
		s.Up().Unchanged(t)
	}
}

// TestVisualizeChanges: what a change of each key comes to.
func TestVisualizeChanges(t *testing.T) {
	t.Parallel()
	s, c := shown(t, map[string]any{"visualizeFolder": "Security"})
	s.Up().OK(t)
	for _, step := range []struct {
		key   string
		value any
		types []string
	}{
		{"visualizeRefreshTime", "23:15", []string{scheduleToken}},
		{"visualizeValidation", "strict", []string{stackToken, "aws:s3/bucketObjectv2:BucketObjectv2"}},
		{"visualizeFolder", "Findings", []string{folderToken}},
		{"visualizeGroup", "owners", []string{groupToken, stackToken, dataSetToken, themeToken, folderToken}},
	} {
		analysis := c.Of(analysisToken)[0].ID
		s.Set(t, step.key, step.value)
		var types []string
		for _, st := range s.Up().OK(t).Steps {
			if !strings.HasPrefix(st.Type, "pulumi:") && !slices.Contains(types, st.Type) {
				types = append(types, st.Type)
			}
		}
		slices.Sort(types)
		if want := slices.Sorted(slices.Values(step.types)); !slices.Equal(types, want) {
			t.Errorf("%s changes %v, want %v", step.key, types, want)
		}
		if got := c.Of(analysisToken)[0].ID; got != analysis {
			t.Errorf("%s makes another analysis", step.key)
		}
		s.Up().Unchanged(t)
	}
	for _, o := range c.Of(scheduleToken) {
		id := o.Text("scheduleId")
		if id != "hourly" && id != "daily-2315" {
			t.Errorf("a schedule is called %s", id)
		}
	}
}

// TestSubscriptionCreated: it outlives the stack; then create is refused as AWS refuses
// it, and existing works.
func TestSubscriptionCreated(t *testing.T) {
	t.Parallel()
	s, c := shown(t, map[string]any{
		"visualizeSubscription": "create", "visualizeAccountName": "example-findings", "visualizeNotificationEmail": "me@example.com",
		"visualizeIdentityRegion": "eu-west-1", "visualizeOwners": []string{},
	})
	c.QuickSight, c.IdentityRegion = false, ""
	s.Up().OK(t)
	if c.IdentityRegion != "eu-west-1" || len(c.Of(groupToken)) != 1 || c.Of(groupToken)[0].Region != "eu-west-1" {
		t.Errorf("subscribed in %q, groups %v", c.IdentityRegion, c.Of(groupToken))
	}
	if says := s.Output("visualizeJoin"); says == nil || !strings.Contains(says.(string), "create-group-membership --region eu-west-1") {
		t.Errorf("how to join: %v", says)
	}
	s.Up().Unchanged(t)
	s.Refresh().Unchanged(t)
	// Read once: a change would have to give the subscription up.
	s.Set(t, "visualizeNotificationEmail", "you@example.com")
	s.Up().Unchanged(t)
	s.Set(t, "visualizeAccountName", "another-name")
	s.Up().Unchanged(t)

	kept := func(when string) {
		t.Helper()
		if got := inQuickSight(c); !c.QuickSight || len(got) != 1 || len(c.Of(subscriptionToken)) != 1 {
			t.Errorf("%s: left are %v", when, got)
		}
	}
	said, _ := s.Output("onDestroy").(string)
	s.Destroy().OK(t)
	kept("destroy")
	for _, command := range []string{"pulumi config set visualizeSubscription existing", "pulumi config set visualizeGroup security-hub-analytics-prod"} {
		if !strings.Contains(said, command) {
			t.Errorf("%q was not said beforehand: %s", command, said)
		}
	}
	if again := s.Up(); again.Err == nil || !again.Said("exists already") {
		t.Errorf("create of what is there: error %v\n%s", again.Err, strings.Join(again.Messages, "\n"))
	}
	s.Destroy().OK(t)
	kept("destroy after the failure")

	s.Set(t, "visualizeSubscription", "existing")
	s.Set(t, "visualizeGroup", "security-hub-analytics-prod")
	s.Up().OK(t)
	s.Up().Unchanged(t)
	s.Destroy().OK(t)
	kept("existing, destroy")
}

// TestLeavingCreatedSubscription: from create to existing nothing is given up.
func TestLeavingCreatedSubscription(t *testing.T) {
	t.Parallel()
	s, c := shown(t, map[string]any{
		"visualizeSubscription": "create", "visualizeAccountName": "example-findings", "visualizeNotificationEmail": "me@example.com",
	})
	c.QuickSight, c.IdentityRegion = false, ""
	s.Up().OK(t)
	s.Set(t, "visualizeSubscription", "existing")
	s.Set(t, "visualizeGroup", "security-hub-analytics-prod")
	changed := s.Up().OK(t)
	if other := changed.Of("create", "replace", "update"); len(other) > 0 {
		t.Errorf("leaving create does\n%s", changed.Table())
	}
	if !c.QuickSight || len(c.Of(subscriptionToken)) != 1 {
		t.Error("the subscription was given up")
	}
	s.Up().Unchanged(t)
}

// TestVisualizeWithoutQuickSight: an account without a subscription stops the up with
// AWS's words, and the next one, when it has one, carries on.
func TestVisualizeWithoutQuickSight(t *testing.T) {
	t.Parallel()
	s, c := shown(t, nil)
	c.QuickSight = false
	if up := s.Up(); up.Err == nil || !up.Said("no QuickSight subscription") {
		t.Errorf("error %v", up.Err)
	}
	c.QuickSight = true
	s.Up().OK(t)
	s.Up().Unchanged(t)
}

// TestVisualizeByHand: what somebody changes in the console is put back.
func TestVisualizeByHand(t *testing.T) {
	t.Parallel()
	s, c := shown(t, nil)
	s.Up().OK(t)
	c.Drift(func(o *memcloud.Object) bool {
		if o.Type == dataSetToken {
			o.Inputs["permissions"] = resource.NewArrayProperty(nil)
		}
		return true
	})
	if seen := s.Refresh().OK(t); len(seen.Of("update")) != len(c.Of(dataSetToken)) {
		t.Errorf("refresh saw %s", seen.Counts())
	}
	s.Up().OK(t)
	if !permitted(c)[dataSetToken][ownerARN] {
		t.Error("the owner's rights are not put back")
	}
	s.Up().Unchanged(t)
}
