package local

import (
	"context"
	"database/sql/driver"
	"fmt"
	"strings"

	"github.com/duckdb/duckdb-go/v2"
)

// Ask answers one query of the program's own, each ? of it standing for one of
// args: what a reader typed is bound, never part of the text.
func (db *DB) Ask(ctx context.Context, text string, args []any, rows Rows) error {
	prepared, err := db.conn.Prepare(text)
	if err != nil {
		return blame(ctx, err)
	}
	bound := make([]driver.NamedValue, len(args))
	for i, arg := range args {
		bound[i] = driver.NamedValue{Ordinal: i + 1, Value: arg}
	}
	return blame(ctx, fetch(ctx, prepared.(*duckdb.Stmt), rows, bound...)) //nolint:errcheck // the driver's own connection makes no other
}

// unshown are columns of findings_current that no other view reads and that are
// large: Settle leaves them empty.
var unshown = []string{
	"finding", "description", "remediation_text", "types", "provider_types", "user_defined_fields", "compliance_related_requirements",
	"compliance_status_reasons", "compliance_security_control_parameters", "related_findings", "malware", "threats", "threat_intel_indicators",
}

// Settle works out once the two views that most others stand on, so that asking
// many of these takes a fraction of the time. From then on findings_current is
// without the large columns that no other view reads.
func (db *DB) Settle(ctx context.Context) error {
	nothing := make([]string, len(unshown))
	for i, column := range unshown {
		nothing[i] = "null as " + quoteName(column)
	}
	for _, view := range []struct{ name, columns string }{
		{"findings_current", "* replace (" + strings.Join(nothing, ", ") + ")"}, {"finding_history", "*"},
	} {
		err := db.exec(ctx, "create table settled as select "+view.columns+" from "+view.name, "drop view "+view.name, "alter table settled rename to "+view.name)
		if err != nil {
			return fmt.Errorf("working out %q: %w", view.name, blame(ctx, err))
		}
	}
	return nil
}

// Keep works out a query of the program's own once and keeps the answer as a
// table until Close. Nothing of it is written into the lake.
func (db *DB) Keep(ctx context.Context, table, query string) error {
	if err := db.exec(ctx, "create temp table "+quoteName(table)+" as "+query); err != nil {
		return fmt.Errorf("keeping %q: %w", table, blame(ctx, err))
	}
	return nil
}
