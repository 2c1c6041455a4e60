package trino

import (
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
		for _, view := range w.views {
			check(t, checkValid(t.Context(), trino, database, view.Name))
			check(t, checkTypes(t.Context(), trino, database, view.Name, viewColumns(view)))
		}
	}
	there := w
	there.database = bare
	for _, view := range w.views {
		columns := viewColumns(view)
		if view.At(now) == view.SQL {
			_, err := checkSame(t.Context(), trino, there.database, db, "select "+list(columns)+" from "+quoted(view.Name), columns)
			if err != nil {
				t.Errorf("%s: %v", view.Name, err)
			}
		}
	}
}

// say has Trino run a statement that has no answer.
func say(t *testing.T, trino, database, statement string) {
	t.Helper()
	if _, err := ask(t.Context(), trino, database, statement); err != nil {
		t.Errorf("%.60s ...: %v", statement, err)
	}
}
