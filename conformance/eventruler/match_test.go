package eventruler

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"security-hub-analytics/findings"
	"security-hub-analytics/local/rule"
)

// TestPattern has the engine and ours match every event by the deployed pattern.
func TestPattern(t *testing.T) {
	all := events(t)
	theirs, err := ruler(t, findings.EventPattern, all)
	if err != nil {
		t.Fatal(err)
	}
	problems, matched := compare(t, findings.EventPattern, all, theirs)
	for _, problem := range problems {
		t.Error(problem)
	}
	if matched < len(all)/4 || matched == len(all) {
		t.Errorf("%d of %d events match: there shall be many of both kinds", matched, len(all))
	}
	t.Logf("event-ruler answered as we do on %d events, %d of them matched", len(all), matched)
}

// compare says where ours answers another thing than the engine.
func compare(t *testing.T, pattern string, all, theirs []string) (problems []string, matched int) {
	t.Helper()
	ours, err := rule.Parse(pattern)
	if err != nil {
		t.Fatal(err)
	}
	for i, event := range all {
		isObject := strings.HasPrefix(strings.TrimSpace(event), "{")
		switch got := ours.Match([]byte(event)); {
		case strings.HasPrefix(theirs[i], "error: ") && (isObject || got):
			problems = append(problems, fmt.Sprintf("event-ruler cannot read %.200s: %s", event, theirs[i]))
		case got != (theirs[i] == "yes"):
			problems = append(problems, fmt.Sprintf("event-ruler says %s, ours %t: %.200s", theirs[i], got, event))
		case got:
			matched++
		}
	}
	return problems, matched
}

// TestPlanted shows that the judge finds what it is here for.
func TestPlanted(t *testing.T) {
	for _, bad := range []string{
		`{"source":"aws.securityhub"}`,               // no list
		`{"source":["aws.securityhub"],"detail":[]}`, // an empty one
		`{"source":[{"starts-with":"aws."}]}`,        // no such operator
		`{"source":[{"prefix":1}]}`,
		`{"source":["aws.securityhub"`,
		`{}`,
	} {
		var no refused
		if _, err := ruler(t, bad, awkward); !errors.As(err, &no) {
			t.Errorf("event-ruler takes the pattern %s: %v", bad, err)
		}
	}
	all := append(events(t), `{"source":"aws.other","detail-type":"Findings Imported V2"}`)
	for what, other := range map[string]string{
		"a misspelt detail-type":    strings.Replace(findings.EventPattern, "V2", "v2", 1),
		"a forgotten detail-type":   strings.Replace(findings.EventPattern, `,"`+findings.DetailTypeOCSF+`"`, "", 1),
		"a condition too many":      strings.Replace(findings.EventPattern, "{", `{"region":["us-east-1"],`, 1),
		"a condition left out":      `{"source":["aws.securityhub"]}`,
		"an operator for a literal": strings.Replace(findings.EventPattern, `"aws.securityhub"`, `{"prefix":"aws."}`, 1),
	} {
		theirs, err := ruler(t, other, all)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if problems, _ := compare(t, findings.EventPattern, all, theirs); len(problems) == 0 {
			t.Errorf("%s is not noticed", what)
		}
	}
}
