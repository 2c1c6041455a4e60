package page_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/dashboard"
	"security-hub-analytics/dashboard/quicksight"
	"security-hub-analytics/internal/definition"
	"security-hub-analytics/local"
)

const since = "2026-01-20"

// TestDefinitionsNumbers asks of every visual what its own query asks and what its
// part of the QuickSight definition asks, read back from the definition's JSON:
// fields, calculated fields and filters. The answers are the same; of a definition
// with a fault they are not.
func TestDefinitionsNumbers(t *testing.T) {
	t.Parallel()
	d, err := dashboard.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	text, err := quicksight.JSON(quicksight.Definition(d, func(string) any { return "arn" }))
	if err != nil {
		t.Fatal(err)
	}
	columns := map[string][]string{}
	for _, set := range quicksight.Datasets(d) {
		for _, c := range set.Columns {
			columns[set.Identifier] = append(columns[set.Identifier], c.Name)
		}
	}
	c := comparison{t, d, openLake(t), columns}
	empty := 0
	for _, s := range d.Sheets {
		for _, v := range s.Visuals {
			difference, n := c.differ(text, s, v)
			if difference != "" {
				t.Error(difference)
			}
			if n == 0 {
				empty++
				t.Logf("%s: nothing to compare", v.ID)
			}
		}
	}
	if empty > 2 {
		t.Errorf("%d visuals had nothing to compare", empty)
	}
	for _, fault := range []struct{ visual, old, new string }{
		{"open-critical", "{severity_label} = 'CRITICAL'", "{severity_label} = 'HIGH'"},
		{"open-critical", "addDateTime(-7,", "addDateTime(-45,"},
		{"mean-age", `"AVERAGE"`, `"MAX"`},
		{"top-accounts", `"CategoryValues":["OPEN"]`, `"CategoryValues":["PASSED"]`},
		{"titles-by-hour", `"CategoryValues":["FAILED"]`, `"CategoryValues":["PASSED"]`},
		{"failed-by-hour", `"ColumnName":"failed_count"`, `"ColumnName":"aws_account_id"`},
		{"score-over-time", `"IncludeMinimum":true`, `"IncludeMinimum":true,"Broken":1`},
	} {
		broken := strings.ReplaceAll(string(text), fault.old, fault.new)
		if fault.visual == "score-over-time" { // its filter is taken away
			broken = strings.ReplaceAll(string(text), `"Status":"ENABLED"`, `"Status":"DISABLED"`)
		}
		s, v, err := d.Find(fault.visual)
		if err != nil {
			t.Fatal(err)
		}
		if difference, _ := c.differ([]byte(broken), s, v); difference == "" {
			t.Errorf("%s with %s instead of %s answers the same", fault.visual, fault.new, fault.old)
		}
	}
}

// comparison compares a definition with the dashboard's own queries.
type comparison struct {
	t       *testing.T
	d       *dashboard.Dashboard
	db      *local.DB
	columns map[string][]string
}

// differ says how the answers to a visual differ, and how many rows its own query
// has.
func (c comparison) differ(text []byte, s dashboard.Sheet, v dashboard.Visual) (difference string, rows int) {
	read, err := definition.Read(text)
	if err != nil {
		return err.Error(), 0
	}
	choices := dashboard.Choices{Since: since}
	for _, f := range s.Filters {
		if f.Default != nil {
			choices.Columns = append(choices.Columns, dashboard.Choice{ID: f.ID, Column: f.Column, Values: f.Default})
		}
	}
	if v.Chart == dashboard.Number && len(v.Values) > 1 && !v.Values[1].Compares() {
		v.Values = v.Values[:1] // QuickSight has no place for the other
	}
	own := c.d.Query(v, choices, view)
	if v.Chart == dashboard.List {
		own = c.d.ListQuery(s, v, choices, dashboard.Rows{}, view)
	}
	q, err := read.Ask(v.ID, func(set string) []string { return c.columns[set] }, view, since)
	if err != nil {
		return err.Error(), 0
	}
	wanted := ask(c.t, c.db, own)
	var answered asked
	if err := c.db.Ask(c.t.Context(), q.SQL, nil, &answered); err != nil {
		return q.SQL + ": " + err.Error(), len(wanted.rows)
	}
	want, got := lines(v, wanted, nil), lines(v, answered, q.Dimensions)
	if !slices.Equal(want, got) {
		difference = fmt.Sprintf("%s: its query answers %d rows, the definition %d\n%s\n%s\n%.2000s\n\n%.2000s",
			v.ID, len(want), len(got), own.Text, q.SQL, strings.Join(want, "\n"), strings.Join(got, "\n"))
	}
	return difference, len(want)
}

// lines are the rows of an answer as text, sorted. Of a definition's answer,
// fields are the ids of the columns that are no numbers: a colour that is the bars'
// own column, and columns that a list only sorts by, are not compared.
func lines(v dashboard.Visual, a asked, fields []string) []string {
	var out []string
	for _, row := range a.rows {
		var cells []string
		for i, value := range row {
			format := dashboard.Text
			switch numbers := len(row) - len(v.Values); {
			case v.Chart != dashboard.List && i >= numbers:
				format = v.Values[i-numbers].Format
			case fields != nil && i < len(fields):
				name := strings.TrimPrefix(fields[i], v.ID+".")
				if name == "split" && v.Split == v.By[0] || v.Chart == dashboard.List && !slices.Contains(v.By, name) {
					continue
				}
				format = formatOf(v, name, i)
			case fields == nil:
				if i >= len(v.By) && v.Chart == dashboard.List {
					continue // there for filters
				}
				format = dashboard.WordOf(a.columns[i]).Format
			}
			cells = append(cells, plain(value, format))
		}
		out = append(out, strings.Join(cells, "|"))
	}
	slices.Sort(out)
	return out
}

// formatOf is the format of the column in a role of a visual.
func formatOf(v dashboard.Visual, role string, i int) dashboard.Format {
	column := map[string]string{"by": first(v.By), "rows": first(v.By), "split": v.Split}[role]
	if role == "columns" {
		column = v.By[1]
	}
	if column == "" {
		column = v.By[i]
	}
	return dashboard.WordOf(column).Format
}

func first(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return all[0]
}
