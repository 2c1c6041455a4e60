package sql

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
)

var since = time.Date(2026, 1, 2, 23, 0, 0, 0, time.UTC)

// TestTables names what decides whether Athena finds and reads the objects; that
// an engine does so, the conformance run shows.
func TestTables(t *testing.T) {
	t.Parallel()
	schema, err := findings.NewSchema("owner=Resources[0].Tags.Owner")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]GlueTable{}
	for _, table := range Tables(schema, since) {
		got[table.Name] = table
		checkLimits(t, table)
		if table.TableType != "EXTERNAL_TABLE" || table.Parameters("b")["EXTERNAL"] != "TRUE" || table.ViewOriginalText != "" {
			t.Errorf("%s is a %s, parameters %v", table.Name, table.TableType, table.Parameters("b"))
		}
	}
	if names := slices.Sorted(maps.Keys(got)); !slices.Equal(names, slices.Sorted(slices.Values(tables))) {
		t.Errorf("the tables are %v, custom views know %v", names, tables)
	}
	if last := got["findings"].Columns[len(got["findings"].Columns)-1]; last.Name != "owner" || last.Type != "string" {
		t.Errorf("the last column of findings is %+v", last)
	}
	for name, prefix := range map[string]string{"findings": "findings/", "quarantine": "quarantine/"} {
		parameters := got[name].Parameters("my-lake")
		for key, want := range map[string]string{
			"projection.enabled": "true", "projection.ingest_date.type": "date", "projection.ingest_date.format": "yyyy-MM-dd",
			"projection.ingest_date.range": "2026-01-02,NOW", "projection.ingest_date.interval": "1", "projection.ingest_date.interval.unit": "DAYS",
			"storage.location.template": "s3://my-lake/" + prefix + "ingest_date=${ingest_date}/",
		} {
			if parameters[key] != want {
				t.Errorf("%s: %s is %q, want %q", name, key, parameters[key], want)
			}
		}
		if keys := got[name].PartitionKeys; len(keys) != 1 || keys[0].Name != findings.PartitionColumn || keys[0].Type != "string" {
			t.Errorf("%s is partitioned by %+v", name, keys)
		}
		// The template leads to what the transform writes.
		day := strings.ReplaceAll(parameters["storage.location.template"], "${ingest_date}", lake.IngestDate(since))
		key := lake.FindingsKey(since, "raw/a")
		if name == "quarantine" {
			key = lake.QuarantineKey(since, "raw/a")
		}
		if !strings.HasPrefix("s3://my-lake/"+key, day) {
			t.Errorf("%s: %q is not below %q", name, key, day)
		}
	}
	if a := got["accounts"]; a.Location("my-lake") != "s3://my-lake/reference/accounts/" || a.PartitionKeys == nil || len(a.Parameters("my-lake")) != 3 {
		t.Errorf("accounts is %+v at %s", a, a.Location("my-lake"))
	}
}

// TestViewsInGlue checks that a view's two lists of columns, Glue's and that in
// its text, go together; TestPrestoView checks the text.
func TestViewsInGlue(t *testing.T) {
	t.Parallel()
	for _, view := range promotedViews(t, "owner=Resources[0].Tags.Owner") {
		table, err := view.GlueTable("my_database")
		if err != nil {
			t.Fatal(err)
		}
		checkLimits(t, table)
		text, err := view.PrestoView("my_database")
		if err != nil || table.ViewOriginalText != text || table.ViewExpandedText != "/* Presto View */" {
			t.Errorf("%s: the texts are %.40q and %q (%v)", view.Name, table.ViewOriginalText, table.ViewExpandedText, err)
		}
		if table.TableType != "VIRTUAL_VIEW" || table.Location("b") != "" || table.Parameters("b")["presto_view"] != "true" || table.SerdeLibrary == "" {
			t.Errorf("%s is a %s at %q, parameters %v", view.Name, table.TableType, table.Location("b"), table.Parameters("b"))
		}
		if len(table.Columns) != len(view.Columns) {
			t.Fatalf("%s has %d columns, Glue %d", view.Name, len(view.Columns), len(table.Columns))
		}
		for i, c := range table.Columns {
			if hive, err := HiveType(view.Columns[i].Trino); err != nil || c.Type != hive || c.Name != view.Columns[i].Name {
				t.Errorf("%s: column %d is %+v, declared %+v (%v)", view.Name, i, c, view.Columns[i], err)
			}
		}
	}
}

// checkLimits checks what Glue's API says of lengths and characters.
func checkLimits(t *testing.T, table GlueTable) {
	t.Helper()
	if !regexp.MustCompile(`^[a-z0-9_-]{1,255}$`).MatchString(table.Name) {
		t.Errorf("the name %q is not one that Glue keeps as it is", table.Name)
	}
	if isView := table.TableType == "VIRTUAL_VIEW"; len(table.Description) > 2048 || isView != (table.Description == "") {
		t.Errorf("%s: the description has %d bytes", table.Name, len(table.Description))
	}
	if len(table.ViewOriginalText) > 409_600 {
		t.Errorf("%s: the text has %d bytes, more than Glue takes", table.Name, len(table.ViewOriginalText))
	}
	if table.Owner == "" {
		t.Errorf("%s has no owner", table.Name)
	}
	if table.PartitionKeys == nil {
		t.Errorf("%s: no list of partition keys, which Athena wants", table.Name)
	}
	line := regexp.MustCompile(`^[\x{20}-\x{d7ff}]*$`)
	for _, c := range append(slices.Clone(table.Columns), table.PartitionKeys...) {
		if c.Comment == "" || len(c.Comment) > 255 || !line.MatchString(c.Comment) || len(c.Type) > 131_072 {
			t.Errorf("%s.%s: %d bytes of type, %d of comment %q", table.Name, c.Name, len(c.Type), len(c.Comment), c.Comment)
		}
	}
}

func TestComment(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("word ", 51) // 255 bytes
	for given, want := range map[string]string{
		"":         "",
		long:       long,
		long + "x": strings.Repeat("word ", 49) + "word ...",
	} {
		if got := comment(given); got != want || len(got) > 255 {
			t.Errorf("%q is %d bytes: %q", given, len(got), got)
		}
	}
}
