package trino

import (
	"context"
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"

	"security-hub-analytics/local"
)

// lines are the rows of an answer as sorted texts, whatever order they came in.
type lines []string

// trinoLines asks Trino. The answer's columns must have the names and types told.
func trinoLines(ctx context.Context, trino, database, query string, want []column) (lines, error) {
	a, err := ask(ctx, trino, database, query)
	if err != nil {
		return nil, err
	}
	kinds, err := kindsOf(want)
	if err != nil {
		return nil, err
	}
	if err := sameColumns(a.columns, want); err != nil {
		return nil, err
	}
	var all lines
	for _, row := range a.rows {
		all = append(all, rowText(kinds, row))
	}
	slices.Sort(all)
	return all, nil
}

func kindsOf(columns []column) ([]kind, error) {
	kinds := make([]kind, len(columns))
	for i, c := range columns {
		k, err := parseKind(c.Type)
		if err != nil {
			return nil, err
		}
		kinds[i] = k
	}
	return kinds, nil
}

// sameColumns says what differs between columns that an engine has and declared ones.
func sameColumns(got, want []column) error {
	if len(got) != len(want) {
		return fmt.Errorf("%d columns, %d declared", len(got), len(want))
	}
	for i := range got {
		is, err := parseKind(got[i].Type)
		if err != nil {
			return err
		}
		shall, err := parseKind(want[i].Type)
		if err != nil {
			return err
		}
		if got[i].Name != want[i].Name || is.String() != shall.String() {
			return fmt.Errorf("column %d is %s %s, declared %s %s", i+1, got[i].Name, is, want[i].Name, shall)
		}
	}
	return nil
}

func rowText(kinds []kind, row []any) string {
	all := make([]string, len(row))
	for i, value := range row {
		all[i] = kinds[i].text(value)
	}
	return strings.Join(all, " | ")
}

// duckRows takes in DuckDB's answer.
type duckRows struct {
	kinds []kind
	names []string
	lines lines
}

// Columns keeps the names.
func (d *duckRows) Columns(columns []local.Column) error {
	for _, c := range columns {
		d.names = append(d.names, c.Name)
	}
	return nil
}

// Row keeps a row's text.
func (d *duckRows) Row(values []driver.Value) error {
	row := make([]any, len(values))
	for i, v := range values {
		row[i] = v
	}
	d.lines = append(d.lines, rowText(d.kinds, row))
	return nil
}

// duckLines asks DuckDB.
func duckLines(ctx context.Context, db *local.DB, query string, want []column) (lines, error) {
	kinds, err := kindsOf(want)
	if err != nil {
		return nil, err
	}
	rows := &duckRows{kinds: kinds}
	if _, err := db.Query(ctx, query, rows); err != nil {
		return nil, err
	}
	for i, name := range rows.names {
		if i >= len(want) || name != want[i].Name {
			return nil, fmt.Errorf("DuckDB has the columns %v", rows.names)
		}
	}
	slices.Sort(rows.lines)
	return rows.lines, nil
}

// differ says where two answers part; "" if nowhere.
func differ(trino, duck lines) string {
	if slices.Equal(trino, duck) {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d rows on Trino, %d on DuckDB", len(trino), len(duck))
	shown := 0
	for i, j := 0, 0; (i < len(trino) || j < len(duck)) && shown < 4; {
		switch {
		case j == len(duck) || i < len(trino) && trino[i] < duck[j]:
			fmt.Fprintf(&b, "\n  only Trino:  %.900s", trino[i])
			i, shown = i+1, shown+1
		case i == len(trino) || trino[i] > duck[j]:
			fmt.Fprintf(&b, "\n  only DuckDB: %.900s", duck[j])
			j, shown = j+1, shown+1
		default:
			i, j = i+1, j+1
		}
	}
	return b.String()
}
