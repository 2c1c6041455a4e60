package dashboard

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var idPattern = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// check finds what would fail when it is drawn: views and columns that do not
// exist, and visuals whose kind lacks what it needs or has what it cannot show.
func (d *Dashboard) check() error {
	var errs []error
	sheets, visuals := map[string]bool{}, map[string]bool{}
	for _, s := range d.Sheets {
		if !idPattern.MatchString(s.ID) || sheets[s.ID] {
			errs = append(errs, fmt.Errorf("sheet %q: the id is not of [a-z0-9-], or there twice", s.ID))
		}
		sheets[s.ID] = true
	}
	for _, s := range d.Sheets {
		left := 0
		for _, v := range s.Visuals {
			problems := d.checkVisual(v)
			if !idPattern.MatchString(v.ID) || visuals[v.ID] {
				problems = append(problems, "the id is not of [a-z0-9-], or there twice")
			}
			if v.Onward != "" && !sheets[v.Onward] {
				problems = append(problems, fmt.Sprintf("leads to %q, which is no sheet", v.Onward))
			}
			if left += v.Width; left > 12 {
				problems = append(problems, "does not fit beside those before it")
			}
			left %= 12
			visuals[v.ID] = true
			for _, problem := range problems {
				errs = append(errs, fmt.Errorf("visual %q of sheet %q: %s", v.ID, s.ID, problem))
			}
		}
		for _, f := range s.Filters {
			if !slices.ContainsFunc(s.Visuals, func(v Visual) bool { return d.Heeds(v, f) }) {
				errs = append(errs, fmt.Errorf("sheet %q: no visual heeds the filter %q", s.ID, f.ID))
			}
		}
	}
	return errors.Join(errs...)
}

func (d *Dashboard) checkVisual(v Visual) (problems []string) {
	problem := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	if _, ok := d.views[v.View]; !ok {
		problem("there is no view %q", v.View)
		return problems
	}
	for _, column := range d.reads(v) {
		switch trino := d.Type(v, column); {
		case trino == "":
			problem("the view %s has no column %q", v.View, column)
		case trino == "boolean" || strings.Contains(trino, "(") && trino != "timestamp(3)":
			// QuickSight takes a boolean for a number, and knows no lists.
			problem("column %q is of type %s, which a dashboard cannot show", column, trino)
		}
	}
	if !strings.HasSuffix(v.Answers, "?") || v.Title == "" || strings.HasSuffix(v.Title, ".") {
		problem("title %q, question %q", v.Title, v.Answers)
	}
	if v.Empty == "" && v.Chart != Number {
		problem("it does not say why it may be empty")
	}
	if v.Width < 1 || v.Width > 12 || v.Height < 1 || v.Height > 20 {
		problem("it takes %d twelfths and %d rows", v.Width, v.Height)
	}
	by, values := len(v.By), len(v.Values)
	if n := map[Chart][4]int{ // fewest and most of By, of Values
		Number: {0, 0, 1, 2}, Line: {1, 1, 1, 6}, Columns: {1, 1, 1, 6}, Bars: {1, 1, 1, 6},
		Heat: {2, 2, 1, 1}, Table: {1, 8, 1, 8}, List: {1, 20, 0, 0},
	}[v.Chart]; by < n[0] || by > n[1] || values < n[2] || values > n[3] || n[3]+n[1] == 0 {
		problem("a %s of %d columns and %d numbers", v.Chart, by, values)
	}
	if v.Split != "" && (values != 1 || v.Chart != Line && v.Chart != Columns && v.Chart != Bars) {
		problem("it is split into series, but is no chart of one number")
	}
	if v.Chart == List && len(v.Order) == 0 {
		problem("a list without an order")
	}
	if t := d.Type(v, v.Time); v.Time != "" && t != "date" && t != "timestamp(3)" {
		problem("the time %q is of type %s", v.Time, t)
	}
	for _, m := range v.Values {
		problems = append(problems, d.checkMeasure(v, m)...)
	}
	for below, above := range v.Under {
		if !slices.Contains(v.By, below) || !slices.Contains(v.By, above) || v.Under[above] != "" {
			problem("%q under %q, which it does not show", below, above)
		}
	}
	for from, to := range v.Links {
		if !slices.Contains(v.By, from) || !slices.Contains(v.By, to) {
			problem("a link from %q to %q, which it does not show", from, to)
		}
	}
	return problems
}

func (d *Dashboard) checkMeasure(v Visual, m Measure) (problems []string) {
	trino := d.Type(v, m.Column)
	number := trino == "bigint" || trino == "integer" || trino == "double"
	switch m.Aggregation {
	case Count:
		if counter := d.Counter(v); counter != "finding_id" && counter != "package_index" {
			problems = append(problems, fmt.Sprintf("it counts rows of %s, of which %q may be null", v.View, counter))
		}
		if m.Column != "" {
			problems = append(problems, "it counts rows, and names a column")
		}
	case Sum: // of whole numbers, so that parts give the very same sum
		if !number || trino == "double" {
			problems = append(problems, fmt.Sprintf("the sum of %q, which is of type %s", m.Column, trino))
		}
	case Mean:
		if !number || trino == "double" {
			problems = append(problems, fmt.Sprintf("the mean of %q, which is of type %s", m.Column, trino))
		}
	case Max, Min:
		if !number && trino != "timestamp(3)" && trino != "date" {
			problems = append(problems, fmt.Sprintf("the %s of %q, which is of type %s", m.Aggregation, m.Column, trino))
		}
	default:
		problems = append(problems, fmt.Sprintf("no aggregation is called %q", m.Aggregation))
	}
	if m.Snapshot && (d.Type(v, "day_on") != "date" || len(v.Where) > 0) {
		problems = append(problems, "the number of one day needs the column day_on, and a visual without conditions")
	}
	if _, ok := Light.Values[m.Colour]; m.Colour != "" && !ok {
		problems = append(problems, fmt.Sprintf("the palette has no colour %q", m.Colour))
	}
	return problems
}
