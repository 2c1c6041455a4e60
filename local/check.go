package local

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"security-hub-analytics/findings"
	"security-hub-analytics/sql"
)

// Checked is what was found out about a view.
type Checked struct {
	View sql.View
	// Err says what is wrong with it; nil if nothing is.
	Err error
}

// CheckViews makes views over an empty lake and compares the columns that each
// declares, which Athena will be told, with those that DuckDB says it has. schema
// says which columns findings has; nil means those without promoted ones.
func CheckViews(ctx context.Context, schema *findings.Schema, views []sql.View) (checked []Checked, err error) {
	empty, err := os.MkdirTemp("", "shub-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(empty)) }()
	if empty, err = lakeFolder(empty); err != nil {
		return nil, err
	}
	if schema == nil {
		schema = &findings.Schema{}
	}
	db := &DB{}
	defer func() { err = errors.Join(err, db.Close()) }()
	// The views to be checked come below, in place of those of a lake.
	none := func(*DB, context.Context, sql.View) error { return nil }
	if err := db.open(ctx, empty, schema, none); err != nil {
		return nil, fmt.Errorf("opening an empty lake: %w", err)
	}
	for _, view := range views {
		err := db.makeView(ctx, view)
		if err == nil {
			err = db.compare(ctx, view)
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		checked = append(checked, Checked{view, err})
	}
	return checked, nil
}

// compare holds a view's columns to those that it declares.
func (db *DB) compare(ctx context.Context, view sql.View) error {
	rows, err := db.values(ctx, "describe "+quoteName(view.Name))
	if err != nil {
		return fmt.Errorf("describing view %q: %w", view.Name, err)
	}
	var errs []error
	for i := range max(len(rows), len(view.Columns)) {
		declared, found := "nothing", "nothing"
		if i < len(view.Columns) {
			duck, err := duckType(view.Columns[i].Trino)
			if err != nil {
				return fmt.Errorf("view %q, column %q: %w", view.Name, view.Columns[i].Name, err)
			}
			declared = view.Columns[i].Name + " " + duck
		}
		if i < len(rows) {
			found = fmt.Sprint(rows[i][0], " ", rows[i][1])
		}
		// Quotes are where DuckDB thinks that a name needs them.
		if strings.ReplaceAll(declared, `"`, "") != strings.ReplaceAll(found, `"`, "") {
			errs = append(errs, fmt.Errorf("view %q, column %d: declared is %s, the query has %s", view.Name, i+1, declared, found))
		}
	}
	return errors.Join(errs...)
}
