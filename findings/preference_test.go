package findings_test

import (
	"fmt"
	"testing"

	"security-hub-analytics/findings"
)

// A column with several paths takes the first of them that has a value,
// whichever order the members come in: JSON objects have none.
func TestPreferredPath(t *testing.T) {
	type member = [2]string // what makes up the object, in either order
	ocsfMembers := func(a, b string) string {
		return `{"class_uid":2004,"cloud":{"account":{"uid":"1"}},` + a + `,` + b + `}`
	}
	inInfo := func(a, b string) string {
		return ocsfMembers(`"finding_info":{"uid":"i",`+a+`,`+b+`}`, `"x":1`)
	}
	inNetwork := func(a, b string) string {
		return `{"Id":"i","AwsAccountId":"1","Network":{` + a + `,` + b + `}}`
	}
	updated := func(r *findings.Row) any { return r.UpdatedAt }
	created := func(r *findings.Row) any { return r.CreatedAt }
	source := func(r *findings.Row) any { return r.NetworkSourceIP }
	for name, test := range map[string]struct {
		object  func(a, b string) string
		members member
		of      func(*findings.Row) any
		want    string
		bent    int64
	}{
		"both":                       {ocsfMembers, member{`"time":2000000000000`, `"finding_info":{"uid":"i","modified_time":1000000000000}`}, updated, "1000000000000", 0},
		"preferred is null":          {ocsfMembers, member{`"time":2000000000000`, `"finding_info":{"uid":"i","modified_time":null}`}, updated, "2000000000000", 0},
		"preferred is nonsense":      {ocsfMembers, member{`"time":2000000000000`, `"finding_info":{"uid":"i","modified_time":"soon"}`}, updated, "2000000000000", 1},
		"both are null":              {ocsfMembers, member{`"time":null`, `"finding_info":{"uid":"i","modified_time":null}`}, updated, "null", 0},
		"beside each other":          {inInfo, member{`"created_time_dt":"2001-09-09T01:46:40Z"`, `"created_time":null`}, created, "1000000000000", 0},
		"one that is not valid":      {inInfo, member{`"created_time_dt":"2001-09-09T01:46:40Z"`, `"created_time":{}`}, created, "1000000000000", 1},
		"text":                       {inNetwork, member{`"SourceIpV6":"::1"`, `"SourceIpV4":"10.0.0.1"`}, source, `"10.0.0.1"`, 0},
		"text, preferred is null":    {inNetwork, member{`"SourceIpV6":"::1"`, `"SourceIpV4":null`}, source, `"::1"`, 0},
		"text, preferred is no text": {inNetwork, member{`"SourceIpV6":"::1"`, `"SourceIpV4":["10.0.0.1"]`}, source, `"::1"`, 1},
		"exact before other case":    {inNetwork, member{`"sourceIpV4":"10.0.0.2"`, `"SourceIpV4":"10.0.0.1"`}, source, `"10.0.0.1"`, -1},
	} {
		for order, object := range map[string]string{"": test.object(test.members[0], test.members[1]), ", turned round": test.object(test.members[1], test.members[0])} {
			t.Run(fmt.Sprint(name, order), func(t *testing.T) {
				row, bent := rowOf(t, object)
				if got := show(test.of(row)); got != test.want || test.bent >= 0 && bent != test.bent {
					t.Errorf("%s: %s with %d coerced, want %s with %d", object, got, bent, test.want, test.bent)
				}
			})
		}
	}
}
