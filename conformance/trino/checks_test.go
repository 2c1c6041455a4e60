package trino

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
	"security-hub-analytics/local"
	"security-hub-analytics/sql"
)

// The checks that the judge makes. Each returns what is wrong; planted_test.go
// shows that they find it.

// tableColumns are what a table of the lake shall have, its partition last.
func tableColumns(table string, schema *findings.Schema) []column {
	var all []column
	declared := map[string][]findings.Column{
		"findings": schema.Columns(), "quarantine": lake.QuarantineColumns(), "accounts": lake.AccountsColumns(),
	}[table]
	for _, c := range declared {
		all = append(all, column{c.Name, c.Trino})
	}
	if table != "accounts" {
		all = append(all, column{findings.PartitionColumn, "varchar"})
	}
	return all
}

func viewColumns(v sql.View) []column {
	all := make([]column, len(v.Columns))
	for i, c := range v.Columns {
		all[i] = column{c.Name, c.Trino}
	}
	return all
}

// checkTypes compares what Trino says of a table or view with what is declared.
func checkTypes(ctx context.Context, trino, database, name string, want []column) error {
	a, err := ask(ctx, trino, database, "describe "+quoted(name))
	if err != nil {
		return err
	}
	var got []column
	for _, row := range a.rows {
		got = append(got, column{fmt.Sprint(row[0]), fmt.Sprint(row[1])})
	}
	return sameColumns(got, want)
}

// checkValid has Trino resolve a view: its text, its columns, all that it reads.
func checkValid(ctx context.Context, trino, database, name string) error {
	_, err := ask(ctx, trino, database, "explain (type validate) select * from "+quoted(name))
	return err
}

// checkFilled wants each column, and each member of nested rows, read at least
// once with a value: a column that Trino does not find in the files is null.
func checkFilled(ctx context.Context, trino, database, name string, columns []column) error {
	var names, counts []string
	for _, c := range columns {
		k, err := parseKind(c.Type)
		if err != nil {
			return err
		}
		for _, place := range k.places(quoted(c.Name), c.Name, 0) {
			names = append(names, place.name)
			counts = append(counts, "count_if("+place.filled+")")
		}
	}
	a, err := ask(ctx, trino, database, "select "+strings.Join(counts, ", ")+" from "+quoted(name))
	if err != nil {
		return err
	}
	var errs []error
	for i, value := range a.rows[0] {
		if fmt.Sprint(value) == "0" {
			errs = append(errs, fmt.Errorf("%s.%s is null in every row (testdata/everything.ndjson shall have it)", name, names[i]))
		}
	}
	return errors.Join(errs...)
}

// place is one thing that a column can hold.
type place struct{ name, filled string }

// places lists the value itself and what is in it.
func (k kind) places(expression, name string, depth int) []place {
	all := []place{{name, expression + " is not null"}}
	switch k.name {
	case "array":
		element := fmt.Sprintf("e%d", depth)
		for _, p := range k.of[0].places(element, name+"[]", depth+1) {
			all = append(all, place{p.name, "any_match(" + expression + ", " + element + " -> " + p.filled + ")"})
		}
	case "map":
		all = append(all, place{name + "{}", "cardinality(" + expression + ") > 0"})
	case "row":
		for i, member := range k.names {
			all = append(all, k.of[i].places(expression+"."+quoted(member), name+"."+member, depth)...)
		}
	}
	return all
}

// checkSame asks both engines and compares.
func checkSame(ctx context.Context, trino, database string, db *local.DB, query string, columns []column) (int, error) {
	there, err := trinoLines(ctx, trino, database, query, columns)
	if err != nil {
		return 0, fmt.Errorf("on Trino: %w", err)
	}
	here, err := duckLines(ctx, db, duckQuery(query), columns)
	if err != nil {
		return 0, fmt.Errorf("on DuckDB: %w", err)
	}
	if text := differ(there, here); text != "" {
		return 0, errors.New(text)
	}
	return len(here), nil
}

// duckQuery is a view's query as the local engine runs it.
func duckQuery(query string) string {
	return strings.ReplaceAll(query, "as timestamp(3)", "as timestamp")
}

func quoted(name string) string { return `"` + name + `"` }

// list names columns in a query.
func list(columns []column) string {
	all := make([]string, len(columns))
	for i, c := range columns {
		all[i] = quoted(c.Name)
	}
	return strings.Join(all, ", ")
}
