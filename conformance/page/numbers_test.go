package page_test

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"security-hub-analytics/dashboard"
)

// TestPagesNumbers holds what the page shows, as a file and live, to SQL on DuckDB:
// every visual, as at first and under filters.
func TestPagesNumbers(t *testing.T) {
	tab := opened(t)
	d, err := dashboard.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	db := openLake(t)
	at, ok := ask(t, db, dashboard.Query{Text: "select max(ingested_at) from findings"}).rows[0][0].(time.Time)
	if !ok {
		t.Fatal("the lake has no time")
	}
	for how, base := range map[string]string{"file": file(lakeOf(t).lake), "live": serve(t)} {
		for _, chosen := range []url.Values{
			{}, {"account": {"000000100001"}}, {"severity": {"CRITICAL", "HIGH"}, "region": {"eu-west-1"}}, {"period": {"30"}, "recent": {"30"}, "product": {"~", "Inspector"}},
			{"severity": {"NOTHING"}}, {"state": {"*"}, "checked": {"PASSED"}},
		} {
			for _, s := range d.Sheets {
				visit(t, tab, base+"#"+s.ID+"?"+chosen.Encode())
				choices := choicesOf(s, chosen, at)
				for _, v := range s.Visuals {
					q := d.Query(v, choices, view)
					if v.Chart == dashboard.List {
						q = d.ListQuery(s, v, choices, dashboard.Rows{}, view)
					}
					clock := ticking(v)
					answer := ask(t, db, q)
					for _, row := range answer.rows {
						if clock >= 0 {
							row[clock] = "now"
						}
					}
					want := lines(v, answer, nil)
					if v.Chart == dashboard.Number {
						compareNumber(t, how+" "+chosen.Encode(), v, ask(t, db, q), in[string](t, tab, `document.querySelector("#v-`+v.ID+` .body").innerText`))
						continue
					}
					var got []string
					for _, row := range csv(t, tab, v.ID)[1:] {
						if clock >= 0 {
							row[clock] = "now"
						}
						for i := range row {
							if n, err := strconv.ParseFloat(row[i], 64); err == nil && i >= len(row)-len(v.Values) {
								row[i] = plain(n, "")
							}
							// What a spreadsheet would take for a formula has an apostrophe in front.
							if strings.HasPrefix(row[i], "'=") {
								row[i] = row[i][1:]
							}
						}
						got = append(got, strings.Join(row, "|"))
					}
					if slices.Sort(got); !slices.Equal(got, want) {
						t.Errorf("%s, %s of sheet %s under %q: SQL has %d rows, the page %d\n%.1500s\n\n%.1500s", how, v.ID, s.ID, chosen.Encode(), len(want), len(got), strings.Join(want, "\n"), strings.Join(got, "\n"))
					}
				}
			}
		}
	}
	quiet(t, tab)
}

// ticking is the column of an answer that goes with the clock: hours of silence are
// others by the time of the next question. -1 if there is none.
func ticking(v dashboard.Visual) int {
	if i := slices.Index(v.By, "silent_hours"); i >= 0 {
		return i
	}
	if i := slices.IndexFunc(v.Values, func(m dashboard.Measure) bool { return m.Column == "silent_hours" }); i >= 0 && v.Chart != dashboard.Number {
		return len(v.By) + i
	}
	return -1
}

// choicesOf is what the address of a sheet chooses, in the words of the model.
func choicesOf(s dashboard.Sheet, chosen url.Values, at time.Time) (c dashboard.Choices) {
	for _, f := range s.Filters {
		values, ok := chosen[f.ID]
		switch {
		case f.Period():
			days := f.Days
			if ok {
				days, _ = strconv.Atoi(values[0])
			}
			c.Since = at.UTC().AddDate(0, 0, -days).Format(time.DateOnly)
		case !ok && f.Default == nil || ok && values[0] == "*":
		default:
			if !ok {
				values = f.Default
			}
			choice := dashboard.Choice{ID: f.ID, Column: f.Column}
			for _, value := range values {
				if value == "~" {
					choice.Null = true
				} else {
					choice.Values = append(choice.Values, value)
				}
			}
			c.Columns = append(c.Columns, choice)
		}
	}
	return c
}

// compareNumber looks for the figure in what a card shows.
func compareNumber(t *testing.T, how string, v dashboard.Visual, a asked, shown string) {
	t.Helper()
	value := a.rows[0][0]
	var want string
	switch n := value.(type) {
	case nil:
		want = "–"
		if v.Empty != "" {
			want = v.Empty
		}
	case float64:
		want = rounded(n)
	default:
		want = fmt.Sprint(n)
		if v.Values[0].Format == dashboard.Hours { // 48 h are 2 days
			if h, err := strconv.Atoi(want); err == nil && h >= 48 {
				want = strconv.Itoa(h / 24)
			}
		}
	}
	if got := strings.ReplaceAll(shown, ",", ""); !strings.HasPrefix(got, want) && !strings.Contains(got, want) {
		t.Errorf("%s, %s: SQL has %s, the page shows %q", how, v.ID, want, shown)
	}
}
