package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"security-hub-analytics/lake"
	"security-hub-analytics/local"
)

// picture shows what a run came to.
func (l *localRun) picture(ctx context.Context, e env, inputs *local.Inputs, delivered local.Delivered, report lake.Report, db *local.DB, drawn string) error {
	if len(l.paths) == 0 {
		about := "Built-in sample: findings that others published (local/sample/SOURCES.md)"
		if inputs.Generated > 0 {
			about += "\nand made-up history, in accounts named synthetic-* (--real-only leaves it out)"
		}
		if _, err := fmt.Fprintln(e.out, about); err != nil {
			return err
		}
	}
	lines := slices.Concat(l.way(inputs, delivered, report), reportLines(report), [][2]string{
		{"lake", l.out + " (made anew by each run)"}, {"page", drawn + " (open it in a browser)"},
	})
	if err := writePairs(e.out, lines); err != nil {
		return err
	}
	if err := l.writeDoubt(e.out, report, delivered.Matched, delivered.Unmatched); err != nil {
		return err
	}
	if err := openByDay(ctx, e.out, db); err != nil {
		return err
	}
	if err := severityByHour(ctx, e.out, db); err != nil {
		return err
	}
	return l.hints(e, len(report.Quarantined) > 0)
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
