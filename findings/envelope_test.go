package findings_test

import (
	"os"
	"strings"
	"testing"

	"security-hub-analytics/findings"
)

func testdata(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile("testdata/corpus/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(data))
}

// Which events are of findings, and what becomes of each element of their lists.
func TestEnvelopes(t *testing.T) {
	const asffType, ocsfType = `"detail-type":"Security Hub Findings - Imported"`, `"detail-type":"Findings Imported V2"`
	list := func(elements ...string) string { return `"detail":{"findings":[` + strings.Join(elements, ",") + `]}` }
	a, b, c := asff("a"), asff("b"), ocsf("c")
	older := strings.Replace(c, "2004", "2001", 1)
	whole := func(input string) []record { return []record{noEvent(input)} }
	for name, test := range map[string]struct {
		input       string
		rows        string
		want        []record
		empty, bent int64
	}{
		"several findings":              {input: imported(a, b, a), rows: "a b a"},
		"both schemas in one list":      {input: imported(a, c), rows: "a c"},
		"OCSF under its own type":       {input: `{` + ocsfType + `,` + list(c) + `}`, rows: "c"},
		"detail before detail-type":     {input: `{` + list(a) + `,` + asffType + `}`, rows: "a"},
		"detail before the wrong type":  {input: `{` + list(a) + `,"detail-type":"Scheduled Event"}`, want: whole(`{` + list(a) + `,"detail-type":"Scheduled Event"}`)},
		"other members do not matter":   {input: `{"x":[{"detail":{"findings":[]}}],` + asffType + `,"source":5,` + list(a) + `,"resources":null}`, rows: "a"},
		"escaped member names":          {input: `{"detail\u002dtype":"Findings Imported V\u0032","detai\u006c":{"f\u0069ndings":[` + a + `]}}`, rows: "a"},
		"members around the list":       {input: `{` + asffType + `,"detail":{"actionName":"x","findings":[` + a + `],"z":{"findings":[]}}}`, rows: "a"},
		"no type":                       {input: `{` + list(a) + `}`, want: whole(`{` + list(a) + `}`)},
		"a type that is no string":      {input: `{"detail-type":["Findings Imported V2"],` + list(a) + `}`, want: whole(`{"detail-type":["Findings Imported V2"],` + list(a) + `}`)},
		"a type in other letters":       {input: `{"detail-type":"findings imported v2",` + list(a) + `}`, want: whole(`{"detail-type":"findings imported v2",` + list(a) + `}`)},
		"members in other letters":      {input: `{` + asffType + `,"Detail":{"findings":[` + a + `]}}`, want: whole(`{` + asffType + `,"Detail":{"findings":[` + a + `]}}`)},
		"no detail":                     {input: `{` + asffType + `}`, want: whole(`{` + asffType + `}`)},
		"detail null":                   {input: `{` + asffType + `,"detail":null}`, want: whole(`{` + asffType + `,"detail":null}`)},
		"detail as text":                {input: `{` + asffType + `,"detail":"{}"}`, want: whole(`{` + asffType + `,"detail":"{}"}`)},
		"detail as a list":              {input: `{` + asffType + `,"detail":[` + a + `]}`, want: whole(`{` + asffType + `,"detail":[` + a + `]}`)},
		"no list":                       {input: `{` + asffType + `,"detail":{}}`, want: whole(`{` + asffType + `,"detail":{}}`)},
		"list null":                     {input: `{` + asffType + `,"detail":{"findings":null}}`, want: whole(`{` + asffType + `,"detail":{"findings":null}}`)},
		"list as text":                  {input: `{` + asffType + `,"detail":{"findings":"[]"}}`, want: whole(`{` + asffType + `,"detail":{"findings":"[]"}}`)},
		"Insight Results":               {input: testdata(t, "event-insight-results.json"), want: whole(testdata(t, "event-insight-results.json"))},
		"Custom Action":                 {input: testdata(t, "event-custom-action.json"), want: whole(testdata(t, "event-custom-action.json"))},
		"JSON that is no event":         {input: testdata(t, "json-no-event.json"), want: whole(testdata(t, "json-no-event.json"))},
		"a bare finding":                {input: a, want: whole(a)},
		"a list of events":              {input: `[` + imported(a) + `]`, want: whole(`[` + imported(a) + `]`)},
		"an empty list":                 {input: `{` + asffType + `,` + list() + `}`, empty: 1},
		"an empty list with blanks":     {input: `{` + asffType + `,"detail":{"findings": [ ` + "\n" + `]}}`, empty: 1},
		"an empty list, wrong type":     {input: `{"detail-type":"x",` + list() + `}`, want: whole(`{"detail-type":"x",` + list() + `}`)},
		"an object for the list":        {input: `{` + asffType + `,"detail":{"findings":` + a + `}}`, rows: "a", bent: 1},
		"an empty object for the list":  {input: `{` + asffType + `,"detail":{"findings":{}}}`, want: whole(`{` + asffType + `,"detail":{"findings":{}}}`)},
		"an object without identity":    {input: `{` + asffType + `,"detail":{"findings":` + nameless + `}}`, want: []record{noIdentity(nameless)}},
		"no identity, with neighbours":  {input: imported(a, nameless, b), rows: "a b", want: []record{noIdentity(nameless)}},
		"nothing but no identity":       {input: imported(nameless, nameless), want: []record{noIdentity(nameless), noIdentity(nameless)}},
		"elements of every kind":        {input: imported("1", a, `"x"`, " [ ] ", "null", b, `{}`, older), rows: "a b", want: []record{noIdentity("1"), noIdentity(`"x"`), noIdentity("[ ]"), noIdentity("null"), noIdentity("{}"), noIdentity(older)}},
		"one without identity suffices": {input: imported("1", nameless), want: []record{noIdentity("1"), noIdentity(nameless)}},
		"nothing of ours in the list":   {input: imported("1", "{}", "[]", older), want: whole(imported("1", "{}", "[]", older))},
		"another class of OCSF":         {input: imported(older), want: whole(imported(older))},
		"no identity, other class":      {input: imported(older, c), rows: "c", want: []record{noIdentity(older)}},
	} {
		t.Run(name, func(t *testing.T) {
			got := read(t, "\n"+test.input+"\n"+imported(asff("next")), findings.Events)
			equal(t, "rows", got.ids, append(strings.Fields(test.rows), "next"))
			equal(t, "quarantined", got.records(), test.want)
			if got.counts.Empty != test.empty || got.counts.Coerced != test.bent {
				t.Errorf("%d empty events and %d values coerced, want %d and %d", got.counts.Empty, got.counts.Coerced, test.empty, test.bent)
			}
		})
	}
}
