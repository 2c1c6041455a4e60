package local

import (
	"fmt"
	"strings"
)

// scalarTypes are Trino's scalar types under the names that DuckDB gives them.
// A timestamp(3) is a DuckDB TIMESTAMP: both carry no zone, the finer digits
// stay zero.
var scalarTypes = map[string]string{
	"bigint":                      "BIGINT",
	"boolean":                     "BOOLEAN",
	"date":                        "DATE",
	"double":                      "DOUBLE",
	"integer":                     "INTEGER",
	"real":                        "FLOAT",
	"smallint":                    "SMALLINT",
	"timestamp":                   "TIMESTAMP",
	"timestamp(3)":                "TIMESTAMP",
	"timestamp(3) with time zone": "TIMESTAMP WITH TIME ZONE",
	"tinyint":                     "TINYINT",
	"varbinary":                   "BLOB",
	"varchar":                     "VARCHAR",
}

// duckType is the DuckDB type that holds what the Trino type does. It spells
// types as DuckDB's DESCRIBE does, save for quotes that DuckDB leaves out.
func duckType(trino string) (string, error) {
	trino = strings.TrimSpace(trino)
	if t, ok := scalarTypes[strings.ToLower(trino)]; ok {
		return t, nil
	}
	name, inner, ok := strings.Cut(trino, "(")
	if !ok || !strings.HasSuffix(inner, ")") {
		return "", fmt.Errorf("mapping type %q to DuckDB: unknown type", trino)
	}
	parts := splitTypes(strings.TrimSuffix(inner, ")"))
	switch name = strings.ToLower(strings.TrimSpace(name)); {
	case name == "array" && len(parts) == 1:
		element, err := duckType(parts[0])
		return element + "[]", err
	case name == "map" && len(parts) == 2:
		key, err := duckType(parts[0])
		if err != nil {
			return "", err
		}
		value, err := duckType(parts[1])
		return "MAP(" + key + ", " + value + ")", err
	case name == "row":
		return structType(trino, parts)
	}
	return "", fmt.Errorf("mapping type %q to DuckDB: unknown type", trino)
}

// structType maps the fields of a row type, each "name type".
func structType(trino string, fields []string) (string, error) {
	mapped := make([]string, len(fields))
	for i, field := range fields {
		name, of, ok := strings.Cut(strings.TrimSpace(field), " ")
		if !ok {
			return "", fmt.Errorf("mapping type %q to DuckDB: field %q has no type", trino, field)
		}
		t, err := duckType(of)
		if err != nil {
			return "", err
		}
		mapped[i] = quoteName(strings.Trim(name, `"`)) + " " + t
	}
	return "STRUCT(" + strings.Join(mapped, ", ") + ")", nil
}

// splitTypes splits at the commas that stand outside of parentheses.
func splitTypes(list string) []string {
	var parts []string
	depth, start := 0, 0
	for i, c := range list {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			parts = append(parts, list[start:i])
			start = i + 1
		}
	}
	return append(parts, list[start:])
}

// quoteName writes an identifier that may hold anything, such as the hyphens
// of the seed's view names.
func quoteName(name string) string {
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// quoteText writes a string literal.
func quoteText(text string) string {
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}
