package main

import (
	"context"
	"database/sql/driver"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"security-hub-analytics/local"
)

const (
	// maxHours and maxDays are how many lines the charts have at the most.
	maxHours, maxDays = 6, 12
	// lastDays is the time that the chart of days is about.
	lastDays = 60
)

// failedByHour is the seed's question; without failed findings, as of products
// that check nothing, all of them are shown instead.
const (
	failedByHour = `
select year_month_day_hour, severity_label, sum(cnt)
from "security-hub-rolled-up-finding"
where compliance_status = 'FAILED'
group by year_month_day_hour, severity_label`
	allByHour = `
select year_month_day_hour, severity_label, sum(cnt)
from "security-hub-rolled-up-finding"
group by year_month_day_hour, severity_label`
	openFindings = `
select cast(day_on as varchar), severity_label, sum(open_count)
from open_findings_by_day
group by day_on, severity_label`
)

// openByDay draws how many findings were open, over the last days.
func openByDay(ctx context.Context, to screen, db *local.DB) error {
	days, err := queryLines(ctx, db, openFindings)
	if err != nil {
		return err
	}
	days = days[max(0, len(days)-lastDays):]
	first := slices.IndexFunc(days, func(l line) bool { return l.total() > 0 })
	if first < 0 {
		return nil
	}
	days = days[first:]
	step := (len(days) + maxDays - 1) / maxDays
	var shown []line
	for i := len(days) - 1; i >= 0; i -= step {
		shown = append(shown, days[i])
	}
	slices.Reverse(shown)
	which := "at the end of each day"
	if step > 1 {
		which = fmt.Sprintf("every %s of the last %d days", ordinal(step), len(days))
	}
	if err := heading(to, "Open findings", which); err != nil {
		return err
	}
	return chart(to, "day (UTC)", shown)
}

// ordinal is a number as which of several.
func ordinal(n int) string {
	switch n {
	case 2:
		return "2nd"
	case 3:
		return "3rd"
	}
	return fmt.Sprintf("%dth", n)
}

// severityByHour draws the seed's chart.
func severityByHour(ctx context.Context, to screen, db *local.DB) error {
	what := "Failed findings"
	hours, err := queryLines(ctx, db, failedByHour)
	if err == nil && len(hours) == 0 {
		what = "Findings, none of them FAILED,"
		hours, err = queryLines(ctx, db, allByHour)
	}
	if err != nil || len(hours) == 0 {
		return err
	}
	// What has no time is sorted first; it is shown last, after the latest hour.
	var timeless []line
	if hours[0].name == "" {
		timeless, hours = hours[:1], hours[1:]
	}
	which := "distinct titles"
	if len(hours) > maxHours {
		which += fmt.Sprintf(", latest %d of %s hours", maxHours, count(int64(len(hours))))
		hours = hours[len(hours)-maxHours:]
	}
	if err := heading(to, what+" by hour of update", which); err != nil {
		return err
	}
	return chart(to, "hour (UTC)", slices.Concat(hours, timeless))
}

func heading(to screen, what, which string) error {
	_, err := fmt.Fprintf(to, "\n%s %s\n", to.paint(bold, what), to.paint(faint, "("+which+")"))
	return err
}

// queryLines reads the lines of a chart, the latest last; what has no time
// comes before them.
func queryLines(ctx context.Context, db *local.DB, query string) ([]line, error) {
	var rows lineRows
	if _, err := db.Query(ctx, query, &rows); err != nil {
		return nil, err
	}
	slices.SortFunc(rows.lines, func(a, b line) int { return strings.Compare(a.name, b.name) })
	return rows.lines, nil
}

// lineRows gathers the rows of one line: a time, a severity, a sum.
type lineRows struct{ lines []line }

// Columns has nothing to learn: the query is ours.
func (r *lineRows) Columns([]local.Column) error { return nil }

// Row adds a count to its line.
func (r *lineRows) Row(values []driver.Value) error {
	name, _ := values[0].(string)
	label, _ := values[1].(string)
	n, ok := values[2].(*big.Int) // the sum of bigints
	if !ok {
		return fmt.Errorf("reading the chart's numbers: %T is no sum", values[2])
	}
	at := slices.IndexFunc(r.lines, func(l line) bool { return l.name == name })
	if at < 0 {
		at = len(r.lines)
		r.lines = append(r.lines, line{name: name})
	}
	r.lines[at].counts[severityOf(label)] += n.Int64()
	return nil
}
