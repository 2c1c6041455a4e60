package main

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"

	"security-hub-analytics/internal/record"
)

// recordStack runs the program with the real files of a stack.
func recordStack(t *testing.T, stack string, change map[string]string) *record.Stack {
	t.Helper()
	project, values, err := record.StackConfig("Pulumi.yaml", "Pulumi."+stack+".yaml")
	if err != nil {
		t.Fatal(err)
	}
	for key, value := range change {
		values[project+":"+key] = value
	}
	made, err := record.Run(record.Options{
		Project: project, Stack: stack, Dir: ".", Partition: "aws", Account: "111122223333", Region: "us-east-1", Config: values,
	}, deploy)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// TestMainIsShort: the program is a list of what there is, to be read at a glance.
func TestMainIsShort(t *testing.T) {
	text, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	if lines := bytes.Count(text, []byte("\n")); lines > 80 {
		t.Errorf("main.go has %d lines, want 80 at most", lines)
	}
}

func TestOutputs(t *testing.T) {
	always := []string{"database", "deadEventsUrl", "deadObjectsUrl", "kmsKeyArn", "lakeBucket", "rawBucket", "readerPolicyArn",
		"resultsBucket", "workgroup", "stream", "objectsUrl", "alarmTopicArn", "dashboard", "next", "onDestroy"}
	for stack, more := range map[string][]string{"dev": {"failedScansUrl"}, "prod": nil} {
		want := slices.Sorted(slices.Values(slices.Concat(always, more)))
		var got []string
		for name, value := range recordStack(t, stack, nil).Outputs {
			got = append(got, name)
			if value == nil || value == "" {
				t.Errorf("%s: output %s is empty", stack, name)
			}
		}
		if sort.Strings(got); !slices.Equal(got, want) {
			t.Errorf("%s: outputs are %v, want %v", stack, got, want)
		}
	}
}

// TestOutputsOfQuickSight: where it is, and how to get in.
func TestOutputsOfQuickSight(t *testing.T) {
	for name, test := range map[string]struct {
		change map[string]string
		join   string // what visualizeJoin says; "" for no such output
	}{
		"an owner": {map[string]string{"visualizeOwners": `["user/me"]`}, ""},
		"a group":  {map[string]string{"visualizeGroup": "g", "visualizeIdentityRegion": "eu-west-1"}, "--region eu-west-1 --aws-account-id 111122223333 --namespace default --group-name g"},
		"a subscription": {map[string]string{"visualizeSubscription": "create", "visualizeAccountName": "n", "visualizeNotificationEmail": "me@example.com"},
			"--group-name security-hub-analytics-dev"},
	} {
		test.change["visualizeEnabled"] = "true"
		outputs := recordStack(t, "dev", test.change).Outputs
		if got := outputs["visualizeUrl"]; got != "https://us-east-1.quicksight.aws.amazon.com/sn/dashboards/security-hub-analytics-dev" {
			t.Errorf("%s: the dashboard is at %v", name, got)
		}
		if !strings.Contains(fmt.Sprint(outputs["next"]), "visualizeUrl") {
			t.Errorf("%s: next does not speak of it", name)
		}
		join, there := outputs["visualizeJoin"]
		if there != (test.join != "") || there && !strings.Contains(fmt.Sprint(join), test.join) {
			t.Errorf("%s: visualizeJoin is %v", name, join)
		}
	}
}

// TestPrincipalsOnce: QuickSight takes each of them once, however they are written.
func TestPrincipalsOnce(t *testing.T) {
	const arn = "arn:aws:quicksight:us-east-1:111122223333:"
	for name, test := range map[string]struct {
		change map[string]string
		want   string
	}{
		"by name and by ARN": {map[string]string{"visualizeOwners": `["user/me"]`, "visualizeViewers": `["` + arn + `user/default/me"]`}, "visualizeViewers"},
		"the group by ARN":   {map[string]string{"visualizeGroup": "g", "visualizeOwners": `["` + arn + `group/default/g"]`}, "visualizeGroup already"},
		"another account":    {map[string]string{"visualizeOwners": `["arn:aws:quicksight:us-east-1:999999999999:user/default/me"]`}, "want an ARN that begins with " + arn},
		"another partition":  {map[string]string{"visualizeOwners": `["arn:aws-cn:quicksight:us-east-1:111122223333:user/default/me"]`}, "visualizeOwners"},
	} {
		changed := map[string]string{"security-hub-analytics:visualizeEnabled": "true"}
		for key, value := range test.change {
			changed["security-hub-analytics:"+key] = value
		}
		if _, err := run(stackNamed(t, "dev"), changed); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", name, err, test.want)
		}
	}
}

// TestIdentityRegionShared: a Region that findings come from may be QuickSight's too;
// there is one provider for it.
func TestIdentityRegionShared(t *testing.T) {
	made := recordStack(t, "dev", map[string]string{
		"visualizeEnabled": "true", "visualizeGroup": "g", "visualizeIdentityRegion": "eu-west-1", "detectRegions": `["eu-west-1"]`, "detectAggregator": "create",
	})
	for _, r := range made.Resources {
		inQuickSight := strings.HasPrefix(r.Type, "aws:quicksight/") || r.Type == "aws:cloudformation/stack:Stack"
		if inQuickSight && (r.Region == "eu-west-1") != (r.Type == "aws:quicksight/group:Group") {
			t.Errorf("%s %s is in %s", r.Type, r.Name, r.Region)
		}
	}
}

// TestAdopted: what an earlier stack kept is used again, and not made anew.
func TestAdopted(t *testing.T) {
	key := "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
	made := recordStack(t, "prod", map[string]string{"kmsKeyArn": key, "ingestRawBucket": "kept-raw", "transformLakeBucket": "kept-lake"})
	for name, want := range map[string]string{"kmsKeyArn": key, "rawBucket": "kept-raw", "lakeBucket": "kept-lake"} {
		if got := fmt.Sprint(made.Outputs[name]); got != want {
			t.Errorf("output %s is %v, want %v", name, got, want)
		}
	}
	for _, r := range made.Resources {
		if r.Type == "aws:kms/key:Key" || r.Type == "aws:s3/bucketV2:BucketV2" && (r.Name == "shub-ingest-raw" || r.Name == "shub-transform-lake") {
			t.Errorf("%s %s is made although one was to be adopted", r.Type, r.Name)
		}
	}
}

// TestOutputsSayWhatStays: a user reads there what a destroy leaves, in words that can
// be pasted.
func TestOutputsSayWhatStays(t *testing.T) {
	for _, test := range []struct {
		stack  string
		change map[string]string
		want   []string
		not    []string
	}{
		{"dev", nil, []string{"leaves nothing", "Security Hub is switched off"}, []string{"config set"}},
		{"dev", map[string]string{"detectOnDestroy": "keep", "detectAggregator": "create"}, []string{
			"leaves Security Hub, Security Hub's subscription to Prowler, the finding aggregator.", "pulumi config set detectSecurityHub existing",
			"pulumi config set detectProductSubscription existing", "pulumi config set detectAggregator existing",
		}, []string{"switched off"}},
		{"dev", map[string]string{"detectOnDestroy": "keep", "detectControlFindings": "consolidated"}, []string{"pulumi config set detectSecurityHub import"}, nil},
		{"prod", nil, []string{"pulumi config set ingestRawBucket shub-ingest-raw", "pulumi config set transformLakeBucket shub-transform-lake", "pulumi config set kmsKeyArn arn:aws:kms:"}, []string{"detect", "switched off"}},
		{"dev", map[string]string{"ingestRawBucket": "kept-raw"}, []string{"leaves kept-raw.", "pulumi config set ingestRawBucket kept-raw"}, []string{"transformLakeBucket"}},
	} {
		got := fmt.Sprint(recordStack(t, test.stack, test.change).Outputs["onDestroy"])
		for _, part := range test.want {
			if !strings.Contains(got, part) {
				t.Errorf("%s: %q is not said in %q", test.stack, part, got)
			}
		}
		for _, part := range test.not {
			if strings.Contains(got, part) {
				t.Errorf("%s: %q is said in %q", test.stack, part, got)
			}
		}
	}
}

func TestNextSteps(t *testing.T) {
	made := recordStack(t, "dev", map[string]string{"operateAlarmEmails": `["a@example.com"]`})
	next := fmt.Sprint(made.Outputs["next"])
	for _, part := range []string{"about 120 seconds", "Did anything arrive", "security_hub_database", "a link to follow"} {
		if !strings.Contains(next, part) {
			t.Errorf("%q is not said in %q", part, next)
		}
	}
}
