package local

import (
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
	"security-hub-analytics/sql"
)

var quarantineColumns = lake.QuarantineColumns()

// described is the columns of a relation, "name type", types without quotes.
func described(t *testing.T, db *DB, relation string) []string {
	t.Helper()
	var columns []string
	for _, line := range answer(t, db, "describe "+quoteName(relation)) {
		parts := strings.Split(line, "|")
		columns = append(columns, parts[0]+" "+strings.ReplaceAll(parts[1], `"`, ""))
	}
	return columns
}

func wantColumns(t *testing.T, db *DB, relation string, names, trino []string) {
	t.Helper()
	got := described(t, db, relation)
	if len(got) != len(names) {
		t.Fatalf("%s has %d columns, want %d", relation, len(got), len(names))
	}
	for i := range names {
		duck, err := duckType(trino[i])
		if err != nil {
			t.Fatal(err)
		}
		if want := names[i] + " " + strings.ReplaceAll(duck, `"`, ""); got[i] != want {
			t.Errorf("%s column %d is %s, want %s", relation, i, got[i], want)
		}
	}
}

// TestRelationsHaveDeclaredTypes checks, with and without data, that each
// relation has the columns that Athena shows.
func TestRelationsHaveDeclaredTypes(t *testing.T) {
	t.Parallel()
	older := t.TempDir()
	writeFindings(t, older, "2026-01-02", "a", "select 'f1' as finding_id, timestamptz '2026-01-02 03:04:05.678Z' as updated_at")
	writeQuarantine(t, older, "2026-01-02", "a", `{"reason":"not_json"}`)
	for name, lake := range map[string]string{"empty": t.TempDir(), "older": older} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := openLake(t, lake, "owner=Resources[0].Tags.Owner")
			schema, err := findings.NewSchema("owner=Resources[0].Tags.Owner")
			if err != nil {
				t.Fatal(err)
			}
			var names, types []string
			for _, column := range schema.Columns() {
				names, types = append(names, column.Name), append(types, column.Trino)
			}
			wantColumns(t, db, "findings", append(names, findings.PartitionColumn), append(types, "varchar"))

			names, types = nil, nil
			for _, column := range quarantineColumns {
				names, types = append(names, column.Name), append(types, column.Trino)
			}
			wantColumns(t, db, "quarantine", append(names, findings.PartitionColumn), append(types, "varchar"))

			views, err := sql.Views(schema)
			if err != nil {
				t.Fatal(err)
			}
			for _, view := range views {
				names, types = nil, nil
				for _, column := range view.Columns {
					names, types = append(names, column.Name), append(types, column.Trino)
				}
				wantColumns(t, db, view.Name, names, types)
			}
		})
	}
}

func TestEmptyLake(t *testing.T) {
	t.Parallel()
	db := openLake(t, t.TempDir())
	for _, relation := range []string{"findings", "quarantine", "accounts", "findings_current", `"security-hub-crawled-findings"`, `"security-hub-rolled-up-finding"`} {
		wantAnswer(t, db, "select count(*) from "+relation, "0")
	}
}

// TestFilesOfEveryAge reads files that lack columns, and members of rows, that
// came later.
func TestFilesOfEveryAge(t *testing.T) {
	t.Parallel()
	lake := t.TempDir()
	writeFindings(t, lake, "2026-01-01", "a", `select 'old' as finding_id, [{'id': 'r1'}] as resources,
		timestamptz '2026-01-01 10:00:00.5+02:00' as updated_at`)
	writeFindings(t, lake, "2026-01-02", "b", `select 'new' as finding_id, [{'id': 'r2', 'type': 't', 'tags': map {'k': 'v'}}] as resources,
		map {'a/b': 'c'} as product_fields, 'extra' as column_of_the_future, true as sample, 7 as resource_count`)
	db := openLake(t, lake)
	wantAnswer(t, db, `select finding_id, updated_at, resources[1].id, resources[1].type, element_at(resources[1].tags, 'k'),
		element_at(product_fields, 'a/b'), sample, resource_count, ingest_date from findings order by finding_id`,
		"new|null|r2|t|v|c|true|7|2026-01-02",
		"old|2026-01-01 08:00:00.5 +0000 UTC|r1|null|null|null|null|null|2026-01-01")
}

// TestPartitionsArePruned checks that a condition on ingest_date leaves files
// unread: an answer over a day must not grow with history.
func TestPartitionsArePruned(t *testing.T) {
	t.Parallel()
	lake := t.TempDir()
	for _, day := range []string{"2026-01-01", "2026-01-02", "2026-01-03"} {
		writeFindings(t, lake, day, "a", "select 'f' as finding_id")
	}
	db := openLake(t, lake)
	plan := strings.Join(answer(t, db, "explain select finding_id from findings where ingest_date >= '2026-01-03'"), "\n")
	if !strings.Contains(plan, "Scanning Files: 1/4") { // three and the empty one
		t.Errorf("the plan reads other files:\n%s", plan)
	}
	wantAnswer(t, db, "select typeof(ingest_date), count(*) from findings where ingest_date between '2026-01-02' and '2026-01-03' group by 1", "VARCHAR|2")
}

// TestColumnNamedFilename promotes the one name that DuckDB has a use for.
func TestColumnNamedFilename(t *testing.T) {
	t.Parallel()
	lake := t.TempDir()
	writeFindings(t, lake, "2026-01-01", "a", "select 'T' as title, 'x' as filename")
	wantAnswer(t, openLake(t, lake), "select title, ingest_date from findings", "T|2026-01-01")
	wantAnswer(t, openLake(t, lake, "filename=Resources[0].Details.Other.File"),
		"select title, filename, ingest_date from findings", "T|x|2026-01-01")
}

// TestFoldersWithOddNames checks that the lake's own path is no pattern, no SQL
// and no partition.
func TestFoldersWithOddNames(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"it's", "[1]", "a b", "star*", "what?", "title=other", "ingest_date=1999-01-01", "ü", "{a,b}", "[", "a]b"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lake := filepath.Join(t.TempDir(), name, "lake")
			writeFindings(t, lake, "2026-01-01", "a", "select 'T' as title")
			writeQuarantine(t, lake, "2026-01-01", "a", `{"reason":"not_json"}`)
			db := openLake(t, lake)
			wantAnswer(t, db, "select title, ingest_date from findings", "T|2026-01-01")
			wantAnswer(t, db, "select reason, ingest_date from quarantine", "not_json|2026-01-01")
		})
	}
}

func TestLakeThroughALink(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	writeFindings(t, filepath.Join(folder, "real"), "2026-01-01", "a", "select 'T' as title")
	if err := os.Symlink("real", filepath.Join(folder, "link")); err != nil {
		t.Skip(err)
	}
	db := openLake(t, filepath.Join(folder, "link"))
	wantAnswer(t, db, "select title from findings", "T")
}

// TestFilesUnderWay checks that what is no finished file of the lake is not read.
func TestFilesUnderWay(t *testing.T) {
	t.Parallel()
	lake := t.TempDir()
	for _, path := range []string{
		"findings/ingest_date=2026-01-01/a.parquet.tmp", "findings/readme.parquet", ".dirstore-x.tmp",
		"quarantine/ingest_date=2026-01-01/a.tmp", "raw/ingest_date=2026-01-01/b.parquet",
	} {
		file := filepath.Join(lake, filepath.FromSlash(path))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, []byte("junk"), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	db := openLake(t, lake)
	wantAnswer(t, db, "select count(*) from findings", "0")
	wantAnswer(t, db, "select count(*) from quarantine", "0")
}

func TestQuarantine(t *testing.T) {
	t.Parallel()
	lake := t.TempDir()
	writeQuarantine(t, lake, "2026-01-01", "a",
		`{"reason":"not_json","kind":"event","raw_object":"raw/ä.gz","offset":5000000000,"bytes":2,"part":0,"record_base64":"aGk=","ingested_at":"2026-01-01T00:00:00.000Z"}`,
		`{"reason":"no_identity","kind":"finding","raw_object":"x","offset":7,"bytes":0,"part":1,"record_base64":"","ingested_at":"2026-01-01T00:00:00.000Z"}`)
	writeQuarantine(t, lake, "2026-01-02", "b",
		`{"reason":"too_large","kind":"event","raw_object":"y","offset":0,"bytes":1048576,"part":0,"record_base64":"`+strings.Repeat("QUFB", 1<<20/3)+`","ingested_at":"x"}`)
	db := openLake(t, lake)
	wantAnswer(t, db, `select reason, kind, raw_object, "offset", bytes, part, from_utf8(from_base64(record_base64)), ingested_at, ingest_date
		from quarantine where ingest_date = '2026-01-01' order by "offset" desc`,
		"not_json|event|raw/ä.gz|5000000000|2|0|hi|2026-01-01T00:00:00.000Z|2026-01-01",
		"no_identity|finding|x|7|0|1||2026-01-01T00:00:00.000Z|2026-01-01")
	wantAnswer(t, db, "select reason, length(record_base64) from quarantine where ingest_date = '2026-01-02'", "too_large|1398100")
}

// TestQuarantineColumns compares the table with the lines that the transform writes.
func TestQuarantineColumns(t *testing.T) {
	t.Parallel()
	line := reflect.TypeFor[lake.QuarantineLine]()
	var got, want []string
	for i := range line.NumField() {
		got = append(got, line.Field(i).Tag.Get("json"))
	}
	for _, column := range quarantineColumns {
		want = append(want, column.Name)
	}
	if !slices.Equal(got, want) {
		t.Errorf("a line has %q, the table %q", got, want)
	}
}

func writeQuarantine(t *testing.T, lake, day, name string, lines ...string) {
	t.Helper()
	folder := filepath.Join(lake, "quarantine", "ingest_date="+day)
	if err := os.MkdirAll(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(filepath.Join(folder, name+".ndjson.gz"))
	if err != nil {
		t.Fatal(err)
	}
	zip := gzip.NewWriter(file)
	_, err = zip.Write([]byte(strings.Join(lines, "\n") + "\n"))
	if err := errors.Join(err, zip.Close(), file.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestFullNames(t *testing.T) {
	t.Parallel()
	lake := t.TempDir()
	writeFindings(t, lake, "2026-01-01", "a", "select 'T' as title")
	db := openLake(t, lake)
	for _, name := range []string{
		"findings", "Findings", `"findings"`, "security_hub_database.findings", `"security_hub_database"."findings"`,
		"awsdatacatalog.security_hub_database.findings", `"AwsDataCatalog"."security_hub_database"."findings"`,
	} {
		wantAnswer(t, db, "select title from "+name, "T")
	}
	relations := []string{"accounts", "findings", "quarantine"}
	views, err := sql.Views(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, view := range views {
		relations = append(relations, view.Name)
	}
	slices.Sort(relations)
	wantAnswer(t, db, "select table_name from information_schema.tables where table_schema = 'security_hub_database' order by 1", relations...)
	wantAnswer(t, db, "show tables", relations...)
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(folder, "broken", "findings", "ingest_date=2026-01-01")
	if err := errors.Join(os.MkdirAll(broken, 0o777), os.WriteFile(filepath.Join(broken, "bad.parquet"), []byte("PAR1 is not enough"), 0o666)); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		filepath.Join(folder, "absent"): "no such file or directory",
		file:                            "not a folder",
		filepath.Join(folder, "broken"): "bad.parquet",
	} {
		_, err := Open(t.Context(), path, nil)
		var wrong *SQLError
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), path) || errors.As(err, &wrong) {
			t.Errorf("Open(%q) = %v, want an error naming it and %q", path, err, want)
		}
	}
}

func TestCloseLeavesNothing(t *testing.T) {
	t.Parallel()
	db, err := Open(t.Context(), t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(db.temp); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is still there: %v", db.temp, err)
	}
}
