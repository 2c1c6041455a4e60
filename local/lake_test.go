package local

import (
	"context"
	"database/sql/driver"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/duckdb/duckdb-go/v2"

	"security-hub-analytics/findings"
)

// openLake opens the lake in dir for the length of the test.
func openLake(t *testing.T, dir string, promoted ...string) *DB {
	t.Helper()
	schema, err := findings.NewSchema(promoted...)
	if err != nil {
		t.Fatal(err)
	}
	db, err := Open(t.Context(), dir, schema)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// answer is what a query says, a row a string, its values parted by bars.
func answer(t *testing.T, db *DB, query string) []string {
	t.Helper()
	var all collected
	if _, err := db.Query(t.Context(), query, &all); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	lines := []string{}
	for _, row := range all.rows {
		lines = append(lines, strings.Join(texts(row), "|"))
	}
	return lines
}

func texts(row []driver.Value) []string {
	var all []string
	for _, value := range row {
		if value == nil {
			value = "null"
		}
		all = append(all, fmt.Sprint(value))
	}
	return all
}

// wantAnswer fails the test when a query says something else.
func wantAnswer(t *testing.T, db *DB, query string, want ...string) {
	t.Helper()
	if got := answer(t, db, query); !slices.Equal(got, want) {
		t.Errorf("%s\n got %q\nwant %q", query, got, want)
	}
}

// writeFindings puts a Parquet file into a lake: rows is a select of whichever
// columns the file shall have, times with zone as the transform writes them.
func writeFindings(t *testing.T, lake, day, name, rows string) {
	t.Helper()
	folder := filepath.Join(lake, "findings", "ingest_date="+day)
	if err := os.MkdirAll(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	connector, err := duckdb.NewConnector("", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer connector.Close()
	conn, err := connector.Connect(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	duck, ok := conn.(*duckdb.Conn)
	if !ok {
		t.Fatalf("the connection is a %T", conn)
	}
	for _, statement := range []string{
		"set timezone = 'UTC'",
		"copy (" + rows + ") to " + quoteText(filepath.Join(folder, name+".parquet")) + " (format parquet)",
	} {
		if _, err := duck.ExecContext(context.Background(), statement, nil); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}
