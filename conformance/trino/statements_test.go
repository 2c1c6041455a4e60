package trino

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/internal/seed"
	"security-hub-analytics/local"
	"security-hub-analytics/sql"
)

const (
	seedView    = "security-hub-rolled-up-finding"
	seedTable   = "security-hub-crawled-findings"
	seedColumns = "year_month_day, compliance_status, workflowstate, severity_label, cnt"
)

// seedRuns pastes the seed's statements. Its view replaces ours of that name and
// says the same; once it is dropped, and the other one too, all of ours still answers.
func seedRuns(t *testing.T, trino, moto string, w world, db *local.DB) {
	t.Helper()
	columns := []column{{"year_month_day", "varchar"}, {"compliance_status", "varchar"}, {"workflowstate", "varchar"}, {"severity_label", "varchar"}, {"cnt", "bigint"}}
	query := "select " + seedColumns + " from " + sql.Database + "." + quoted(seedView)
	ours, err := trinoLines(t.Context(), trino, w.database, query, columns)
	check(t, err)
	say(t, trino, w.database, seed.CreateView)
	theirs, err := trinoLines(t.Context(), trino, w.database, query, columns)
	check(t, err)
	if text := differ(theirs, ours); text != "" || len(ours) == 0 {
		t.Errorf("the seed's view (first) and ours (second), %d rows: %s", len(ours), text)
	}
	say(t, trino, w.database, seed.DropView)
	if err := checkValid(t.Context(), trino, w.database, seedView); err == nil {
		t.Error("the view is still there")
	}
	say(t, trino, w.database, "drop view "+quoted(seedTable))
	for _, view := range w.views {
		if view.Name != seedView && view.Name != seedTable {
			check(t, checkValid(t.Context(), trino, w.database, view.Name))
		}
	}
	columns = []column{{"n", "bigint"}}
	same(t, trino, w, db, "select count(*) as n from open_findings", columns)
	a := aws{t.Context(), moto}
	for _, view := range w.views {
		if view.Name == seedView || view.Name == seedTable {
			table, err := view.GlueTable(w.database)
			check(t, err)
			check(t, a.createTable(w.database, w.bucket, table))
			check(t, checkValid(t.Context(), trino, w.database, view.Name))
		}
	}
}

// savedQueriesRun makes every view anew by its saved query, first over the one
// that is there, then in a database that has the tables alone.
func savedQueriesRun(t *testing.T, trino, moto string, w world, db *local.DB) {
	t.Helper()
	a := aws{t.Context(), moto}
	bare := "tables_alone"
	check(t, a.install(bare, w.bucket, sql.Tables(w.schema, w.since), nil))
	for _, database := range []string{w.database, bare} {
		for _, view := range w.views {
			say(t, trino, database, view.Statement())
		}
	}
	for _, view := range w.views {
		check(t, checkTypes(t.Context(), trino, bare, view.Name, viewColumns(view)))
	}
	// The last one reads others, which read tables.
	last := w.views[len(w.views)-1]
	columns := viewColumns(last)
	w.database = bare
	same(t, trino, w, db, "select "+list(columns)+" from "+quoted(last.Name), columns)
}

// trialsHold has Trino answer the expressions that docs and macros promise.
func trialsHold(t *testing.T, trino, database string) {
	t.Helper()
	trials := sql.Trials()
	for batch := range slices.Chunk(trials, 30) {
		var all []string
		for _, trial := range batch {
			all = append(all, "cast("+trial.Expression+" as varchar)")
		}
		a, err := ask(t.Context(), trino, database, "select "+strings.Join(all, ", "))
		for i, trial := range batch {
			row := a.rows
			if err != nil { // one of them
				alone, err := ask(t.Context(), trino, database, "select "+all[i])
				if err != nil {
					t.Errorf("%s: %v", trial.Expression, err)
					continue
				}
				row = [][]any{make([]any, len(batch))}
				row[0][i] = alone.rows[0][0]
			}
			got := "null"
			if row[0][i] != nil {
				got = fmt.Sprint(row[0][i])
			}
			if got != trial.Answer {
				t.Errorf("%s is %q on Trino, not %q", trial.Expression, got, trial.Answer)
			}
		}
	}
}

// clock says that an answer depends on when the question is put, limited that ties
// at the end of the list may fall either way.
var (
	clock   = regexp.MustCompile(`product_coverage|localtimestamp|current_date|now\(`)
	limited = regexp.MustCompile(`(?m)^limit `)
)

// questionHolds asks a saved question on both engines.
func questionHolds(t *testing.T, trino string, w world, db *local.DB, q sql.Question) {
	t.Helper()
	a, err := ask(t.Context(), trino, w.database, q.SQL)
	if err != nil {
		t.Fatal(err)
	}
	if clock.MatchString(q.SQL) || limited.MatchString(q.SQL) {
		return
	}
	_, err = checkSame(t.Context(), trino, w.database, db, q.SQL, a.columns)
	check(t, err)
}

// say has Trino run a statement that has no answer.
func say(t *testing.T, trino, database, statement string) {
	t.Helper()
	if _, err := ask(t.Context(), trino, database, statement); err != nil {
		t.Errorf("%.60s ...: %v", statement, err)
	}
}
