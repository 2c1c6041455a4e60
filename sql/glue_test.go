package sql

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"security-hub-analytics/findings"
)

// TestHiveTypes compares with the types that the findings table has in Glue, and
// checks that every column of a view has one.
func TestHiveTypes(t *testing.T) {
	t.Parallel()
	for _, column := range (&findings.Schema{}).Columns() {
		if got, err := HiveType(column.Trino); err != nil || got != column.Hive {
			t.Errorf("%s: %s is %q (%v), want %q", column.Name, column.Trino, got, err, column.Hive)
		}
	}
	for _, view := range allViews(t) {
		for _, column := range view.Columns {
			if _, err := HiveType(column.Trino); err != nil {
				t.Errorf("%s.%s: %v", view.Name, column.Name, err)
			}
		}
	}
	for _, wrong := range []string{"", "text", "array(varchar", "array(varchar, varchar)", "map(varchar)", "list(varchar)", "row(a)", "timestamp"} {
		if got, err := HiveType(wrong); err == nil {
			t.Errorf("%q is %q", wrong, got)
		}
	}
}

// TestPrestoView reads back what Athena will.
func TestPrestoView(t *testing.T) {
	t.Parallel()
	for _, view := range promotedViews(t, "owner=Resources[0].Tags.Owner") {
		text, err := view.PrestoView("my_database")
		if err != nil {
			t.Fatal(err)
		}
		encoded, ok := strings.CutPrefix(text, "/* Presto View: ")
		encoded, ended := strings.CutSuffix(encoded, " */")
		data, err := base64.StdEncoding.DecodeString(encoded)
		if !ok || !ended || err != nil {
			t.Fatalf("%s: %q: %v", view.Name, text, err)
		}
		var got struct {
			OriginalSQL, Catalog, Schema string
			Columns                      []struct{ Name, Type string }
		}
		if err := json.Unmarshal(data, &got); err != nil {
			t.Fatal(err)
		}
		if got.OriginalSQL != view.SQL || got.Catalog != "awsdatacatalog" || got.Schema != "my_database" || len(got.Columns) != len(view.Columns) {
			t.Errorf("%s: %+v", view.Name, got)
		}
		for i, column := range got.Columns {
			if column.Name != view.Columns[i].Name || column.Type != view.Columns[i].Trino {
				t.Errorf("%s: column %d is %+v", view.Name, i, column)
			}
		}
		if strings.Contains(view.SQL, Database) || strings.Contains(withoutStrings(view.SQL), ";") {
			t.Errorf("%s names a database or has a semicolon", view.Name)
		}
		if !strings.HasPrefix(view.Statement(), `create or replace view "`+view.Name+"\" as\n-- grain") {
			t.Errorf("%s: the statement begins %.60q", view.Name, view.Statement())
		}
	}
}
