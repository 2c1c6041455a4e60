package trino

import (
	"encoding/base64"
	"maps"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/local"
	"security-hub-analytics/sql"
)

// plantedAreRefused puts tables and views into Glue that are wrong in one thing
// each, and wants the check that is there for it to object.
func plantedAreRefused(t *testing.T, trino, moto string, w world, db *local.DB) {
	t.Helper()
	a := aws{t.Context(), moto}
	check(t, a.install("planted", w.bucket, nil, nil))
	// plant replaces a table, and says whether it is refused.
	plant := func(what string, table planted, refuses func() error) {
		t.Helper()
		_ = a.deleteTable("planted", table.Name) // if it is there
		input := tableInput(w.bucket, table.GlueTable)
		parameters := table.Parameters(w.bucket)
		maps.Copy(parameters, table.parameters)
		input["Parameters"] = parameters
		check(t, a.glue("CreateTable", map[string]any{"DatabaseName": "planted", "TableInput": input}))
		if err := refuses(); err == nil {
			t.Errorf("%s is not noticed", what)
		} else if testing.Verbose() {
			t.Logf("%s: %.150s", what, strings.ReplaceAll(err.Error(), "\n", " "))
		}
	}
	tables := sql.Tables(w.schema, w.since)
	for _, fault := range tableFaults {
		at := slices.IndexFunc(tables, func(t sql.GlueTable) bool { return t.Name == fault.table })
		table := planted{GlueTable: tables[at]}
		table.Columns = slices.Clone(table.Columns)
		if fault.column != "" {
			at := slices.IndexFunc(table.Columns, func(c sql.GlueColumn) bool { return c.Name == fault.column })
			fault.change(&table, &table.Columns[at])
		} else {
			fault.change(&table, nil)
		}
		columns := tableColumns(fault.table, w.schema)
		plant(fault.what, table, func() error {
			if err := checkTypes(t.Context(), trino, "planted", fault.table, columns); err != nil {
				return err
			}
			if fault.filled {
				return checkFilled(t.Context(), trino, "planted", fault.table, columns)
			}
			_, err := checkSame(t.Context(), trino, "planted", db, "select "+list(columns)+" from "+fault.table, columns)
			return err
		})
	}
	for column, hive := range readFaults {
		table := planted{GlueTable: tables[0]}
		table.Columns = slices.Clone(table.Columns)
		for i := range table.Columns {
			if table.Columns[i].Name == column {
				table.Columns[i].Type = hive
			}
		}
		plant(column+" read as "+hive, table, func() error {
			_, err := ask(t.Context(), trino, "planted", "select "+quoted(column)+" from findings")
			return err
		})
	}
	for _, table := range tables {
		_ = a.deleteTable("planted", table.Name)
		check(t, a.createTable("planted", w.bucket, table))
	}
	view := w.views[slices.IndexFunc(w.views, func(v sql.View) bool { return v.Name == "pipeline_by_day" })]
	columns := viewColumns(view)
	for what, change := range viewFaults {
		changed := view
		changed.Columns = slices.Clone(view.Columns)
		change(&changed)
		table, err := changed.GlueTable("planted")
		check(t, err)
		plant(what, planted{GlueTable: table}, func() error {
			if err := checkValid(t.Context(), trino, "planted", view.Name); err != nil {
				return err
			}
			if err := checkTypes(t.Context(), trino, "planted", view.Name, columns); err != nil {
				return err
			}
			_, err := checkSame(t.Context(), trino, "planted", db, "select "+list(columns)+" from "+view.Name, columns)
			return err
		})
	}
	for what, change := range textFaults {
		made, err := view.GlueTable("planted")
		check(t, err)
		table := planted{GlueTable: made}
		change(&table)
		plant(what, table, func() error { return checkValid(t.Context(), trino, "planted", view.Name) })
	}
}

// planted is a table with parameters of its own choice.
type planted struct {
	sql.GlueTable
	parameters map[string]string
}

func (p *planted) set(key, value string) {
	if p.parameters == nil {
		p.parameters = map[string]string{}
	}
	p.parameters[key] = value
}

// tableFault is a table that is wrong in one thing; filled says that a null in
// every row is how it shows.
type tableFault struct {
	what, table, column string
	filled              bool
	change              func(*planted, *sql.GlueColumn)
}

var tableFaults = []tableFault{
	{"text declared as a number", "findings", "title", false, func(_ *planted, c *sql.GlueColumn) { c.Type = "bigint" }},
	{"a time declared as a number", "findings", "updated_at", false, func(_ *planted, c *sql.GlueColumn) { c.Type = "bigint" }},
	{"a whole number declared as a double", "findings", "severity_normalized", false, func(_ *planted, c *sql.GlueColumn) { c.Type = "double" }},
	{"a list declared as text", "findings", "types", false, func(_ *planted, c *sql.GlueColumn) { c.Type = "string" }},
	{"a member of rows misspelt", "findings", "compliance_standards", true, func(_ *planted, c *sql.GlueColumn) {
		c.Type = strings.Replace(c.Type, "standards_id", "standard_id", 1)
	}},
	{"a column misspelt", "findings", "region", true, func(_ *planted, c *sql.GlueColumn) { c.Name = "regions" }},
	{"a column left out", "quarantine", "", false, func(t *planted, _ *sql.GlueColumn) { t.Columns = t.Columns[1:] }},
	{"columns in another order", "accounts", "", false, func(t *planted, _ *sql.GlueColumn) { slices.Reverse(t.Columns) }},
	{"another serde", "quarantine", "", false, func(t *planted, _ *sql.GlueColumn) {
		t.SerdeLibrary = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"
	}},
	{"a serde that makes escapes of backslashes", "accounts", "", false, func(t *planted, _ *sql.GlueColumn) {
		t.SerdeParameters = maps.Clone(t.SerdeParameters)
		delete(t.SerdeParameters, "escapeChar")
	}},
	{"another prefix", "findings", "", true, func(t *planted, _ *sql.GlueColumn) { t.Prefix = "finding/" }},
	{"a projection that begins too late", "findings", "", false, func(t *planted, _ *sql.GlueColumn) { project(t, "range", "2026-11-15,NOW") }},
	{"a projection of months", "findings", "", false, func(t *planted, _ *sql.GlueColumn) { project(t, "interval.unit", "MONTHS") }},
	{"a projection of another format", "findings", "", false, func(t *planted, _ *sql.GlueColumn) { project(t, "format", "yyyy/MM/dd") }},
	{"a projection of years before now, which Athena alone knows", "findings", "", false, func(t *planted, _ *sql.GlueColumn) { project(t, "range", "NOW-1YEARS,NOW") }},
	{"no projection", "findings", "", true, func(t *planted, _ *sql.GlueColumn) { t.set("projection.enabled", "false") }},
}

// readFaults are types that Trino itself finds not to be those of the files, even if
// all that is declared agrees on them. A bigint it reads as text, too.
var readFaults = map[string]string{
	"title": "bigint", "types": "string", "product_fields": "array<string>", "resources": "string",
	"severity_product": "boolean", "sample": "bigint", "updated_at": "string", "finding_digest": "boolean",
}

func project(t *planted, key, value string) { t.set("projection.ingest_date."+key, value) }

var viewFaults = map[string]func(*sql.View){
	"a view's column of another type":   func(v *sql.View) { v.Columns[1].Trino = "varchar" },
	"a view's columns in another order": func(v *sql.View) { v.Columns[0], v.Columns[1] = v.Columns[1], v.Columns[0] },
	"a view's column of another name":   func(v *sql.View) { v.Columns[1].Name = "objects" },
	"a view's column too many":          func(v *sql.View) { v.Columns = append(v.Columns, sql.Column{Name: "more", Trino: "bigint"}) },
	"a view's column too few":           func(v *sql.View) { v.Columns = v.Columns[1:] },
	"a function that nobody has":        func(v *sql.View) { v.SQL = strings.Replace(v.SQL, "max(", "maximum(", 1) },
	"a table that is not there":         func(v *sql.View) { v.SQL = strings.Replace(v.SQL, "from findings", "from finding", 1) },
	"a column that is not there":        func(v *sql.View) { v.SQL = strings.Replace(v.SQL, "where part = 0", "where piece = 0", 1) },
	"a semicolon":                       func(v *sql.View) { v.SQL += ";" },
	"a condition left out":              func(v *sql.View) { v.SQL = strings.Replace(v.SQL, "where part = 0", "where part > 0", 1) },
}

var textFaults = map[string]func(*planted){
	"a text that is no base64": func(t *planted) { t.ViewOriginalText = "/* Presto View: ! */" },
	"a text that is plain SQL": func(t *planted) { t.ViewOriginalText = "select 1" },
	"a text without columns": func(t *planted) {
		t.ViewOriginalText = "/* Presto View: " + base64.StdEncoding.EncodeToString([]byte(`{"originalSql":"select 1 as a"}`)) + " */"
	},
	"a view that does not say it is one": func(t *planted) { t.set("presto_view", "false") },
	"a view with a description":          func(t *planted) { t.Description = "What it answers." },
}
