package findings_test

import (
	"strings"
	"testing"

	"security-hub-analytics/findings"
)

// Findings without an event: objects, lists of them, bodies of the API.
func TestBare(t *testing.T) {
	a, b, c := asff("a"), asff("b"), ocsf("c")
	with := func(finding, members string) string { return finding[:len(finding)-1] + "," + members + "}" }
	for name, test := range map[string]struct {
		input       string
		rows        string
		want        []record
		empty, bent int64
	}{
		"one a line":                      {input: a + "\n" + b + "\n" + c, rows: "a b c"},
		"concatenated":                    {input: a + b + c, rows: "a b c"},
		"a list":                          {input: "[" + a + "," + b + "," + c + "]", rows: "a b c"},
		"a list, pretty-printed":          {input: pretty(`[{"Id":"p","AwsAccountId":"1"},{"Id":"q","AwsAccountId":"1"}]`), rows: "p q"},
		"two lists joined":                {input: "[" + a + "][" + b + "]", rows: "a b"}, // as Prowler writes its ASFF with -S
		"an ASFF body":                    {input: `{"Findings":[` + a + `,` + b + `],"NextToken":"x"}`, rows: "a b"},
		"an OCSF body":                    {input: `{"ResponseMetadata":{},"Findings":[` + c + `]}`, rows: "c"},
		"a body in small letters":         {input: `{"findings":[` + a + `]}`, rows: "a"},
		"a body with one object":          {input: `{"Findings":` + a + `}`, rows: "a", bent: 1},
		"a body with both spellings":      {input: `{"Findings":[` + a + `],"findings":[` + b + `]}`, rows: "a b"},
		"an empty body":                   {input: `{"Findings":[]}`, empty: 1},
		"an empty list":                   {input: `[]`, want: []record{noEvent(`[]`)}},
		"an empty list with blanks":       {input: "[ \n]", want: []record{noEvent("[ \n]")}},
		"an empty object":                 {input: `{}`, want: []record{noEvent(`{}`)}},
		"a body of null":                  {input: `{"Findings":null}`, want: []record{noEvent(`{"Findings":null}`)}},
		"scalars":                         {input: `1 "x" null`, want: []record{noEvent("1"), noEvent(`"x"`), noEvent("null")}},
		"a list of nothing of ours":       {input: `[1,{},[` + a + `]]`, want: []record{noEvent(`[1,{},[` + a + `]]`)}},
		"a mixed list":                    {input: `[1,` + a + `,{},` + nameless + `]`, rows: "a", want: []record{noIdentity("1"), noIdentity("{}"), noIdentity(nameless)}},
		"no identity, alone":              {input: nameless, want: []record{noIdentity(nameless)}},
		"no identity, in a body":          {input: `{"Findings":[` + nameless + `]}`, want: []record{noIdentity(nameless)}},
		"another class of OCSF":           {input: `{"class_uid":2001}`, want: []record{noEvent(`{"class_uid":2001}`)}},
		"an event":                        {input: imported(a), want: []record{noEvent(imported(a))}},
		"a broken one between":            {input: a + "\n{\"Id\":\n" + b, rows: "a b", want: []record{notJSON(`{"Id":`)}},
		"not-json.txt":                    {input: "#!/bin/sh\n" + a, rows: "a", want: []record{notJSON("#!/bin/sh")}},
		"a finding with empty findings":   {input: with(a, `"findings":[]`), rows: "a"},
		"a finding with other findings":   {input: with(a, `"Findings":[`+b+`]`), rows: "a"},
		"OCSF with findings":              {input: with(c, `"findings":[`+b+`]`), rows: "c"},
		"without identity, with others":   {input: with(nameless, `"Findings":[]`), want: []record{noIdentity(with(nameless, `"Findings":[]`))}},
		"a body after what looks like it": {input: `{"Findings":"none","findings":[` + a + `]}`, rows: "a"},
	} {
		t.Run(name, func(t *testing.T) {
			got := read(t, test.input, findings.Bare)
			equal(t, "rows", got.ids, strings.Fields(test.rows))
			equal(t, "quarantined", got.records(), test.want)
			if got.counts.Empty != test.empty || got.counts.Coerced != test.bent {
				t.Errorf("%d empty events and %d values coerced, want %d and %d", got.counts.Empty, got.counts.Coerced, test.empty, test.bent)
			}
		})
	}
}
