package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"security-hub-analytics/findings"
	"security-hub-analytics/internal/record"
	"security-hub-analytics/sql"
)

// named is a column: its name, and its type in one of the languages that it has one
// in.
type named struct{ name, kind string }

// TestColumnsFromRowToSavedQuery follows every column from the row that the function
// writes to the saved query that makes a view anew: Parquet, Glue table, Glue view
// (twice: Hive's types, and Presto's inside of its text), saved query. The program's
// own inputs are compared, of a stack with promoted columns and of one without.
func TestColumnsFromRowToSavedQuery(t *testing.T) {
	for stack, promoted := range map[string][]string{
		"dev":     nil,
		"maximal": {"owner=Resources[0].Tags.Owner", `cost_center=Resources[0].Tags["cost center"]|resources[0].labels[0]`},
	} {
		t.Run(stack, func(t *testing.T) {
			schema, err := findings.NewSchema(promoted...)
			if err != nil {
				t.Fatal(err)
			}
			s := recorded(t, stackNamed(t, stack))
			row := rowColumns(t, schema)
			table := tableColumns(t, s, "findings")
			if !slices.Equal(table, row) {
				t.Errorf("the table findings has\n%v, the function writes\n%v", table, row)
			}
			views, err := sql.Views(schema)
			if err != nil {
				t.Fatal(err)
			}
			for i := range views {
				checkView(t, s, &views[i], table)
			}
		})
	}
}

// rowColumns are the columns of the schema, in Hive's types, once they are seen in a
// Parquet file of the function: the same names, of a type that Hive reads as that.
func rowColumns(t *testing.T, schema *findings.Schema) []named {
	t.Helper()
	var file bytes.Buffer
	w := findings.NewParquetWriter(schema)
	w.Reset(&file)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	written, err := parquet.OpenFile(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var columns []named
	found := map[string]string{}
	for _, field := range written.Schema().Fields() {
		found[field.Name()] = hiveOf(field)
	}
	for _, c := range schema.Columns() {
		if c.Name == findings.PartitionColumn {
			continue
		}
		columns = append(columns, named{c.Name, c.Hive})
		if found[c.Name] != c.Hive {
			t.Errorf("%s is %s in the schema, %q in the Parquet file", c.Name, c.Hive, found[c.Name])
		}
		delete(found, c.Name)
	}
	if len(found) > 0 {
		t.Errorf("the Parquet file has columns that the schema lacks: %v", found)
	}
	return columns
}

// hiveOf is what Hive reads a Parquet field as.
func hiveOf(n parquet.Node) string {
	logical := ""
	if l := n.Type(); !n.Leaf() || l.LogicalType() != nil {
		logical = l.String()
	}
	switch {
	case strings.HasPrefix(logical, "STRING"):
		return "string"
	case strings.HasPrefix(logical, "TIMESTAMP"):
		return "timestamp"
	case strings.HasPrefix(logical, "LIST"):
		return "array<" + hiveOf(n.Fields()[0].Fields()[0]) + ">"
	case strings.HasPrefix(logical, "MAP"):
		pair := n.Fields()[0].Fields()
		return "map<" + hiveOf(pair[0]) + "," + hiveOf(pair[1]) + ">"
	case !n.Leaf():
		var members []string
		for _, f := range n.Fields() {
			members = append(members, f.Name()+":"+hiveOf(f))
		}
		return "struct<" + strings.Join(members, ",") + ">"
	}
	return map[parquet.Kind]string{
		parquet.Boolean: "boolean", parquet.Int32: "int", parquet.Int64: "bigint", parquet.Double: "double", parquet.ByteArray: "string",
	}[n.Type().Kind()]
}

// table is a table or view of the recorded catalog.
func tableNamed(t *testing.T, s *record.Stack, name string) *record.Resource {
	t.Helper()
	for _, r := range s.OfType("aws:glue/catalogTable:CatalogTable") {
		if r.Text("name") == name {
			return r
		}
	}
	t.Fatalf("%s has no table %s", s.Name, name)
	return nil
}

func tableColumns(t *testing.T, s *record.Stack, name string) []named {
	t.Helper()
	list, _ := tableNamed(t, s, name).Value("storageDescriptor", "columns").([]any)
	var columns []named
	for _, c := range list {
		n, _ := at(c, "name").(string)
		kind, _ := at(c, "type").(string)
		columns = append(columns, named{n, kind})
	}
	return columns
}

// checkView compares a view with what stands of it in the catalog and in its saved
// query.
func checkView(t *testing.T, s *record.Stack, v *sql.View, table []named) {
	t.Helper()
	var hive, presto []named
	for _, c := range v.Columns {
		kind, err := sql.HiveType(c.Trino)
		if err != nil {
			t.Fatal(err)
		}
		hive, presto = append(hive, named{c.Name, kind}), append(presto, named{c.Name, c.Trino})
		// Lists, maps and rows are passed through: in the view they are what they are in
		// the table.
		i := slices.IndexFunc(table, func(of named) bool { return of.name == c.Name })
		if i >= 0 && strings.ContainsRune(kind, '<') && slices.Contains(v.Reads, "findings") && table[i].kind != kind {
			t.Errorf("%s.%s is %s, in the table findings %s", v.Name, c.Name, kind, table[i].kind)
		}
	}
	if got := tableColumns(t, s, v.Name); !slices.Equal(got, hive) {
		t.Errorf("the Glue view %s has\n%v, declared are\n%v", v.Name, got, hive)
	}
	r := tableNamed(t, s, v.Name)
	text := strings.TrimSuffix(strings.TrimPrefix(r.Text("viewOriginalText"), "/* Presto View: "), " */")
	inside, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		t.Fatalf("%s: %v", v.Name, err)
	}
	var definition struct {
		OriginalSQL, Catalog, Schema string
		Columns                      []struct{ Name, Type string }
	}
	if err := json.Unmarshal(inside, &definition); err != nil {
		t.Fatalf("%s: %v", v.Name, err)
	}
	var got []named
	for _, c := range definition.Columns {
		got = append(got, named{c.Name, c.Type})
	}
	if !slices.Equal(got, presto) {
		t.Errorf("inside of the Glue view %s stand\n%v, declared are\n%v", v.Name, got, presto)
	}
	database := s.OfType("aws:glue/catalogDatabase:CatalogDatabase")[0].Text("name")
	if definition.OriginalSQL != v.SQL || definition.Schema != database || r.Text("databaseName") != database {
		t.Errorf("the Glue view %s is of the database %q and %q, want %q; its SQL is that of its file: %v",
			v.Name, definition.Schema, r.Text("databaseName"), database, definition.OriginalSQL == v.SQL)
	}
	for _, q := range s.OfType("aws:athena/namedQuery:NamedQuery") {
		if q.Text("query") == v.Statement() && q.Text("database") == database {
			return
		}
	}
	t.Errorf("no saved query makes %s anew", v.Name)
}
