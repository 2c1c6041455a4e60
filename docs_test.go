package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"security-hub-analytics/components"
	"security-hub-analytics/internal/record"
)

func page(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("docs/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// largest is the stack that has everything.
func largest(t *testing.T) *record.Stack {
	t.Helper()
	return recordStack(t, "dev", map[string]string{
		"catalogCrawler": "true", "operateBudgetUSD": "50", "operateAlarmEmails": `["a@example.com"]`, "transformTracing": "true",
		"visualizeEnabled": "true", "visualizeGroup": "owners",
	})
}

// TestEveryAlarmIsExplained: whoever is woken finds there what to do.
func TestEveryAlarmIsExplained(t *testing.T) {
	text := page(t, "operations.md")
	for _, r := range largest(t).Resources {
		if r.Type != "aws:cloudwatch/metricAlarm:MetricAlarm" {
			continue
		}
		if suffix := strings.TrimPrefix(r.Name, operateName+"-"); !strings.Contains(text, "| `"+suffix+"` |") {
			t.Errorf("docs/operations.md does not say what to do at the alarm %s", suffix)
		}
	}
}

// TestEveryRoleIsExplained: whoever reviews finds there what each may do.
func TestEveryRoleIsExplained(t *testing.T) {
	text := page(t, "security.md")
	for _, r := range largest(t).Resources {
		if r.Type == "aws:iam/role:Role" && !strings.Contains(text, "| `"+r.Name+"` |") {
			t.Errorf("docs/security.md does not say what the role %s may do", r.Name)
		}
	}
}

// TestEveryOutputNamedInDocs: what the pages call an output is one.
func TestEveryOutputNamedInDocs(t *testing.T) {
	outputs := largest(t).Outputs
	for _, name := range []string{"operations.md", "security.md"} {
		for _, found := range regexp.MustCompile("outputs? `([a-zA-Z]+)`").FindAllStringSubmatch(page(t, name), -1) {
			if _, ok := outputs[found[1]]; !ok {
				t.Errorf("docs/%s: there is no output %q", name, found[1])
			}
		}
	}
}

// TestKeyPolicyInDocs: what a key of the user's own must allow is what the stack's own
// allows.
func TestKeyPolicyInDocs(t *testing.T) {
	text := page(t, "security.md")
	place := components.Place{Partition: "aws", DNSSuffix: "amazonaws.com", Region: "us-east-1", Account: "111122223333"}
	for _, s := range components.KeyPolicy(place, true).Statement {
		if !strings.Contains(text, `"Sid": "`+s.Sid+`"`) {
			t.Errorf("the statement %s is missing", s.Sid)
		}
		for _, part := range append(s.Action, conditionParts(s.Condition)...) {
			if !strings.Contains(text, `"`+part+`"`) {
				t.Errorf("%s: %q is missing", s.Sid, part)
			}
		}
	}
}

func conditionParts(c components.Condition) []string {
	var parts []string
	for operator, keys := range c {
		parts = append(parts, operator)
		for key, values := range keys {
			parts = append(append(parts, key), values...)
		}
	}
	return parts
}
