package doctor

import (
	"strings"
	"testing"

	"security-hub-analytics/settings"
)

func TestNeeded(t *testing.T) {
	all := &settings.Settings{
		Detect:  settings.Detect{SecurityHub: "create", ProductSubscription: "create", Aggregator: "create", Prowler: true},
		Catalog: settings.Catalog{Database: "mine", Crawler: true, AccountsFile: "a.csv"}, Operate: settings.Operate{BudgetUSD: 1},
		Visualize: settings.Visualize{Enabled: true, Subscription: "create", Group: "g", Folder: "f"},
	}
	needs, err := needed(all, "aws-us-gov", "us-gov-west-1", "444455556666")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, n := range needs {
		found[n.file+" "+n.sid] = true
		for _, text := range append([]string{n.wish.Resource}, n.wish.Actions...) {
			if strings.Contains(text, "*") || strings.Contains(text, "111122223333") || strings.Contains(text, "us-east-1") || strings.Contains(text, "security_hub_database") {
				t.Errorf("%s %s asks about %s", n.file, n.sid, text)
			}
		}
		if r := n.wish.Resource; r != "" && !strings.HasPrefix(r, "arn:aws-us-gov:") {
			t.Errorf("%s %s asks about %s", n.file, n.sid, r)
		}
	}
	// Each statement that may be left out is one that there is.
	for statement := range unneeded(all) {
		if !found[statement] {
			t.Errorf("there is no statement %s in docs/deploy", statement)
		}
	}
	least := &settings.Settings{
		KMSKeyARN: "arn", Detect: settings.Detect{SecurityHub: "existing", ProductSubscription: "none", Aggregator: "none"},
	}
	few, err := needed(least, "aws", "us-east-1", "111122223333")
	if err != nil || len(few) != len(needs)-len(unneeded(all)) {
		t.Errorf("%d statements with everything, %d with the least, error %v", len(needs), len(few), err)
	}
}

func TestExample(t *testing.T) {
	for pattern, want := range map[string]string{
		"*":                       "",
		"arn:aws:s3:::shub-*":     "arn:aws:s3:::shub-example",
		"arn:aws:kms:r:a:key/*":   "arn:aws:kms:r:a:key/example",
		"arn:aws:x:*:a:finding/*": "arn:aws:x:eu-west-1:a:finding/example",
		"true":                    "true",
	} {
		if got := example(pattern, "eu-west-1"); got != want {
			t.Errorf("example(%q) = %q, want %q", pattern, got, want)
		}
	}
}
