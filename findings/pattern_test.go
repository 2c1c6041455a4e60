package findings

import (
	"strings"
	"testing"
)

func TestFilteredPattern(t *testing.T) {
	const all = `"detail-type":["Security Hub Findings - Imported","Findings Imported V2"],"source":["aws.securityhub"]}`
	for _, test := range []struct {
		name                 string
		products, severities []string
		want                 string
	}{
		{"nothing narrowed is the pattern itself", nil, nil, EventPattern},
		{"a product, under both names", []string{"aws/guardduty"}, nil,
			`{"detail":{"findings":{"$or":[{"ProductArn":[{"suffix":":product/aws/guardduty"}]},{"metadata":{"product":{"uid":[{"suffix":":productv2/aws/guardduty"}]}}}]}},` + all},
		{"severities, as labels and as numbers", nil, []string{"CRITICAL", "HIGH"},
			`{"detail":{"findings":{"$or":[{"Severity":{"Label":["CRITICAL","HIGH"]}},{"severity_id":[4,5,6]}]}},` + all},
		{"both", []string{"prowler/prowler"}, []string{"LOW"},
			`{"detail":{"findings":{"$or":[{"ProductArn":[{"suffix":":product/prowler/prowler"}],"Severity":{"Label":["LOW"]}},{"metadata":{"product":{"uid":[{"suffix":":productv2/prowler/prowler"}]}},"severity_id":[2]}]}},` + all},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := FilteredPattern(test.products, test.severities)
			if err != nil || got != test.want {
				t.Errorf("got  %s, %v\nwant %s", got, err, test.want)
			}
		})
	}
}

func TestFilteredPatternRefuses(t *testing.T) {
	if _, err := FilteredPattern(nil, []string{"high"}); err == nil || !strings.Contains(err.Error(), `"high"`) {
		t.Errorf("a label in lower case: error %v", err)
	}
	long := strings.Repeat("x", 64) + "/" + strings.Repeat("y", 64)
	if _, err := FilteredPattern([]string{long, long, long, long, long, long, long, long, long, long}, nil); err == nil || !strings.Contains(err.Error(), "fewer products") {
		t.Errorf("more than a pattern holds: error %v", err)
	}
}
