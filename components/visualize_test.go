package components

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	aws "github.com/pulumi/pulumi-aws/sdk/v6/go/aws/quicksight"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/dashboard"
	"security-hub-analytics/dashboard/quicksight"
	"security-hub-analytics/findings"
)

const (
	testOwner  = "arn:aws:quicksight:us-east-1:111122223333:user/default/owner"
	testViewer = "arn:aws:quicksight:us-east-1:111122223333:user/default/viewer"
	everybody  = "arn:aws:quicksight:us-east-1:111122223333:namespace/default"
)

// visualize deploys the component alone, on views that are parts of a catalog.
func visualize(t *testing.T, a *account, change func(args *VisualizeArgs)) (*Visualize, error) {
	t.Helper()
	a.prepare()
	var made *Visualize
	err := pulumi.RunErr(func(ctx *pulumi.Context) error {
		catalog, err := NewCatalog(ctx, "catalog", catalogArgs())
		if err != nil {
			return err
		}
		schema, err := findings.NewSchema()
		if err != nil {
			return err
		}
		shown, err := dashboard.New(schema)
		if err != nil {
			return err
		}
		args := &VisualizeArgs{
			Stack: testStack(), Prefix: "hub-test", Dashboard: shown, Database: "db", Views: catalog.Views,
			Workgroup: pulumi.String("wg"), LakeBucketARN: pulumi.String("arn:aws:s3:::lake"), ResultsBucketARN: pulumi.String("arn:aws:s3:::results"),
			Owners: []string{testOwner}, Identity: Identity{Region: "us-east-1", Namespace: "default"}, RefreshTime: "05:00",
		}
		change(args)
		made, err = NewVisualize(ctx, "visualize", args)
		return err
	}, pulumi.WithMocks("security-hub-analytics", "test", a))
	return made, err
}

func TestVisualizeSource(t *testing.T) {
	var a account
	if _, err := visualize(t, &a, func(*VisualizeArgs) {}); err != nil {
		t.Fatal(err)
	}
	source := a.one(t, "Stack", "visualize-source")
	source.want(t, map[string]any{
		"onFailure": "DELETE", "timeoutInMinutes": 20.0, "templateUrl": nil, "parameters.RoleArn": "arn:Role:visualize-source",
		"parameters.Workgroup": "wg", "parameters.Owner1": testOwner, "parameters.Owner2": nil,
	})
	// Who is asked for rights has to have them, and the views to be there.
	if !source.waitsFor("RolePolicy", "visualize-source") || !source.waitsFor("CatalogTable", "catalog-rolled_up_findings") {
		t.Errorf("the data source waits for %v", source.dependsOn)
	}
	text, _ := source.at("templateBody").(string)
	for _, part := range []string{`"DataSourceId":"hub-test"`, `"Name":"security-hub-rolled-up-finding"`, `"Type":"ATHENA"`} {
		if !strings.Contains(text, part) {
			t.Errorf("the template lacks %s", part)
		}
	}
	trust := a.one(t, "Role", "visualize-source").policy(t, "assumeRolePolicy")
	if services, _ := json.Marshal(trust.Statement[0].Principal); string(services) != `{"Service":["quicksight.amazonaws.com"]}` {
		t.Errorf("trusted is %s", services)
	}
	rights := a.one(t, "RolePolicy", "visualize-source")
	reads := rights.policy(t, "policy")
	for _, s := range reads.Statement {
		if slices.Contains(s.Action, "s3:PutObject") && !slices.Equal(s.Resource, []string{"arn:aws:s3:::results/quicksight/*"}) {
			t.Errorf("%s writes to %v", s.Sid, s.Resource)
		}
	}
	if text, _ := rights.at("policy").(string); len(text) > 10240-1000 { // IAM's limit of a role's policies
		t.Errorf("the policy has %d characters, and real names are longer", len(text))
	}
}

func TestVisualizeDataSets(t *testing.T) {
	var a account
	if _, err := visualize(t, &a, func(*VisualizeArgs) {}); err != nil {
		t.Fatal(err)
	}
	set := a.one(t, "DataSet", "visualize-rolled_up_findings")
	set.want(t, map[string]any{
		"dataSetId": "hub-test-rolled-up-findings", "name": "security-hub-rolled-up-finding", "importMode": "SPICE", "refreshProperties": nil,
		"physicalTableMaps[0].relationalTable.dataSourceArn": "arn:aws:quicksight:us-east-1:111122223333:datasource/hub-test",
		"physicalTableMaps[0].relationalTable.catalog":       "AwsDataCatalog",
		"physicalTableMaps[0].relationalTable.schema":        "db",
		"physicalTableMaps[0].relationalTable.name":          "rolled_up_findings",
		"permissions[0].principal":                           testOwner, "permissions[1]": nil,
	})
	if !set.waitsFor("Stack", "visualize-source") || !set.waitsFor("CatalogTable", "catalog-rolled_up_findings") {
		t.Errorf("the data set waits for %v", set.dependsOn)
	}
	if ignored := a.of(t, "DataSet visualize-rolled_up_findings").GetIgnoreChanges(); !slices.Equal(ignored, []string{"refreshProperties"}) {
		t.Errorf("ignored are %v", ignored)
	}
	a.one(t, "RefreshSchedule", "visualize-rolled_up_findings").want(t, map[string]any{
		"scheduleId": "hourly", "schedule.refreshType": "FULL_REFRESH", "schedule.scheduleFrequency.interval": "HOURLY",
		"schedule.scheduleFrequency.timeOfTheDay": nil, "schedule.startAfterDateTime": nil,
	})
	a.one(t, "RefreshSchedule", "visualize-compliance_score").want(t, map[string]any{
		"scheduleId": "daily-0500", "schedule.scheduleFrequency.interval": "DAILY", "schedule.scheduleFrequency.timeOfTheDay": "05:00",
		"schedule.scheduleFrequency.timezone": "UTC",
	})
	if sets, schedules := len(a.all("DataSet")), len(a.all("RefreshSchedule")); sets < 3 || sets != schedules {
		t.Errorf("%d data sets, %d schedules", sets, schedules)
	}
}

// TestVisualizeShows: analysis and dashboard know their data sets and theme by
// parameters, and come by way of S3, each under the hash of what it says.
func TestVisualizeShows(t *testing.T) {
	var a account
	made, err := visualize(t, &a, func(args *VisualizeArgs) { args.Viewers = []string{testViewer, everybody} })
	if err != nil {
		t.Fatal(err)
	}
	if want := "https://us-east-1.quicksight.aws.amazon.com/sn/dashboards/hub-test"; made.DashboardURL != want {
		t.Errorf("the dashboard is at %s, want %s", made.DashboardURL, want)
	}
	for suffix, viewers := range map[string]bool{"analysis": false, "dashboard": true} {
		stack, object := a.one(t, "Stack", "visualize-"+suffix), a.one(t, "BucketObjectv2", "visualize-"+suffix)
		key, _ := object.at("key").(string)
		stack.want(t, map[string]any{
			"templateBody": nil, "templateUrl": "https://visualize-templates.s3.us-east-1.amazonaws.com/" + key,
			"parameters.ThemeArn": "arn:Theme:visualize-theme", "parameters.RolledUpFindingsArn": "arn:DataSet:visualize-rolled_up_findings",
			"parameters.Owner1": testOwner, "onFailure": "DELETE",
		})
		if got := stack.at("parameters.Viewer2") == everybody; got != viewers {
			t.Errorf("%s: everybody may see it: %v, want %v", suffix, got, viewers)
		}
		if text, _ := object.at("content").(string); len(text) <= quicksight.InlineLimit || len(key) != len(suffix+"/"+".json")+64 {
			t.Errorf("%s: %d bytes as %s", suffix, len(text), key)
		}
		if !a.of(t, "Stack visualize-"+suffix).GetDeleteBeforeReplace() {
			t.Errorf("%s: a successor would meet the ids of its predecessor", suffix)
		}
		if !object.waitsFor("BucketServerSideEncryptionConfigurationV2", "visualize-templates") {
			t.Errorf("%s is written before the bucket encrypts", suffix)
		}
	}
	theme := a.one(t, "Theme", "visualize-theme")
	theme.want(t, map[string]any{"permissions[0].principal": testOwner, "permissions[2].principal": everybody, "permissions[2].actions[4]": nil, "baseThemeId": "CLASSIC"})
	if colours, _ := theme.at("configuration.dataColorPalette.colors").([]any); len(colours) < 8 { // QuickSight's least
		t.Errorf("the theme has %d colours", len(colours))
	}
	for _, none := range []string{"AccountSubscription", "Group", "Folder", "FolderMembership"} {
		if len(a.all(none)) > 0 {
			t.Errorf("there is a %s, which nobody asked for", none)
		}
	}
}

func TestVisualizeStrict(t *testing.T) {
	for strict, want := range map[bool]string{true: `"Mode":"STRICT"`, false: `"Mode":"LENIENT"`} {
		var a account
		if _, err := visualize(t, &a, func(args *VisualizeArgs) { args.Strict = strict }); err != nil {
			t.Fatal(err)
		}
		for _, o := range a.all("BucketObjectv2") {
			if text, _ := o.at("content").(string); o.name != "catalog-accounts" && !strings.Contains(text, want) {
				t.Errorf("%s lacks %s", o.name, want)
			}
		}
	}
}

// TestVisualizeAccess: the subscription stays whatever comes, and who is to be shared
// with is there before anything is shared.
func TestVisualizeAccess(t *testing.T) {
	var a account
	made, err := visualize(t, &a, func(args *VisualizeArgs) {
		args.Owners, args.Viewers = nil, []string{testViewer, everybody}
		args.Subscription = &SubscriptionArgs{AccountName: "acme", Email: "me@example.com"}
		args.Group, args.Folder = "owners", "Security"
	})
	if err != nil {
		t.Fatal(err)
	}
	subscription := a.one(t, "AccountSubscription", "visualize-subscription")
	subscription.want(t, map[string]any{"accountName": "acme", "edition": "ENTERPRISE", "authenticationMethod": "IAM_AND_QUICKSIGHT", "notificationEmail": "me@example.com"})
	if rpc := a.of(t, "AccountSubscription visualize-subscription"); !subscription.retained || len(rpc.GetIgnoreChanges()) < len(subscription.inputs) {
		t.Errorf("retained %v, ignored %v", subscription.retained, rpc.GetIgnoreChanges())
	}
	const group = "arn:aws:quicksight:us-east-1:111122223333:group/default/owners"
	if made.GroupARN != group {
		t.Errorf("the group is %s", made.GroupARN)
	}
	for _, m := range slices.Concat(a.all("Stack"), a.all("DataSet"), a.all("Theme"), a.all("Folder")) {
		if !m.waitsFor("Group", "visualize-group") || !m.waitsFor("AccountSubscription", "visualize-subscription") {
			t.Errorf("%s may be shared with a group that is not there yet", m.name)
		}
	}
	a.one(t, "Folder", "visualize-folder").want(t, map[string]any{
		"name": "Security", "permissions[0].principal": group, "permissions[1].principal": testViewer, "permissions[2]": nil,
	})
	member := a.one(t, "FolderMembership", "visualize-folder-dashboard")
	member.want(t, map[string]any{"memberType": "DASHBOARD", "memberId": "hub-test"})
	if !member.waitsFor("Stack", "visualize-dashboard") {
		t.Errorf("the folder gets a dashboard that is not there yet: %v", member.dependsOn)
	}
}

func TestVisualizeRefuses(t *testing.T) {
	for want, change := range map[string]func(args *VisualizeArgs){
		"nobody may see it":      func(args *VisualizeArgs) { args.Owners = nil },
		"is given twice":         func(args *VisualizeArgs) { args.Viewers = args.Owners },
		"Workgroup":              func(args *VisualizeArgs) { args.Workgroup = nil },
		"Identity":               func(args *VisualizeArgs) { args.Identity.Region = "" },
		"there is no view":       func(args *VisualizeArgs) { args.Views = nil },
		"there are places for":   func(args *VisualizeArgs) { args.Owners = many(quicksight.MaxOwners + 1) },
		"there are places for 1": func(args *VisualizeArgs) { args.Owners, args.Group = many(quicksight.MaxOwners), "g" },
	} {
		var a account
		if _, err := visualize(t, &a, change); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

func many(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = testOwner + strings.Repeat("x", i)
	}
	return list
}

func TestQuickSightSite(t *testing.T) {
	for place, want := range map[Place]string{
		{Partition: "aws", Region: "eu-west-1"}:            "https://eu-west-1.quicksight.aws.amazon.com",
		{Partition: "aws-cn", Region: "cn-north-1"}:        "https://cn-north-1.quicksight.amazonaws.cn",
		{Partition: "aws-us-gov", Region: "us-gov-west-1"}: "https://quicksight.us-gov-west-1.amazonaws.com",
	} {
		if got := place.quickSightSite(); got != want {
			t.Errorf("%s: %s, want %s", place.Region, got, want)
		}
	}
}

// TestStillCloudFormation fails once the provider's SDK can make by itself what goes by
// way of CloudFormation: then that ought to go (README, "QuickSight").
func TestStillCloudFormation(t *testing.T) {
	for what, of := range map[string]struct {
		args  reflect.Type
		input string
	}{
		"a dashboard's definition": {reflect.TypeFor[aws.DashboardArgs](), "Definition"},
		"an analysis's definition": {reflect.TypeFor[aws.AnalysisArgs](), "Definition"},
		"a data source's role":     {reflect.TypeFor[aws.DataSourceParametersAthenaArgs](), "RoleArn"},
	} {
		if _, ok := of.args.FieldByName(of.input); ok {
			t.Errorf("the SDK can set %s (%s.%s): make it by the provider", what, of.args, of.input)
		}
		if of.args.NumField() == 0 {
			t.Errorf("%s has no inputs at all: is it still the type?", of.args)
		}
	}
}
