package local

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"

	"github.com/duckdb/duckdb-go/v2"

	"security-hub-analytics/sql"
)

// Column is one column of an answer.
type Column struct {
	// Name is the column's name.
	Name string
	// Type is its DuckDB type.
	Type string
}

// Rows takes in an answer.
type Rows interface {
	// Columns comes first.
	Columns(columns []Column) error
	// Row comes once for each row; values is used again for the next one.
	Row(values []driver.Value) error
}

// SQLError says that the SQL is at fault, not the lake.
type SQLError struct{ Err error }

func (e *SQLError) Error() string { return "running the query: " + e.Err.Error() }

// Unwrap returns what DuckDB said.
func (e *SQLError) Unwrap() error { return e.Err }

// Query runs statements in Athena's dialect, separated by semicolons, and hands
// the answer of the last one to rows; answered is false when it has none, being
// a CREATE VIEW or DROP VIEW. Views that a query makes last until Close.
func (db *DB) Query(ctx context.Context, text string, rows Rows) (answered bool, err error) {
	all := statements(text)
	if len(all) == 0 {
		return false, &SQLError{errors.New("there is no statement in it")}
	}
	for i, statement := range all {
		out := rows
		if i < len(all)-1 {
			out = &collected{}
		}
		if answered, err = db.run(ctx, statement, out); err != nil {
			return false, err
		}
		if answered && i < len(all)-1 {
			return false, &SQLError{fmt.Errorf("the answer of statement %d of %d would be lost: ask one question at a time", i+1, len(all))}
		}
	}
	return answered, nil
}

// run runs one statement.
func (db *DB) run(ctx context.Context, statement string, rows Rows) (bool, error) {
	if writes.MatchString(bare(statement)) {
		return false, &SQLError{notHere(statement)}
	}
	if err := db.tried(ctx, statement); err != nil {
		return false, &SQLError{err}
	}
	if what := sql.AthenaRefuses(statement); what != "" {
		return false, &SQLError{fmt.Errorf("writing what Athena refuses: %s", what)}
	}
	prepared, err := db.conn.Prepare(statement)
	if err != nil {
		var duck *duckdb.Error
		if !errors.As(err, &duck) { // the driver's own: Prepare takes one statement
			err = &SQLError{errors.New("telling where one statement ends and the next begins: give one at a time")}
		}
		return false, blame(ctx, err)
	}
	stmt := prepared.(*duckdb.Stmt) //nolint:errcheck // the driver's own connection makes no other
	answers, err := check(stmt, statement)
	if err != nil {
		return false, errors.Join(&SQLError{err}, stmt.Close())
	}
	if !answers {
		_, err = stmt.ExecContext(ctx, nil)
		return false, errors.Join(blame(ctx, err), stmt.Close())
	}
	return true, blame(ctx, fetch(ctx, stmt, rows))
}

// fetch hands the answer of stmt to rows and closes it.
func fetch(ctx context.Context, stmt *duckdb.Stmt, rows Rows, args ...driver.NamedValue) (err error) {
	defer func() { err = errors.Join(err, stmt.Close()) }()
	answer, err := stmt.QueryContext(ctx, args)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, answer.Close()) }()
	columns := make([]Column, len(answer.Columns()))
	typed, _ := answer.(driver.RowsColumnTypeDatabaseTypeName)
	for i, name := range answer.Columns() {
		columns[i] = Column{Name: name, Type: typed.ColumnTypeDatabaseTypeName(i)}
	}
	if err := rows.Columns(columns); err != nil {
		return err
	}
	values := make([]driver.Value, len(columns))
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := answer.Next(values); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if err := rows.Row(values); err != nil {
			return err
		}
	}
}

// blame tells errors of the SQL from those of the lake and the machine.
func blame(ctx context.Context, err error) error {
	var duck *duckdb.Error
	if err == nil || ctx.Err() != nil {
		return ctx.Err()
	}
	if !errors.As(err, &duck) {
		return err
	}
	switch duck.Type {
	case duckdb.ErrorTypeIO, duckdb.ErrorTypeOutOfMemory, duckdb.ErrorTypeInterrupt,
		duckdb.ErrorTypeInternal, duckdb.ErrorTypeFatal:
		return fmt.Errorf("reading the lake: %w", err)
	}
	return &SQLError{err}
}

// collected keeps an answer.
type collected struct {
	columns []Column
	rows    [][]driver.Value
}

// Columns keeps the columns.
func (c *collected) Columns(columns []Column) error {
	c.columns = columns
	return nil
}

// Row keeps a row.
func (c *collected) Row(values []driver.Value) error {
	c.rows = append(c.rows, append([]driver.Value(nil), values...))
	return nil
}
