package parquetfile

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	_ "github.com/duckdb/duckdb-go/v2" // the driver
)

// DuckDB, which shares no code with parquet-go, reads the same rows, and finds
// them by its own use of the statistics too.
func TestDuckDBReadsTheSame(t *testing.T) {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for seed, pageBytes := range []int{300, 4 << 20, 1} {
		tb := newTable(uint64(seed)+50, 3, 400, 2+4*seed)
		path := filepath.Join(t.TempDir(), "rows.parquet")
		if err := os.WriteFile(path, tb.write(t, newWriter(t, pageBytes)), 0o600); err != nil {
			t.Fatal(err)
		}
		from := "read_parquet('" + path + "')"
		got := query(t, db, "select to_json("+columns()+")::varchar from "+from)
		want := tb.want(t)
		if len(got) != len(want) {
			t.Fatalf("%d rows, want %d", len(got), len(want))
		}
		for i := range want {
			if g, w := fromJSON(t, got[i]), fromJSON(t, want[i]); !reflect.DeepEqual(g, w) {
				t.Fatalf("row %d is\n%s\nwant\n%s", i, got[i], want[i])
			}
		}
		for _, column := range []string{"repeating", "distinct", "int", "long", "double", "bool"} {
			counts := map[string]int{}
			for _, group := range tb.groups {
				for _, row := range group {
					if v := row[column]; v != nil {
						counts[literal(v)]++
					}
				}
			}
			for value, n := range counts {
				if n := query(t, db, fmt.Sprintf(`select count(*)::varchar from %s where "%s" = %s`, from, column, value))[0]; n != fmt.Sprint(counts[value]) {
					t.Fatalf("%s rows with %s = %s, want %d", n, column, value, counts[value])
				}
				if len(counts) > 60 && n > 1 {
					break // one will do
				}
			}
		}
	}
}

// columns is a struct of all columns.
func columns() string {
	var all []string
	for _, f := range everything.Fields() {
		value := `"` + f.Name() + `"`
		if f.Name() == "time" {
			value = "epoch_ms(time)"
		}
		all = append(all, "'"+f.Name()+"': "+value)
	}
	return "{" + strings.Join(all, ", ") + "}"
}

func literal(v any) string {
	switch v := v.(type) {
	case string:
		return "'" + v + "'"
	case float64:
		return fmt.Sprintf("'%v'::double", v+0) // 0 equals -0
	}
	return fmt.Sprint(v)
}

func query(t *testing.T, db *sql.DB, text string) (all []string) {
	t.Helper()
	rows, err := db.Query(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	return all
}

func fromJSON(t *testing.T, text string) (v any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}
