package eventruler

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/findings"
)

// filters are what a stack may narrow the rule to (ingestProducts, ingestSeverities).
var filters = []struct{ products, severities []string }{
	{products: []string{"aws/guardduty"}},
	{products: []string{"aws/securityhub", "prowler/prowler", "aws/inspector"}},
	{severities: []string{"CRITICAL", "HIGH"}},
	{severities: []string{"INFORMATIONAL", "LOW", "MEDIUM", "HIGH"}},
	{products: []string{"aws/guardduty", "aws/securityhub"}, severities: []string{"CRITICAL"}},
	{products: []string{"prowler/prowler"}, severities: []string{"LOW", "MEDIUM"}},
}

// nearMisses are findings that a filter may take for others.
func nearMisses() (all []string) {
	const guardduty, hub = `"ProductArn":"arn:aws:securityhub:us-east-1::product/aws/guardduty"`, `"ProductArn":"arn:aws:securityhub:us-east-1::product/aws/securityhub"`
	uid := func(s string) string { return `"metadata":{"product":{"uid":"` + s + `"}}` }
	const v2 = "arn:aws:securityhub:us-east-1::productv2/aws/guardduty"
	for _, list := range []string{
		"{" + guardduty + "}", "{" + guardduty + `,"Severity":{"Label":"CRITICAL"}}`, "{" + guardduty + `,"Severity":{"Label":"critical"}}`,
		`{"ProductArn":"arn:aws-us-gov:securityhub:us-gov-west-1::product/aws/guardduty","Severity":{"Label":"LOW"}}`,
		`{"ProductArn":"arn:aws:securityhub:us-east-1:111122223333:product/prowler/prowler","Severity":{"Label":"LOW"}}`,
		`{"ProductArn":"arn:aws:securityhub:us-east-1::product/aws/guardduty/x"}`, `{"ProductArn":"arn:aws:securityhub:us-east-1::product/xaws/guardduty","Severity":{"Label":"CRITICAL"}}`,
		`{"ProductArn":"aws/guardduty"}`, `{"ProductArn":["arn:aws:securityhub:us-east-1::product/aws/guardduty"]}`, `{"ProductArn":7}`,
		"{" + uid(v2) + `,"severity_id":5}`, "{" + uid(v2) + `,"severity_id":6}`, "{" + uid(v2) + `,"severity_id":4.0}`, "{" + uid(v2) + `,"severity_id":"5"}`,
		"{" + uid("arn:aws:securityhub:us-east-1::product/aws/guardduty") + "}", `{"ProductArn":"` + v2 + `"}`, `{"severity_id":99}`, `{"severity_id":null}`,
		// The product of one finding and the severity of another, or of another schema, are no match.
		"{" + guardduty + `,"Severity":{"Label":"LOW"}},{` + hub + `,"Severity":{"Label":"MEDIUM"}}`,
		"{" + guardduty + `},{"Severity":{"Label":"CRITICAL"}}`, "{" + guardduty + `,"severity_id":5}`, "{" + uid(v2) + `,"Severity":{"Label":"CRITICAL"}}`,
		"{" + uid(v2) + `},{"severity_id":5}`, "", "{}", "1", "null",
	} {
		all = append(all, "{"+ruleAndASFF+`,"detail":{"findings":[`+list+"]}}", "{"+ruleAndOCSF+`,"detail":{"findings":[`+list+"]}}")
	}
	return append(all, "{"+ruleAndASFF+`,"detail":{"findings":{`+guardduty+`,"Severity":{"Label":"HIGH"}}}}`, "{"+ruleAndASFF+`,"detail":{`+guardduty+"}}",
		`{"source":"aws.securityhub","detail-type":"Security Hub Findings - Custom Action","detail":{"findings":[{`+guardduty+"}]}}")
}

// passes is an independent reading of what the filter promises: the rule matches,
// and one finding has a product and a severity of those named.
func passes(event string, products, severities []string) bool {
	var e struct {
		Source     any `json:"source"`
		DetailType any `json:"detail-type"`
		Detail     struct {
			Findings any `json:"findings"`
		} `json:"detail"`
	}
	if json.Unmarshal([]byte(event), &e) != nil || e.Source != findings.EventSource ||
		e.DetailType != findings.DetailTypeASFF && e.DetailType != findings.DetailTypeOCSF {
		return false
	}
	list, ok := e.Detail.Findings.([]any)
	if !ok {
		list = []any{e.Detail.Findings}
	}
	return slices.ContainsFunc(list, func(f any) bool {
		label := at(f, "Severity", "Label")
		number, _ := at(f, "severity_id").(float64)
		ids := []string{"", "INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL", "CRITICAL"}
		id := ""
		if number > 0 && int(number) < len(ids) {
			id = ids[int(number)]
		}
		return one(at(f, "ProductArn"), ":product/", products) && among(label, severities) ||
			one(at(f, "metadata", "product", "uid"), ":productv2/", products) && among(id, severities)
	})
}

func at(v any, names ...string) any {
	for _, name := range names {
		m, _ := v.(map[string]any)
		v = m[name]
	}
	return v
}

func one(arn any, before string, products []string) bool {
	if list, ok := arn.([]any); ok && len(list) > 0 { // a list is all that is in it
		arn = list[0]
	}
	text, _ := arn.(string)
	return len(products) == 0 || slices.ContainsFunc(products, func(p string) bool { return strings.HasSuffix(text, before+p) })
}

func among(v any, severities []string) bool {
	label, _ := v.(string)
	return len(severities) == 0 || slices.Contains(severities, label)
}

// TestFilteredPattern has the engine match every event by patterns that stacks may
// deploy instead.
func TestFilteredPattern(t *testing.T) {
	all := append(events(t), nearMisses()...)
	for _, f := range filters {
		t.Run(fmt.Sprint(f.products, f.severities), func(t *testing.T) {
			pattern, err := findings.FilteredPattern(f.products, f.severities)
			if err != nil {
				t.Fatal(err)
			}
			problems, matched := disagree(t, pattern, all, f.products, f.severities)
			for _, p := range problems {
				t.Error(p)
			}
			if matched == 0 || matched > len(all)*7/8 {
				t.Errorf("%d of %d events pass: there shall be many of both kinds", matched, len(all))
			}
		})
	}
}

// disagree says where the engine lets through what was not promised, or the reverse.
func disagree(t *testing.T, pattern string, all, products, severities []string) (problems []string, matched int) {
	t.Helper()
	theirs, err := ruler(t, pattern, all)
	if err != nil {
		t.Fatal(err)
	}
	for i, event := range all {
		got, want := theirs[i] == "yes", passes(event, products, severities)
		if got {
			matched++
		}
		if got != want {
			problems = append(problems, fmt.Sprintf("event-ruler says %s, promised is %t: %.300s", theirs[i], want, event))
		}
	}
	return problems, matched
}

// TestPlantedFilters shows that the judge finds a filter that says something else.
func TestPlantedFilters(t *testing.T) {
	all := append(events(t), nearMisses()...)
	f := filters[4]
	pattern, err := findings.FilteredPattern(f.products, f.severities)
	if err != nil {
		t.Fatal(err)
	}
	for what, change := range map[string][2]string{
		"a product forgotten":        {`{"suffix":":product/aws/guardduty"},`, ""},
		"a product of one schema":    {`{"suffix":":productv2/aws/guardduty"},`, ""},
		"a severity of one schema":   {`"severity_id":[5,6]`, `"severity_id":[5]`},
		"a severity too many":        {`["CRITICAL"]`, `["CRITICAL","LOW"]`},
		"another place":              {`"findings":{"$or"`, `"finding":{"$or"`},
		"a suffix without its colon": {`":product/aws/guardduty"`, `"aws/guardduty"`},
	} {
		broken := strings.Replace(pattern, change[0], change[1], 1)
		if broken == pattern {
			t.Fatalf("%s: nothing to change in %s", what, pattern)
		}
		if problems, _ := disagree(t, broken, all, f.products, f.severities); len(problems) == 0 {
			t.Errorf("%s is not noticed", what)
		}
	}
}
