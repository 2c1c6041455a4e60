package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/internal/enginetest"
	"security-hub-analytics/settings"
)

// engineChanges is another value for each configuration key, as somebody who runs
// the stack might set it one day. Each differs from what dev, prod and maximal have.
var engineChanges = map[string]any{
	"kmsKeyArn":           "arn:aws:kms:{region}:111122223333:key/{key}",
	"permissionsBoundary": "arn:aws:iam::111122223333:policy/other",
	"logRetentionDays":    731,

	"detectSecurityHub":         oneOf{"create", "existing"},
	"detectStandards":           []string{"pci-dss/4.0.1"},
	"detectControlFindings":     oneOf{"per-standard", "consolidated"},
	"detectProductSubscription": oneOf{"create", "existing"},
	"detectAggregator":          oneOf{"create", "existing"},
	"detectAggregatorArn":       "arn:aws:securityhub:eu-west-1:111122223333:finding-aggregator/12345678-1234-1234-1234-123456789012",
	"detectAggregatorLinking":   oneOf{"none", "all"},
	"detectAggregatorRegions":   []string{"eu-central-1"},
	"detectRegions":             []string{"eu-north-1"},
	"detectOnDestroy":           oneOf{"keep", "disable"},
	"detectProwler":             "other",
	"detectProwlerSchedule":     "rate(12 hours)",
	"detectProwlerImage":        "registry.example.com/prowler:5.46.1",
	"detectProwlerFindings":     oneOf{"all", "failed"},
	"detectProwlerArguments":    []string{"--excluded-service", "iam"},
	"detectProwlerSubnets":      []string{"subnet-0f00000000000000f"},
	"detectProwlerPublicIp":     "other",
	"detectProwlerCpu":          "2048",
	"detectProwlerMemoryMB":     7168,

	"ingestBufferSeconds":     120,
	"ingestBufferMB":          32,
	"ingestProducts":          []string{"aws/inspector"},
	"ingestSeverities":        []string{"CRITICAL"},
	"ingestRawBucket":         "existing-raw",
	"ingestRawTransitionDays": 45,
	"ingestRawStorageClass":   "STANDARD_IA",
	"ingestRawExpireDays":     700,

	"transformMemoryMB":             2048,
	"transformTimeoutSeconds":       120,
	"transformConcurrency":          5,
	"transformTracing":              "other",
	"transformLogLevel":             "ERROR",
	"transformColumns":              []string{"team=Resources[0].Tags.Team"},
	"transformLakeBucket":           "existing-lake",
	"transformLakeTransitionDays":   120,
	"transformLakeStorageClass":     "GLACIER_IR",
	"transformLakeExpireDays":       2000,
	"transformQuarantineExpireDays": 365,

	"catalogDatabase":         "other_database",
	"catalogAccountsFile":     "testdata/accounts-other.csv",
	"catalogProjectionStart":  "2026-03-01",
	"catalogCrawler":          "other",
	"catalogCrawlerSchedule":  "cron(30 1 * * ? *)",
	"catalogScanLimitGB":      50,
	"catalogResultExpireDays": 14,

	"operateAlarmEmails":  []string{"new@example.com"},
	"operateSilenceHours": 12,
	"operateBudgetUSD":    25,

	"visualizeEnabled":           "other",
	"visualizeAccountName":       "other-account",
	"visualizeNotificationEmail": "other@example.com",
	"visualizeNamespace":         "security",
	"visualizeOwners":            []string{"user/Admin/owner@example.com", "user/second@example.com"},
	"visualizeViewers":           []string{viewerARN},
	"visualizeGroup":             "other-owners",
	"visualizeFolder":            "Other",
	"visualizeRefreshTime":       "04:15",
	"visualizeValidation":        oneOf{"strict", "lenient"},
}

// holdsData are the types whose loss is a loss of findings, or of what announces
// them, but for what losable says.
var holdsData = []string{"aws:s3/bucketV2:BucketV2", "aws:kms/key:Key", "aws:sqs/queue:Queue"}

// losable are the queue of failed scans, which goes with the scanner, and the bucket of
// QuickSight's templates, which are made anew.
var losable = regexp.MustCompile(`-prowler-|-templates$`)

// handsOver are the keys that put something else in the place of what holds data.
var handsOver = []string{"kmsKeyArn", "ingestRawBucket", "transformLakeBucket"}

// TestEngineConfigChanges sets one key after the other and looks at what an up
// changes; the golden table is what reviewers read. Taking all back must end where
// it began.
func TestEngineConfigChanges(t *testing.T) {
	eachEngineStack(t, func(t *testing.T, s *enginetest.Stack) {
		region := s.Get("aws:region")
		exists(t, s.Cloud, region, "aws:iam/policy:Policy", map[string]any{"name": "other"})
		key := exists(t, s.Cloud, region, "aws:kms/key:Key", nil)
		for _, name := range []string{"existing-raw", "existing-lake"} {
			exists(t, s.Cloud, region, "aws:s3/bucketV2:BucketV2", map[string]any{"bucket": name})
		}
		s.Cloud.QuickSightUsers = append(slices.Clone(quickSightUsers), "arn:aws:quicksight:us-east-1:111122223333:user/default/second@example.com")
		for _, arn := range s.Cloud.QuickSightUsers {
			s.Cloud.QuickSightUsers = append(s.Cloud.QuickSightUsers, strings.Replace(arn, "/default/", "/security/", 1))
		}
		s.Up().OK(t)
		fill(s)
		resources, buckets := len(s.Resources()), s.Cloud.Of("aws:s3/bucketV2:BucketV2")

		before := map[string]string{}
		var table strings.Builder
		for _, name := range changedKeys(s) {
			value, known := engineChanges[name]
			if !known {
				t.Errorf("the key %s has no other value in engineChanges", name)
				continue
			}
			before[name] = s.Get(name)
			switch v := value.(type) {
			case oneOf:
				value = v[slices.IndexFunc(v, func(o string) bool { return o != before[name] })]
			case string:
				if value = strings.NewReplacer("{region}", region, "{key}", key.ID).Replace(v); v == "other" {
					value = before[name] != "true"
				}
			}
			s.Set(t, name, value)
			change := s.Up()
			text, _ := json.Marshal(value)
			fmt.Fprintf(&table, "%s = %s\n", name, strings.ReplaceAll(string(text), key.ID, "other"))
			if why := refusal(change); why != "" {
				table.WriteString("  refused: " + why + "\n\n")
				s.Restore(t, name, before[name])
				continue
			}
			if change.Err != nil {
				t.Errorf("%s = %v: %v\n%s", name, value, change.Err, strings.Join(change.Messages, "\n"))
			}
			table.WriteString(indented(change))
			for _, step := range change.Of("replace", "delete", "delete-replaced") {
				if slices.Contains(holdsData, step.Type) && !losable.MatchString(step.Name) && !slices.Contains(handsOver, name) {
					t.Errorf("%s = %v loses what holds data: %s", name, value, step)
				}
			}
		}
		s.Up().Unchanged(t)
		s.Refresh().Unchanged(t)
		golden(t, "engine."+s.Name()+".changes.txt", changesHead+table.String())
		if s.Get("dataOnDestroy") == settings.Keep {
			for _, b := range buckets {
				if isData(b.ID) && len(s.Cloud.Data(b.ID)) == 0 {
					t.Errorf("dataOnDestroy is keep, and the bucket %s lost its data when another was adopted", b.ID)
				}
			}
		}

		for name, text := range before {
			s.Restore(t, name, text)
		}
		s.Up().OK(t)
		s.Up().Unchanged(t)
		if n := len(s.Resources()); n != resources {
			t.Errorf("after taking all back there are %d resources, want %d", n, resources)
		}
	})
}

// oneOf is a value that the stack does not have already.
type oneOf []string

// refusal is what the program has against a value, which it says before anything is
// changed.
func refusal(r *enginetest.Result) string {
	if r.Err == nil || len(r.Of("update", "replace", "create", "delete")) > 0 {
		return ""
	}
	_, why, _ := strings.Cut(strings.Join(r.Messages, "\n"), "reading config key ")
	why, _, _ = strings.Cut(why, "\n")
	return why
}

// apart are the keys that have tests of their own: dataOnDestroy takes no effect before
// a destroy, and an account has one subscription to QuickSight, in one Region.
var apart = []string{"dataOnDestroy", "visualizeSubscription", "visualizeIdentityRegion"}

// changedKeys are all keys but those apart. What is on is switched off after the
// others, the dashboard is switched on once there is somebody to see it, and what hands
// the data over comes last, so that all keys are seen at work.
func changedKeys(s *enginetest.Stack) []string {
	var names, off []string
	for _, k := range settings.Keys() {
		switch {
		case slices.Contains(apart, k.Name) || slices.Contains(handsOver, k.Name):
		case s.Get(k.Name) == "true" || k.Name == "visualizeEnabled":
			off = append(off, k.Name)
		default:
			names = append(names, k.Name)
		}
	}
	return slices.Concat(names, off, handsOver)
}

const changesHead = `# What pulumi up does when one key after the other is changed in a stack that stands
# (engine_config_test.go). A key without lines changes nothing here: what it sets is
# switched off in this stack.

`

// indented writes each step once: a replacement is three steps to the engine.
func indented(r *enginetest.Result) string {
	var b strings.Builder
	for _, step := range r.Steps {
		if step.Op == "create-replacement" || step.Op == "delete-replaced" || step.Op == "discard-replaced" {
			continue
		}
		if short := strings.Split(step.Type, ":"); len(short) == 3 {
			step.Type = short[2]
		}
		b.WriteString("  " + step.String() + "\n")
	}
	return b.String() + "\n"
}

// TestEngineDataOnDestroy: the key takes no effect before an up, and changes nothing
// of what stands.
func TestEngineDataOnDestroy(t *testing.T) {
	s := engineStack(t, "Pulumi.prod.yaml")
	before := s.Cloud.Objects()
	s.Up().OK(t)
	s.Set(t, "dataOnDestroy", settings.Delete)
	change := s.Up().OK(t)
	for _, step := range change.Steps {
		if step.Op != "update" {
			t.Errorf("dataOnDestroy: delete does more than an update: %s", step)
		}
	}
	fill(s)
	s.Destroy().OK(t)
	if l := left(s.Cloud, before); len(l) > 0 {
		t.Errorf("dataOnDestroy: delete left %v", l)
	}
}
