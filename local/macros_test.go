package local

import (
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/sql"
)

// sugared is what DuckDB's parser makes of functions that are none to it.
var sugared = map[string]string{"count": "count_star", "year": "date_part"}

// noFunctions are what it takes for forms of SQL.
var noFunctions = []string{"coalesce", "date", "if"}

// TestTrials has what means the same on both engines. Many an expression is taken
// by DuckDB alone as well, and answered differently: without macro or setting it
// would be a wrong number that nobody notices.
func TestTrials(t *testing.T) {
	t.Parallel()
	db := openLake(t, t.TempDir())
	for _, trial := range sql.Trials() {
		t.Run(trial.Expression, func(t *testing.T) {
			wantAnswer(t, db, "select cast("+trial.Expression+" as varchar)", trial.Answer)
			called, _, err := db.called(t.Context(), "select "+trial.Expression)
			if err != nil || !slices.Contains(noFunctions, trial.Function) && !slices.ContainsFunc(called, func(f function) bool {
				return f.name == trial.Function || f.name == sugared[trial.Function]
			}) {
				t.Errorf("it calls %v, not %s: %v", called, trial.Function, err)
			}
		})
	}
	// No function, but as easily wrong.
	for expression, want := range map[string]string{
		"7 / 2": "3", "-7 / 2": "-3", "cast(7 as double) / 2 = 3.5": "true",
		"(select array_join(array_agg(coalesce(cast(x as varchar), 'null')), ',') from (select x from (values (2), (null), (1)) as t(x) order by x desc))": "2,1,null",
		"cardinality(cast(null as varchar))": "null",
	} {
		wantAnswer(t, db, "select "+expression, want)
	}
}

// TestRefusedByTrino has what DuckDB would make something of.
func TestRefusedByTrino(t *testing.T) {
	t.Parallel()
	db := openLake(t, t.TempDir())
	tests := []struct{ expression, want string }{
		{"from_iso8601_timestamp('2026-02-03 04:05:06')", "not ISO 8601"},
		{"from_iso8601_timestamp('yesterday')", "not ISO 8601"},
		{"from_iso8601_date('2026-2-3')", "not ISO 8601"},
		{"date_format(timestamp '2026-02-03 04:05:06', '%u')", "format"},
		{"date_add('fortnight', 1, date '2026-02-03')", "unknown unit fortnight"},
		{`json_extract_scalar('{"a": 1}', 'a')`, "a path begins with $"},
		{`json_extract('{"a": 1}', '/a')`, "a path begins with $"},
	}
	for _, test := range tests {
		t.Run(test.expression, func(t *testing.T) {
			var all collected
			_, err := db.Query(t.Context(), "select "+test.expression, &all)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, rows %v, want an error with %q", err, all.rows, test.want)
			}
		})
	}
}
