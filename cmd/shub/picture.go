package main

import (
	"context"
	"database/sql/driver"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"security-hub-analytics/lake"
	"security-hub-analytics/local"
)

// maxHours is how many lines the chart has at the most.
const maxHours = 12

// picture shows what a run came to.
func (l *localRun) picture(ctx context.Context, e env, inputs *local.Inputs, delivered local.Delivered, report lake.Report, db *local.DB) error {
	if len(l.paths) == 0 {
		if _, err := fmt.Fprintln(e.out, "Built-in sample: findings that other projects published (local/sample/SOURCES.md)"); err != nil {
			return err
		}
	}
	lines := slices.Concat(l.way(inputs, delivered, report), reportLines(report), [][2]string{{"lake", l.out + " (made anew by each run)"}})
	if err := writePairs(e.out, lines); err != nil {
		return err
	}
	if err := l.writeDoubt(e.out, report, delivered.Unmatched); err != nil {
		return err
	}
	if err := severityByHour(ctx, e.out, db); err != nil {
		return err
	}
	return l.hints(e, len(report.Quarantined) > 0)
}

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
)

// severityByHour draws the chart.
func severityByHour(ctx context.Context, to screen, db *local.DB) error {
	what := "Failed findings"
	hours, err := queryHours(ctx, db, failedByHour)
	if err == nil && len(hours) == 0 {
		what = "Findings, none of them FAILED,"
		hours, err = queryHours(ctx, db, allByHour)
	}
	if err != nil || len(hours) == 0 {
		return err
	}
	// What has no time is sorted first; it is shown last, after the latest hour.
	var timeless []hour
	if hours[0].name == "" {
		timeless, hours = hours[:1], hours[1:]
	}
	which := "distinct titles"
	if len(hours) > maxHours {
		which += fmt.Sprintf(", latest %d of %s hours", maxHours, count(int64(len(hours))))
		hours = hours[len(hours)-maxHours:]
	}
	if _, err := fmt.Fprintf(to, "\n%s %s\n", to.paint(bold, what+" by hour and severity"), to.paint(faint, "("+which+")")); err != nil {
		return err
	}
	return chart(to, slices.Concat(hours, timeless))
}

// queryHours reads hours that have findings, the latest last; what has no time
// comes before them.
func queryHours(ctx context.Context, db *local.DB, query string) ([]hour, error) {
	var rows hourRows
	if _, err := db.Query(ctx, query, &rows); err != nil {
		return nil, err
	}
	slices.SortFunc(rows.hours, func(a, b hour) int { return strings.Compare(a.name, b.name) })
	return rows.hours, nil
}

// hourRows gathers the rows of one hour.
type hourRows struct{ hours []hour }

// Columns has nothing to learn: the query is ours.
func (r *hourRows) Columns([]local.Column) error { return nil }

// Row adds a count to its hour.
func (r *hourRows) Row(values []driver.Value) error {
	name, _ := values[0].(string)
	label, _ := values[1].(string)
	n, ok := values[2].(*big.Int) // the sum of bigints
	if !ok {
		return fmt.Errorf("reading the chart's numbers: %T is no sum", values[2])
	}
	at := slices.IndexFunc(r.hours, func(h hour) bool { return h.name == name })
	if at < 0 {
		at = len(r.hours)
		r.hours = append(r.hours, hour{name: name})
	}
	r.hours[at].counts[severityOf(label)] += n.Int64()
	return nil
}

// hints say how to go on.
func (l *localRun) hints(e env, quarantined bool) error {
	query := e.self + " query --lake " + shellWord(l.out)
	for _, column := range l.columns {
		query += " --column " + shellWord(column)
	}
	questions := []string{
		query + " \\\n    'select severity_label, count(*) as n from findings group by 1'",
		query + " 'show tables'",
		e.self + " local PATH...   # your own events; bare findings with --as findings",
	}
	if quarantined {
		questions = slices.Insert(questions, 1,
			query+" \\\n    'select reason, raw_object, \"offset\", bytes from quarantine'")
	}
	_, err := fmt.Fprintf(e.out, "\n%s\n  %s\n", e.out.paint(bold, "Next"), strings.Join(questions, "\n  "))
	return err
}

// shellWord quotes what a shell would not take for one word.
func shellWord(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./=:@+,%", r)
	}
	if word != "" && strings.IndexFunc(word, func(r rune) bool { return !plain(r) }) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
