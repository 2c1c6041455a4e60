package sql

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
)

// hiveTypes are the scalar types of views' columns, as the Glue catalog writes them.
var hiveTypes = map[string]string{
	"bigint": "bigint", "boolean": "boolean", "date": "date", "double": "double",
	"integer": "int", "timestamp(3)": "timestamp", "varchar": "string",
}

// HiveType is the Glue catalog's name of a Trino type.
func HiveType(trino string) (string, error) {
	if hive, ok := hiveTypes[trino]; ok {
		return hive, nil
	}
	name, inner, ok := strings.Cut(trino, "(")
	if !ok || !strings.HasSuffix(inner, ")") {
		return "", fmt.Errorf("type %q: not one that views have here (bigint, boolean, date, double, integer, timestamp(3), varchar, array, map, row)", trino)
	}
	parts := splitTypes(strings.TrimSuffix(inner, ")"))
	hives := make([]string, len(parts))
	for i, part := range parts {
		field := ""
		if name == "row" {
			field, part, _ = strings.Cut(part, " ")
			field += ":"
		}
		hive, err := HiveType(part)
		if err != nil {
			return "", err
		}
		hives[i] = field + hive
	}
	switch {
	case name == "array" && len(parts) == 1:
		return "array<" + hives[0] + ">", nil
	case name == "map" && len(parts) == 2:
		return "map<" + strings.Join(hives, ",") + ">", nil
	case name == "row":
		return "struct<" + strings.Join(hives, ",") + ">", nil
	}
	return "", fmt.Errorf("type %q: no such type", trino)
}

// splitTypes splits at the commas outside of parentheses.
func splitTypes(list string) []string {
	var parts []string
	depth, start := 0, 0
	for i, r := range list {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == ',' && depth == 0:
			parts = append(parts, strings.TrimSpace(list[start:i]))
			start = i + 1
		}
	}
	return append(parts, strings.TrimSpace(list[start:]))
}

// PrestoView is what the Glue catalog keeps as the original text of the view, in
// the database named: Athena reads the query and its columns from it. Names
// without a database are looked up in that database.
func (v *View) PrestoView(database string) (string, error) {
	type column struct {
		Name string `json:"name"`
		Type string `json:"type"`
	}
	// The names of the members are those of Trino's ConnectorViewDefinition. Some
	// say that Athena wants the last two; they say what their absence would.
	definition := struct {
		OriginalSQL string   `json:"originalSql"`
		Catalog     string   `json:"catalog"`
		Schema      string   `json:"schema"`
		Columns     []column `json:"columns"`

		RunAsInvoker bool     `json:"runAsInvoker"`
		Path         []string `json:"path"`
	}{OriginalSQL: v.SQL, Catalog: "awsdatacatalog", Schema: database, Path: []string{}}
	for _, c := range v.Columns {
		definition.Columns = append(definition.Columns, column{c.Name, c.Trino})
	}
	text, err := json.Marshal(definition)
	if err != nil {
		return "", fmt.Errorf("writing view %q for Glue: %w", v.Name, err)
	}
	return "/* Presto View: " + base64.StdEncoding.EncodeToString(text) + " */", nil
}

// Statement is the view as a saved query, with which an operator makes it anew.
// It is to run with its database chosen.
func (v *View) Statement() string {
	return "create or replace view " + quoted(v.Name) + " as\n" + v.SQL
}

func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
