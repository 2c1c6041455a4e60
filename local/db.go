// Package local holds what stands in for AWS on a laptop: files for the bucket
// of raw objects, and DuckDB for Athena. Only cmd/shub imports it.
package local

import (
	"context"
	"database/sql/driver"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/duckdb/duckdb-go/v2"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
	"security-hub-analytics/sql"
)

// catalog is what Athena calls the catalog, so that a full name runs as well.
const catalog = "awsdatacatalog"

//go:embed macros.sql
var macros string

// DB answers SQL over one lake: the tables findings and quarantine, and the
// views. Nothing that it is asked can change the lake, or read or write another
// file. It serves one query at a time.
type DB struct {
	connector *duckdb.Connector
	conn      *duckdb.Conn
	schema    *findings.Schema
	temp      string // the zero-row Parquet file, and what does not fit into memory
	empty     bool
}

// Open opens the lake in the folder dir, which may be empty. schema says which
// columns findings has; nil means those without promoted ones.
func Open(ctx context.Context, dir string, schema *findings.Schema) (*DB, error) {
	folder, err := lakeFolder(dir)
	if err != nil {
		return nil, err
	}
	if schema == nil {
		schema = &findings.Schema{}
	}
	db := &DB{}
	if err := db.open(ctx, folder, schema, (*DB).makeView); err != nil {
		return nil, errors.Join(fmt.Errorf("opening lake %q: %w", dir, err), db.Close())
	}
	return db, nil
}

// Empty says that the lake has neither findings nor quarantine, as a folder that
// is no lake at all.
func (db *DB) Empty() bool { return db.empty }

// Close releases the lake.
func (db *DB) Close() error {
	var errs []error
	if db.conn != nil {
		errs = append(errs, db.conn.Close())
	}
	if db.connector != nil {
		errs = append(errs, db.connector.Close())
	}
	if db.temp != "" {
		errs = append(errs, os.RemoveAll(db.temp))
	}
	return errors.Join(errs...)
}

// viewMaker makes a view of the DB; an error of it ends the opening.
type viewMaker func(*DB, context.Context, sql.View) error

func (db *DB) open(ctx context.Context, folder string, schema *findings.Schema, view viewMaker) (err error) {
	db.schema = schema
	if db.temp, err = os.MkdirTemp("", "shub-"); err != nil {
		return err
	}
	// DuckDB compares paths as text: the lake and this one both without links.
	if db.temp, err = filepath.EvalSymlinks(db.temp); err != nil {
		return err
	}
	if db.connector, err = duckdb.NewConnector("", nil); err != nil {
		return err
	}
	conn, err := db.connector.Connect(ctx)
	if err != nil {
		return err
	}
	db.conn = conn.(*duckdb.Conn) //nolint:errcheck // the driver's own connector makes no other
	db.empty = !holds(folder, lake.FindingsPrefix, findingsSuffix) && !holds(folder, lake.QuarantinePrefix, quarantineSuffix)
	if err := db.set(ctx); err != nil {
		return err
	}
	if err := db.exec(ctx, macros); err != nil {
		return fmt.Errorf("making the functions: %w", err)
	}
	if err := db.relations(ctx, folder, schema, view); err != nil {
		return err
	}
	return db.lock(ctx, folder)
}

// exec runs statements of our own.
func (db *DB) exec(ctx context.Context, statements ...string) error {
	for _, statement := range statements {
		if _, err := db.conn.ExecContext(ctx, statement, nil); err != nil {
			return err
		}
	}
	return nil
}

// values answers a query of our own.
func (db *DB) values(ctx context.Context, query string) ([][]driver.Value, error) {
	var all collected
	stmt, err := db.conn.Prepare(query)
	if err != nil {
		return nil, err
	}
	err = fetch(ctx, stmt.(*duckdb.Stmt), &all) //nolint:errcheck // the driver's own connection makes no other
	return all.rows, err
}

// lakeFolder is the folder dir as an absolute path without links.
func lakeFolder(dir string) (string, error) {
	stat, err := os.Stat(dir)
	if err == nil && !stat.IsDir() {
		err = errors.New("not a folder")
	}
	if err != nil {
		return "", fmt.Errorf("opening lake %q: %w", dir, cause(err))
	}
	full, err := filepath.Abs(dir)
	if err == nil {
		full, err = filepath.EvalSymlinks(full)
	}
	if err != nil {
		return "", fmt.Errorf("opening lake %q: %w", dir, cause(err))
	}
	return full, nil
}

// cause leaves out the operation and path that the caller's message has.
func cause(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
