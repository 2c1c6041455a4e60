package findings_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"security-hub-analytics/findings"
)

// Files of every schema version lie in testdata/parquet, each with the rows
// that are in it. They are written once, with the version: -update writes that
// of a new version and leaves those that are there alone. As long as nobody has
// a lake of the present version, delete its two files and run -update again.
const oldFiles = "testdata/parquet"

// TestOldFiles reads the files of all schema versions: what they hold must stay
// what it was, and each of their columns must be in the present schema as it
// was, because one query reads them all.
func TestOldFiles(t *testing.T) {
	now := filepath.Join(oldFiles, fmt.Sprintf("v%d.parquet", findings.SchemaVersion))
	if _, err := os.Stat(now); os.IsNotExist(err) && *update {
		writeVersion(t, now)
	}
	for version := 1; version <= findings.SchemaVersion; version++ {
		t.Run(fmt.Sprintf("v%d", version), func(t *testing.T) {
			checkVersion(t, version)
		})
	}
}

func checkVersion(t *testing.T, version int) {
	name := filepath.Join(oldFiles, fmt.Sprintf("v%d", version))
	content, err := os.ReadFile(name + ".parquet")
	if err != nil {
		t.Fatal(err)
	}
	golden, err := os.ReadFile(name + ".golden.ndjson")
	if err != nil {
		t.Fatal(err)
	}
	var want []map[string]any
	for line := range bytes.Lines(golden) {
		row, err := readJSON(line)
		if err != nil {
			t.Fatal(err)
		}
		columns, _ := row.(map[string]any)
		want = append(want, columns)
	}
	old := openParquet(t, content)
	if got, _ := old.Lookup(findings.MetadataSchemaVersion); got != strconv.Itoa(version) {
		t.Errorf("%s is %q, want %d", findings.MetadataSchemaVersion, got, version)
	}
	present := presentSchema(t, nil)
	columns := map[string]string{}
	for _, field := range present.Fields() {
		columns[field.Name()] = field.String()
	}
	for _, field := range old.Schema().Fields() {
		switch got, has := columns[field.Name()]; {
		case !has:
			t.Errorf("column %s is gone", field.Name())
		case got != field.String():
			t.Errorf("column %s is now\n%s\nwas\n%s", field.Name(), got, field.String())
		}
	}
	sameRows(t, "as it is", readParquet(t, content), want)
	sameRows(t, "by the present schema", readParquet(t, content, present), want)
	more, err := findings.NewSchema("one_more=Title|message")
	if err != nil {
		t.Fatal(err)
	}
	sameRows(t, "by a schema with one more column", readParquet(t, content, presentSchema(t, more)), want)
}

func openParquet(t *testing.T, content []byte) *parquet.File {
	t.Helper()
	file, err := parquet.OpenFile(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func presentSchema(t *testing.T, columns *findings.Schema) *parquet.Schema {
	t.Helper()
	var empty bytes.Buffer
	w := findings.NewParquetWriter(columns)
	w.Reset(&empty)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return openParquet(t, empty.Bytes()).Schema()
}

// sameRows compares rows with golden ones, which leave out what is null.
func sameRows(t *testing.T, how string, got, want []map[string]any) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d rows, want %d", how, len(got), len(want))
	}
	for i := range want {
		for name, value := range got[i] {
			if now := jsonValue(t, value); !reflect.DeepEqual(now, want[i][name]) {
				t.Errorf("%s: finding %v: %s: got %s, want %s", how, want[i]["finding_id"], name, jsonOf(now), jsonOf(want[i][name]))
			}
		}
		for name, value := range want[i] {
			if _, has := got[i][name]; !has {
				t.Errorf("%s: finding %v: no %s, want %s", how, want[i]["finding_id"], name, jsonOf(value))
			}
		}
	}
}

// jsonValue is a value as it comes back from JSON.
func jsonValue(t *testing.T, v any) any {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	value, err := readJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// inOldFiles are the findings of the corpus that the files are made of.
var inOldFiles = strings.Fields(`
	account-missing associated-standards aws-cn aws-iso base-score-as-string case-clash-keys
	compliance-status-unknown empty-arrays-and-objects event-ocsf-imported-v2 event-ocsf-vulnerability
	json-in-note multi-resource non-ascii ocsf-compliance ocsf-detection ocsf-time-without-zone patch-summary
	resources-as-object severity-of-provider-only status-reasons time-with-nanoseconds types-as-string
	user-defined-fields vulnerabilities-epss-exploit`)

func writeVersion(t *testing.T, path string) {
	t.Helper()
	var all []published
	for _, p := range made() { // what no published finding has
		if strings.HasSuffix(p.origin, " 0") || strings.HasSuffix(p.origin, " 1") {
			all = append(all, p)
		}
	}
	for _, name := range inOldFiles {
		content, err := os.ReadFile(filepath.Join("testdata/corpus", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		found, err := elements(content, name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, found...)
	}
	rows := decode(t, expect(t, all, nil))
	for i := range rows {
		rows[i].RawObject = findings.Text("raw/object")
		rows[i].IngestedAt = findings.Opt[int64]{V: ingested.UnixMilli(), Set: true}
	}
	var file bytes.Buffer
	w := findings.NewParquetWriter(nil)
	w.Reset(&file)
	if err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var golden bytes.Buffer
	for _, row := range readParquet(t, file.Bytes()) {
		maps.DeleteFunc(row, func(_ string, value any) bool { return value == nil })
		text, err := json.Marshal(row)
		if err != nil {
			t.Fatal(err)
		}
		golden.Write(append(text, '\n'))
	}
	if err := os.MkdirAll(oldFiles, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, file.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(strings.TrimSuffix(path, ".parquet")+".golden.ndjson", golden.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
