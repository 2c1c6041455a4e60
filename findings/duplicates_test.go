package findings_test

import (
	"strings"
	"testing"

	"security-hub-analytics/findings"
)

// A member that comes twice is JSON. Of lists of findings all count, so that no
// finding vanishes, and the number of coerced values says that there were more.
func TestDuplicateMembersOfEvents(t *testing.T) {
	a, b := `{"findings":[`+asff("a")+`]}`, `{"findings":[`+asff("b")+`]}`
	for name, test := range map[string]struct {
		members string
		rows    string // "" means that the event is none of findings
		bent    int64
	}{
		"detail twice":                  {`"detail":` + a + `,"detail":` + b, "a b", 1},
		"detail three times":            {`"detail":` + a + `,"detail":` + a + `,"detail":` + b, "a a b", 2},
		"detail, then null":             {`"detail":` + a + `,"detail":null`, "a", 1},
		"null, then detail":             {`"detail":null,"detail":` + b, "b", 0}, // nothing was given up
		"detail, then one without":      {`"detail":` + a + `,"detail":{}`, "a", 1},
		"list twice":                    {`"detail":{"findings":[` + asff("a") + `],"findings":[` + asff("b") + `]}`, "a b", 1},
		"list, then null":               {`"detail":{"findings":[` + asff("a") + `],"findings":null}`, "a", 1},
		"list, then text":               {`"detail":{"findings":[` + asff("a") + `],"findings":"x"}`, "a", 1},
		"null, then list":               {`"detail":{"findings":null,"findings":[` + asff("b") + `]}`, "b", 0},
		"list, then object":             {`"detail":{"findings":[` + asff("a") + `],"findings":` + asff("b") + `}`, "a b", 2},
		"object, then list":             {`"detail":{"findings":` + asff("a") + `,"findings":[` + asff("b") + `]}`, "a b", 2},
		"name escaped":                  {`"detail":` + a + `,"det\u0061il":` + b, "a b", 1},
		"with a number for the id":      {`"id":1,"detail":` + a + `,"detail":` + b, "a b", 2},
		"coerced values of the first":   {`"detail":{"findings":[` + strings.Replace(asff("a"), `"a}{b\n\"]}"`, "5", 1) + `]},"detail":` + b, "a b", 2},
		"quarantined ones of the first": {`"detail":{"findings":[` + nameless + `,` + asff("a") + `]},"detail":` + b, "a b", 1},
	} {
		t.Run(name, func(t *testing.T) {
			input := `{"detail-type":"Security Hub Findings - Imported",` + test.members + `}`
			got := read(t, input, findings.Events)
			equal(t, "rows", got.ids, strings.Fields(test.rows))
			if got.counts.Coerced != test.bent {
				t.Errorf("%d values coerced, want %d", got.counts.Coerced, test.bent)
			}
			if test.rows == "" {
				equal(t, "quarantined", got.records(), []record{noEvent(input)})
			}
		})
	}
}

func TestDuplicateMembersOfFindings(t *testing.T) {
	first, last := `{"Label":"LOW","Normalized":1}`, `{"Original":"o"}`
	finding := `{"Id":"i","AwsAccountId":"1","Severity":` + first + `,"Title":"a","Severity":` + last + `,"Title":"b"}`
	var batch findings.Batch
	r := findings.NewReader(nil, findings.Events, &batch)
	r.Reset(strings.NewReader(imported(finding)))
	if err := r.Next(); err != nil {
		t.Fatal(err)
	}
	row := batch.Rows()[0]
	if row.SeverityLabel != nil || row.SeverityNormalized.Set || string(row.SeverityOriginal) != "o" || string(row.Title) != "b" {
		t.Errorf("severity %q, %v, %q, title %q", row.SeverityLabel, row.SeverityNormalized, row.SeverityOriginal, row.Title)
	}
	if string(row.Finding) != finding {
		t.Errorf("the original is %s", row.Finding)
	}
	if got := r.Counts().Coerced; got != 2 {
		t.Errorf("%d values coerced, want 2", got)
	}
}
