package local

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestStatements(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       []string
	}{
		{"one", "select 1", []string{"select 1"}},
		{"ended", " select 1 ;\n", []string{"select 1"}},
		{"two", "select 1; select 2", []string{"select 1", "select 2"}},
		{"in a string", "select 'a;b''c;d'", []string{"select 'a;b''c;d'"}},
		{"in a name", `select 1 as "a;b"; select 2`, []string{`select 1 as "a;b"`, "select 2"}},
		{"in comments", "select 1 -- a;b\n; /* c;d */ select 2", []string{"select 1 -- a;b", "/* c;d */ select 2"}},
		{"comments alone", "-- nothing\n;;/* at all */", nil},
		{"comment at the end", "select 1; -- done", []string{"select 1"}},
		{"open string", "select 'a;b", []string{"select 'a", "b"}}, // DuckDB refuses both
		{"nothing", "", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := statements(test.text); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// TestHostileSQL checks that no statement writes to the lake or reaches another
// file, and that each is a fault of the SQL.
func TestHostileSQL(t *testing.T) {
	t.Parallel()
	lake := t.TempDir()
	writeFindings(t, lake, "2026-01-01", "a", "select 'T' as title")
	outside := t.TempDir()
	secret := filepath.Join(outside, "secret.csv")
	if err := os.WriteFile(secret, []byte("user,password\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	inside := filepath.Join(lake, "findings", "ingest_date=2026-01-01", "evil.parquet")
	db := openLake(t, lake)
	tests := []string{
		"copy (select 1) to '" + inside + "'",
		"copy findings to '" + outside + "/out.csv'",
		"select 1; copy (select 1) to '" + inside + "'",
		"/* select */ copy (select 1) to '" + inside + "'",
		"explain analyze copy (select 1) to '" + inside + "'",
		"explain (analyze) copy (select 1) to '" + inside + "'",
		"explain analyze /* select */ create table t as select 1",
		`select E'\''; copy (select 1) to '` + inside + `'; --'`,
		"select $$;$$; copy (select 1) to '" + inside + "'",
		"prepare p as copy (select 1) to '" + inside + "'",
		"export database '" + outside + "/db'",
		"import database '" + outside + "/db'",
		"attach '" + outside + "/evil.db'",
		"attach ':memory:' as other",
		"detach awsdatacatalog",
		"use memory.main",
		"select * from read_csv('" + secret + "')",
		"select * from read_text('" + secret + "')",
		"select * from read_text('" + lake + "/findings/../../" + filepath.Base(filepath.Dir(outside)) + "/../../../../etc/passwd')",
		"select * from '" + secret + "'",
		"select * from glob('" + outside + "/*')",
		"select * from read_text('/etc/passwd')",
		"create view v as select * from read_csv('" + secret + "')",
		"create table t as select 1",
		"create or replace table findings as select 1",
		"create macro date_format(t, f) as 'x'",
		"create function date_format(t, f) as 'x'",
		"create secret (type s3)",
		"create schema other",
		"create temp table t (i integer)",
		"drop schema security_hub_database cascade",
		"drop macro date_format",
		"insert into findings select * from findings",
		"delete from findings",
		"update findings set title = 'x'",
		"truncate findings",
		"alter view findings rename to gone",
		"install httpfs",
		"load httpfs",
		"set enable_external_access = true",
		"set timezone = 'Asia/Tokyo'",
		"reset lock_configuration",
		"pragma enable_profiling",
		"set variable x = 1",
		"call pragma_version()",
		"checkpoint",
		"vacuum",
		"begin transaction",
		"execute p",
		"select getenv('HOME')",
	}
	for _, statement := range tests {
		t.Run(statement, func(t *testing.T) {
			var all collected
			_, err := db.Query(t.Context(), statement, &all)
			var wrong *SQLError
			if !errors.As(err, &wrong) {
				t.Errorf("answer %v, error %v, want a refusal", all.rows, err)
			}
		})
	}
	wantAnswer(t, db, "select title, date_format(timestamp '2026-01-01 00:00:00', '%Y') from findings", "T|2026")
	for folder, want := range map[string]int{outside: 1, filepath.Dir(inside): 1, lake: 1} {
		if files, err := os.ReadDir(folder); err != nil || len(files) != want {
			t.Errorf("%s holds %v, %v", folder, files, err)
		}
	}
}

func TestWhatRuns(t *testing.T) {
	t.Parallel()
	lake := t.TempDir()
	writeFindings(t, lake, "2026-01-01", "a", "select 'T' as title")
	db := openLake(t, lake)
	for _, statement := range []string{
		"select 1", "(select 1)", "with a as (select 1 as x) select x from a", "values (1), (2)", "table findings",
		"show tables", "describe findings", "explain select 1", "explain analyze select count(*) from findings",
		"EXPLAIN (FORMAT JSON) with a as (select 1) select * from a", "-- a comment\nselect 1", "select 1;",
	} {
		var all collected
		if answered, err := db.Query(t.Context(), statement, &all); err != nil || !answered || len(all.rows) == 0 {
			t.Errorf("%s: answered %v, %d rows, %v", statement, answered, len(all.rows), err)
		}
	}
	for _, statement := range []string{"", " ; -- nothing", "selec 1", "select nope from findings", "select * from nowhere", "select cast('x' as integer)"} {
		var all collected
		var wrong *SQLError
		if _, err := db.Query(t.Context(), statement, &all); !errors.As(err, &wrong) || !strings.HasPrefix(err.Error(), "running the query: ") {
			t.Errorf("%q: %v, want a fault of the SQL", statement, err)
		}
	}
}
