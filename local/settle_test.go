package local

import (
	"os"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/sql"
)

// TestSettle checks that every view answers as before, once it is one of those
// that the settling was for. The lake has a value in every column.
func TestSettle(t *testing.T) {
	t.Parallel()
	everything, err := os.ReadFile("../conformance/trino/testdata/everything.ndjson")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	store(t, dir, "2026-01-10T00:00:00Z", "raw/everything", string(everything))
	for i, e := range []event{
		said("2026-01-01T00:00:00Z"), said("2026-01-02T00:00:00Z", asff{"Workflow.Status": "SUPPRESSED"}),
		said("2026-01-03T00:00:00Z", asff{"Id": "f2", "Vulnerabilities": []any{map[string]any{"Id": "CVE-1"}}}),
	} {
		store(t, dir, "2026-01-10T00:00:00Z", "raw/"+string(rune('a'+i)), e.json(t, "e"+string(rune('a'+i))))
	}
	views, err := sql.Views(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, view := range views {
		if view.Name == "findings_current" || view.Custom {
			continue
		}
		columns := []string{}
		for _, c := range view.Columns {
			if c.Name != "silent_hours" { // which the clock decides
				columns = append(columns, quoteName(c.Name))
			}
		}
		query := "select " + strings.Join(columns, ", ") + " from " + quoteName(view.Name) + " order by all"
		before := answer(t, openLake(t, dir), query)
		if len(before) == 0 {
			t.Errorf("%s has no row to compare", view.Name)
		}
		db := openLake(t, dir)
		if err := db.Settle(t.Context(), view.Name); err != nil {
			t.Fatal(err)
		}
		if after := answer(t, db, query); !slices.Equal(before, after) {
			t.Errorf("%s before\n%q\nafter\n%q", view.Name, before, after)
		}
	}
	// What nobody asked for is left out, else there is nothing to gain.
	db := openLake(t, dir)
	if err := db.Settle(t.Context(), "account_posture"); err != nil {
		t.Fatal(err)
	}
	wantAnswer(t, db, "select count(description), count(resources), count(aws_account_name) > 0 from findings_current", "0|0|true")
}
