package dashboard

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// TestQuery has the whole text for each kind of thing that a query can hold.
func TestQuery(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		visual  Visual
		choices Choices
		want    string
		args    string
	}{
		{
			"counted", Visual{View: "findings_enriched", Chart: Bars, By: []string{"region"}, Split: "severity_label", Values: []Measure{rows("n")}, Where: []Condition{is("state", "OPEN")}},
			Choices{},
			`select "region" as "region", "severity_label" as "severity_label", count(1) as "value_1" from "findings_enriched" where "state" in ('OPEN') group by 1, 2 order by 1, 2`, "[]",
		},
		{
			"chosen, with what is not chosen by name", Visual{View: "findings_enriched", Chart: Bars, By: []string{"region"}, Values: []Measure{rows("n")}},
			Choices{Columns: []Choice{{Column: "region", Values: []string{"a'b", "c"}, Null: true}, {Column: "standards_id", Values: []string{"x"}}}},
			`select "region" as "region", count(1) as "value_1" from "findings_enriched" where ("region" in (?, ?) or "region" is null) group by 1 order by 1`, "[a'b c]",
		},
		{
			"nothing chosen", Visual{View: "findings_enriched", Chart: Bars, By: []string{"region"}, Values: []Measure{rows("n")}},
			Choices{Columns: []Choice{{Column: "region"}}},
			`select "region" as "region", count(1) as "value_1" from "findings_enriched" where false group by 1 order by 1`, "[]",
		},
		{
			"a day and the day before", Visual{View: "open_findings_by_day", Chart: Number, Values: []Measure{sum("open_count", "n").ago(7).of(is("severity_label", "HIGH"))}},
			Choices{Since: "2026-01-01"},
			`select cast(coalesce(sum(case when "severity_label" in ('HIGH') and day_on = date_add('day', -7, (select max(day_on) from "open_findings_by_day")) then "open_count" end), 0) as bigint) as "value_1" from "open_findings_by_day"`, "[]",
		},
		{
			"a period", Visual{View: "severity_by_hour", Chart: Columns, By: []string{"hour_at"}, Time: "hour_at", Values: []Measure{mean("failed_count", "n", Days)}},
			Choices{Since: "2026-01-01"},
			`select "hour_at" as "hour_at", avg("failed_count") as "value_1" from "severity_by_hour" where "hour_at" >= cast(? as date) group by 1 order by 1`, "[2026-01-01]",
		},
		{
			"a list of what is not so", Visual{View: "findings_enriched", Chart: List, By: []string{"title"}, Where: []Condition{isNot("state", "OPEN"), known("region"), atLeast("age_days", 3)}},
			Choices{},
			`select "title" as "title" from "findings_enriched" where ("state" is null or "state" not in ('OPEN')) and "region" is not null and "age_days" >= 3`, "[]",
		},
	}
	d := made(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := d.Query(test.visual, test.choices, func(view string) string { return quoted(view) })
			if got.Text != test.want || fmt.Sprint(got.Args) != test.args {
				t.Errorf("got  %s %v\nwant %s %s", got.Text, got.Args, test.want, test.args)
			}
		})
	}
}

var literals = regexp.MustCompile(`'[^']*'`)

// TestQueriesHoldNoChoices checks of every visual that what a reader chooses is
// bound, never written.
func TestQueriesHoldNoChoices(t *testing.T) {
	t.Parallel()
	d, said := made(t), 0
	for _, s := range d.Sheets {
		for _, v := range s.Visuals {
			c := Choices{Since: "evil'"}
			for _, f := range s.Filters {
				c.Columns = append(c.Columns, Choice{Column: f.Column, Values: []string{"evil'"}})
			}
			q := d.Query(v, c, func(view string) string { return view })
			said += len(q.Args)
			if strings.Contains(q.Text, "evil") || strings.Count(literals.ReplaceAllString(q.Text, ""), "?") != len(q.Args) {
				t.Errorf("%s: %s %v", v.ID, q.Text, q.Args)
			}
		}
	}
	if said == 0 {
		t.Error("nothing was chosen")
	}
}

// TestCubes has the text for a cube and a list.
func TestCubes(t *testing.T) {
	t.Parallel()
	d := made(t)
	same := func(view string) string { return view }
	for _, c := range d.Cubes() {
		got := d.CubeQuery(c, "2026-01-01", same)
		if c.View == "severity_by_hour" {
			want := `select "hour_at" as "hour_at", "severity_label" as "severity_label", "aws_account_id" as "aws_account_id", cast(coalesce(sum("failed_count"), 0) as bigint) as "sum_failed_count"` +
				` from severity_by_hour where "hour_at" >= cast(? as date) group by 1, 2, 3 order by 1, 2, 3`
			if got.Text != want || fmt.Sprint(got.Args) != "[2026-01-01]" {
				t.Errorf("got  %s %v\nwant %s", got.Text, got.Args, want)
			}
		}
		// Figures of all time must not lose their beginning.
		if c.View == "pipeline_by_day" && len(got.Args) > 0 {
			t.Errorf("it leaves out what is old: %s", got.Text)
		}
	}
	s, v, err := d.Find("suppressed")
	if err != nil {
		t.Fatal(err)
	}
	v.By = []string{"title", "note_text"}
	got := d.ListQuery(s, v, Choices{Columns: []Choice{{Column: "region", Null: true}}}, Rows{Search: "x", Limit: 50, Offset: 100}, same)
	want := `select "title" as "title", "note_text" as "note_text", "aws_account_id" as "aws_account_id", "region" as "region", "severity_label" as "severity_label", "product_name" as "product_name", "compliance_status" as "compliance_status"` +
		` from suppressed_findings where ("region" is null) and (strpos(lower(cast("title" as varchar)), lower(?)) > 0 or strpos(lower(cast("note_text" as varchar)), lower(?)) > 0)` +
		` order by "suppressed_at" desc nulls last, "title" nulls last limit 50 offset 100`
	if got.Text != want || fmt.Sprint(got.Args) != "[x x]" {
		t.Errorf("got  %s %v\nwant %s", got.Text, got.Args, want)
	}
}
