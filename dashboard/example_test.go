package dashboard

import (
	"fmt"
	"strings"
	"testing"
)

// example is the visual that docs/dashboard.md shows how to add.
const example = `{
	ID: "open-by-generator", Title: "Open findings by rule", Answers: "Which rule finds the most?",
	View: "findings_enriched", Chart: Bars, Width: whole, Height: tall, Where: []Condition{is("state", open)},
	By: []string{"generator_id"}, Split: "severity_label", Values: []Measure{rows("Open findings")}, Top: 12,
	Empty: "Nothing is open.",
},`

// exampleVisual is the same as Go.
func exampleVisual() Visual {
	return Visual{
		ID: "open-by-generator", Title: "Open findings by rule", Answers: "Which rule finds the most?",
		View: "findings_enriched", Chart: Bars, Width: whole, Height: tall, Where: []Condition{is("state", open)},
		By: []string{"generator_id"}, Split: "severity_label", Values: []Measure{rows("Open findings")}, Top: 12,
		Empty: "Nothing is open.",
	}
}

// TestExample adds the visual and looks at what follows from it.
func TestExample(t *testing.T) {
	t.Parallel()
	d := made(t)
	before := d.Datasets()
	d.Sheets[4].Visuals = append(d.Sheets[4].Visuals, exampleVisual())
	if err := d.check(); err != nil {
		t.Fatal(err)
	}
	after := d.Datasets()
	if len(after) != len(before) {
		t.Errorf("%d data sets became %d", len(before), len(after))
	}
	var added []string
	for i := range after {
		for _, c := range after[i].Columns {
			if !strings.Contains(fmt.Sprint(before[i].Columns), "{"+c.Name+" ") {
				added = append(added, after[i].View+"."+c.Name)
			}
		}
	}
	if got := strings.Join(added, " "); got != "findings_enriched.generator_id" {
		t.Errorf("the data sets have %q more", got)
	}
}
