package dashboard

import (
	"slices"
	"strings"
	"testing"

	schema "security-hub-analytics/findings"
)

func made(t *testing.T, promoted ...string) *Dashboard {
	t.Helper()
	s, err := schema.NewSchema(promoted...)
	if err != nil {
		t.Fatal(err)
	}
	d, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestDashboard checks the content against the views: New fails if a view or a
// column that a visual names does not exist.
func TestDashboard(t *testing.T) {
	t.Parallel()
	var titles []string
	for _, s := range made(t).Sheets {
		titles = append(titles, s.Title)
		if !strings.HasSuffix(s.Question, "?") || len(s.Visuals) == 0 || len(s.Filters) == 0 {
			t.Errorf("sheet %q: question %q, %d visuals, %d filters", s.ID, s.Question, len(s.Visuals), len(s.Filters))
		}
		left := 0
		for _, v := range s.Visuals {
			left += v.Width
		}
		if left%12 != 0 {
			t.Errorf("sheet %q: its rows are not full", s.ID)
		}
	}
	if want := []string{"Overview", "Trend", "Compliance", "Accounts and Regions", "Resources", "Vulnerabilities", "Findings", "Pipeline"}; !slices.Equal(titles, want) {
		t.Errorf("sheets %q, want %q", titles, want)
	}
}

// TestPromotedColumns has a visual for each column that the stack's config adds.
func TestPromotedColumns(t *testing.T) {
	t.Parallel()
	d := made(t, "owner=Resources[0].Tags.Owner", "cost_centre=Resources[0].Tags.Cost")
	for _, id := range []string{"open-by-owner", "open-by-cost-centre"} {
		if _, v, err := d.Find(id); err != nil || v.By[0] == "" {
			t.Errorf("%v", err)
		}
	}
}

// TestCheck breaks the dashboard in each way that New refuses.
func TestCheck(t *testing.T) {
	t.Parallel()
	good := func() Visual {
		return Visual{
			ID: "a", Title: "A", Answers: "Is it?", View: "findings_enriched", Chart: Bars, Width: 6, Height: 5,
			By: []string{"region"}, Values: []Measure{rows("n")}, Empty: "None.",
		}
	}
	tests := []struct {
		name, want string
		breaks     func(v *Visual)
	}{
		{"good", "", func(*Visual) {}},
		{"view", `there is no view "no_view"`, func(v *Visual) { v.View = "no_view" }},
		{"column", `the view findings_enriched has no column "regon"`, func(v *Visual) { v.By[0] = "regon" }},
		{"colour", `has no column "severity"`, func(v *Visual) { v.Split = "severity" }},
		{"condition", `has no column "stat"`, func(v *Visual) { v.Where = []Condition{is("stat", "x")} }},
		{"condition of a measure", `has no column "stat"`, func(v *Visual) { v.Values[0].Where = []Condition{is("stat", "x")} }},
		{"measure", `has no column "cnt"`, func(v *Visual) { v.Values[0] = sum("cnt", "n") }},
		{"boolean", `column "is_open" is of type boolean`, func(v *Visual) { v.By[0] = "is_open" }},
		{"list", `column "packages" is of type array`, func(v *Visual) { v.View, v.By[0] = "finding_vulnerabilities", "packages" }},
		{"sum of text", `the sum of "title"`, func(v *Visual) { v.Values[0] = sum("title", "n") }},
		{"question", `question "Yes."`, func(v *Visual) { v.Answers = "Yes." }},
		{"silence", "does not say why it may be empty", func(v *Visual) { v.Empty = "" }},
		{"kind", "a pie of 1 columns", func(v *Visual) { v.Chart = "pie" }},
		{"heat map of one column", "a heat of 1 columns", func(v *Visual) { v.Chart = Heat }},
		{"two numbers and a split", "it is split into series", func(v *Visual) { v.Split, v.Values = "severity_label", []Measure{rows("n"), rows("m")} }},
		{"time", `the time "title" is of type varchar`, func(v *Visual) { v.Time = "title" }},
		{"day without days", "needs the column day_on", func(v *Visual) { v.Values[0] = rows("n").ago(7) }},
		{"colour of a measure", `no colour "pink"`, func(v *Visual) { v.Values[0] = rows("n").as("pink") }},
		{"onward", `leads to "nowhere"`, func(v *Visual) { v.Onward = "nowhere" }},
		{"id", "the id is not of", func(v *Visual) { v.ID = "A b" }},
		{"width", "does not fit", func(v *Visual) { v.Width = 12 }},
		{"link", `a link from "region" to "title"`, func(v *Visual) { v.Links = map[string]string{"region": "title"} }},
	}
	views := made(t).views
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			v := good()
			test.breaks(&v)
			first := good()
			first.ID = "first"
			d := &Dashboard{views: views, Sheets: []Sheet{{ID: "s", Title: "S", Question: "Why?", Filters: []Filter{account}, Visuals: []Visual{first, v}}}}
			err := d.check()
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}
