package settings_test

import (
	"strings"
	"testing"

	"security-hub-analytics/settings"
)

func TestBadVisualize(t *testing.T) {
	many := func(n int) string { return `["user/a` + strings.Repeat(`","user/b`, n-2) + `"]` }
	for _, test := range []struct{ name, key, value, want string }{
		{"a subscription to import", "visualizeSubscription", "import", "existing or create"},
		{"an account's name with a blank", "visualizeAccountName", "my company", "letters, digits and hyphens"},
		{"an account's name like a directory's", "visualizeAccountName", "d-123", "not d- first"},
		{"a bare name", "visualizeOwners", `["me@example.com"]`, "user/NAME, group/NAME or the ARN"},
		{"an ARN of IAM", "visualizeOwners", `["arn:aws:iam::111122223333:user/me"]`, "user/NAME, group/NAME or the ARN"},
		{"a namespace that owns", "visualizeOwners", `["namespace/default"]`, "user/NAME, group/NAME or the ARN"},
		{"an ARN of a dashboard", "visualizeViewers", `["arn:aws:quicksight:us-east-1:111122223333:dashboard/x"]`, "namespace/NAME"},
		{"too many owners", "visualizeOwners", many(20), "at most 15"},
		{"a group with a slash", "visualizeGroup", "a/b", "letters, digits"},
		{"a time that is none", "visualizeRefreshTime", "24:00", "HH:MM"},
		{"the API's mode", "visualizeValidation", "STRICT", "lenient or strict"},
		{"a zone", "visualizeIdentityRegion", "us-east-1a", "a Region"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := settings.Load(source(map[string]string{test.key: test.value}, nil))
			if err == nil || !strings.Contains(err.Error(), "config key "+test.key+": ") || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
}

// TestVisualizeTogether: what contradicts, and what goes together.
func TestVisualizeTogether(t *testing.T) {
	const user = "arn:aws:quicksight:us-east-1:111122223333:user/default/AWSReservedSSO_Admin_0a1b/me@example.com"
	create := func(more ...string) map[string]string {
		keys := map[string]string{"visualizeEnabled": "true", "visualizeSubscription": "create",
			"visualizeAccountName": "example-findings", "visualizeNotificationEmail": "me@example.com"}
		for i := 0; i+1 < len(more); i += 2 {
			keys[more[i]] = more[i+1]
		}
		return keys
	}
	on := func(more ...string) map[string]string {
		keys := create(more...)
		delete(keys, "visualizeSubscription")
		return keys
	}
	for _, test := range []struct {
		name   string
		keys   map[string]string
		region string
		want   []string // the keys of the problems
	}{
		{"off, and nobody", nil, "eu-west-1", nil},
		{"off, and all wrong together", map[string]string{"visualizeSubscription": "create", "visualizeNamespace": "other"}, "eu-west-1", nil},
		{"nobody", on(), "eu-west-1", []string{"visualizeEnabled"}},
		{"an owner", on("visualizeOwners", `["user/me"]`), "eu-west-1", nil},
		{"a viewer", on("visualizeViewers", `["namespace/default"]`), "eu-west-1", nil},
		{"a group", on("visualizeGroup", "analysts"), "eu-west-1", nil},
		{"create, and nobody", create(), "eu-west-1", nil},
		{"create without names", create("visualizeAccountName", "", "visualizeNotificationEmail", ""), "eu-west-1", []string{"visualizeAccountName", "visualizeNotificationEmail"}},
		{"create in another namespace", create("visualizeNamespace", "team"), "eu-west-1", []string{"visualizeNamespace"}},
		{"create in China", create(), "cn-north-1", []string{"visualizeSubscription"}},
		{"an ARN of another Region", on("visualizeOwners", `["`+user+`"]`), "eu-west-1", []string{"visualizeOwners"}},
		{"the same, as the identity Region says", on("visualizeOwners", `["`+user+`"]`, "visualizeIdentityRegion", "us-east-1"), "eu-west-1", nil},
		{"the same, where nobody knows the Region", on("visualizeOwners", `["`+user+`"]`), "", nil},
		{"one twice", on("visualizeOwners", `["user/a b"]`, "visualizeViewers", `["user/a b"]`), "", []string{"visualizeViewers"}},
		{"the group twice", on("visualizeOwners", `["group/analysts"]`, "visualizeGroup", "analysts"), "", []string{"visualizeOwners"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			from := source(test.keys, nil)
			from.Region = test.region
			_, err := settings.Load(from)
			text := ""
			if err != nil {
				text = err.Error()
			}
			if got := strings.Count(text, "reading config key"); got != len(test.want) {
				t.Errorf("%d problems, want %d: %v", got, len(test.want), err)
			}
			for _, key := range test.want {
				if !strings.Contains(text, "config key "+key+": ") {
					t.Errorf("no problem with %s: %v", key, err)
				}
			}
		})
	}
}

// TestNobodyMaySeeIt: the error says what must exist, and how to find the name.
func TestNobodyMaySeeIt(t *testing.T) {
	from := source(map[string]string{"visualizeEnabled": "true"}, nil)
	from.Region = "eu-west-1"
	_, err := settings.Load(from)
	for _, part := range []string{"Enterprise subscription", "identity Region", "list-users --region eu-west-1", "pulumi config set --path 'visualizeOwners[0]' user/NAME", "shub doctor"} {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%q is not said: %v", part, err)
		}
	}
}

func TestVisualizeGroup(t *testing.T) {
	for _, test := range []struct{ subscription, group, want string }{
		{"existing", "", ""}, {"existing", "analysts", "analysts"}, {"create", "", "security-hub-analytics-dev"}, {"create", "analysts", "analysts"},
	} {
		s, err := settings.Load(source(map[string]string{"visualizeSubscription": test.subscription, "visualizeGroup": test.group}, nil))
		if err != nil || s.Visualize.Group != test.want {
			t.Errorf("%s with %q: group %q, error %v", test.subscription, test.group, s.Visualize.Group, err)
		}
	}
}

func TestPrincipalARN(t *testing.T) {
	v := &settings.Visualize{Namespace: "team"}
	for principal, want := range map[string]string{
		"user/Role/me@example.com": "arn:aws-us-gov:quicksight:us-gov-west-1:111122223333:user/team/Role/me@example.com",
		"group/analysts":           "arn:aws-us-gov:quicksight:us-gov-west-1:111122223333:group/team/analysts",
		"namespace/team":           "arn:aws-us-gov:quicksight:us-gov-west-1:111122223333:namespace/team",
		"arn:aws:quicksight:us-east-1:111122223333:user/default/me": "arn:aws:quicksight:us-east-1:111122223333:user/default/me",
	} {
		if got := v.PrincipalARN(principal, "aws-us-gov", "us-gov-west-1", "111122223333"); got != want {
			t.Errorf("%s is %s, want %s", principal, got, want)
		}
	}
}
