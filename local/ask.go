package local

import (
	"context"
	"database/sql/driver"
	"fmt"

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

// Keep works out a query of the program's own once and keeps the answer as a
// table until Close. Nothing of it is written into the lake.
func (db *DB) Keep(ctx context.Context, table, query string) error {
	if err := db.exec(ctx, "create temp table "+quoteName(table)+" as "+query); err != nil {
		return fmt.Errorf("keeping %q: %w", table, blame(ctx, err))
	}
	return nil
}
