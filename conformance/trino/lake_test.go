package trino

import (
	"testing"
	"time"

	"security-hub-analytics/local"
	"security-hub-analytics/sql"
)

// now is where the clock stands in the one view that asks it.
var now = time.Date(2026, 11, 24, 9, 8, 7, 0, time.UTC)

// slow is how long a query may take before the log says so.
const slow = 5 * time.Second

// TestSample has the lake of the sample read: tables by their declarations, every
// column filled, every view as on DuckDB.
func TestSample(t *testing.T) {
	trino, moto := servers(t)
	schema := withPromoted(t)
	folder, since := sampleLake(t, schema)
	w := newWorld(t, sql.Database, folder, since, schema)
	w.deploy(t, moto)
	db := w.duck(t)
	for _, table := range sql.Tables(w.schema, w.since) {
		columns := tableColumns(table.Name, w.schema)
		t.Run(table.Name+" has its types", func(t *testing.T) {
			check(t, checkTypes(t.Context(), trino, w.database, table.Name, columns))
		})
		t.Run(table.Name+" is filled", func(t *testing.T) {
			check(t, checkFilled(t.Context(), trino, w.database, table.Name, columns))
		})
		t.Run(table.Name+" is the same", func(t *testing.T) {
			same(t, trino, w, db, "select "+list(columns)+" from "+table.Name, columns)
		})
	}
	t.Run("extremes are found", func(t *testing.T) {
		check(t, checkExtremes(t.Context(), trino, w.database, withoutPartition(tableColumns("findings", w.schema))))
		wrongStatisticsAreRefused(t, trino, moto, w)
	})
	w.checkViews(t, trino, db)
	t.Run("trials", func(t *testing.T) { trialsHold(t, trino, w.database) })
	t.Run("what is apart", func(t *testing.T) { apartStill(t, trino, w.database, db) })
	t.Run("the seed's SQL", func(t *testing.T) { seedRuns(t, trino, moto, w, db) })
	t.Run("what the program sends", func(t *testing.T) { programIsRead(t, trino, moto, w, db) })
	t.Run("saved queries", func(t *testing.T) { savedQueriesRun(t, trino, moto, w, db) })
}

// TestHistory has the lake of a made history read, in a database of another name.
func TestHistory(t *testing.T) {
	trino, moto := servers(t)
	schema := withPromoted(t)
	folder, since := historyLake(t, schema)
	w := newWorld(t, "another_stack", folder, since, schema)
	w.deploy(t, moto)
	db := w.duck(t)
	for _, table := range sql.Tables(w.schema, w.since) {
		columns := tableColumns(table.Name, w.schema)
		t.Run(table.Name+" is the same", func(t *testing.T) {
			same(t, trino, w, db, "select "+list(columns)+" from "+table.Name, columns)
		})
	}
	t.Run("a day is read by its partition", func(t *testing.T) {
		columns := []column{{"n", "bigint"}, {"days", "bigint"}}
		same(t, trino, w, db, "select count(*) as n, count(distinct ingest_date) as days from findings where ingest_date between '2026-11-12' and '2026-11-14'", columns)
	})
	w.checkViews(t, trino, db)
	questions, err := sql.Questions()
	check(t, err)
	for _, q := range questions {
		t.Run("question "+q.Name, func(t *testing.T) { questionHolds(t, trino, w, db, q) })
	}
	t.Run("planted", func(t *testing.T) { plantedAreRefused(t, trino, moto, w, db) })
}

// checkViews checks every view: ours, the seed's, and the one in testdata.
func (w world) checkViews(t *testing.T, trino string, db *local.DB) {
	t.Helper()
	custom := false
	for _, view := range w.views {
		custom = custom || view.Custom
		t.Run(view.Name, func(t *testing.T) {
			columns := viewColumns(view)
			check(t, checkTypes(t.Context(), trino, w.database, view.Name, columns))
			query := "select " + list(columns) + " from " + quoted(view.Name)
			if at := view.At(now); at != view.SQL {
				check(t, checkValid(t.Context(), trino, w.database, view.Name))
				query = at
			}
			same(t, trino, w, db, query, columns)
		})
	}
	if !custom {
		t.Error("the view of testdata is not among sql/custom: this is to run by conformance/run trino")
	}
}

// same fails the test where the engines differ, and where there was nothing to differ.
func same(t *testing.T, trino string, w world, db *local.DB, query string, columns []column) {
	t.Helper()
	began := time.Now()
	rows, err := checkSame(t.Context(), trino, w.database, db, query, columns)
	if err != nil {
		t.Error(err)
		return
	}
	if rows == 0 {
		t.Error("both say nothing: the data shall have something for this")
	}
	if took := time.Since(began); took > slow {
		t.Logf("%d rows, %.1f s", rows, took.Seconds())
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Error(err)
	}
}
