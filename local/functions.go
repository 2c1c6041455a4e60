package local

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"security-hub-analytics/sql"
)

// tried refuses a query that calls what is not known to mean the same on both
// engines. Of a text that is no query, or none that can be parsed, it knows
// nothing: whoever runs it will say what is wrong.
func (db *DB) tried(ctx context.Context, statement string) error {
	text := queryOf(statement)
	called, other, err := db.called(ctx, text)
	if err != nil {
		return err
	}
	words := tokens.ReplaceAllString(text, " ")
	if called == nil { // perhaps for a function that only Athena's parser knows
		for name := range instead {
			if calls(words, name) {
				called = append(called, function{name: name})
			}
		}
		slices.SortFunc(called, func(a, b function) int { return strings.Compare(a.name, b.name) })
	}
	known := sql.Callable()
	var errs []error
	for _, f := range called {
		switch {
		case f.operator && !slices.Contains(operators, f.name):
			errs = append(errs, fmt.Errorf("using the operator %s: Athena does not know it", f.name))
		case f.operator, slices.Contains(known, f.name) && (f.schema == "" || f.schema == sugarSchema):
		case slices.Contains(sugar, f.name) && !calls(words, f.name):
		case f.schema != "" && f.schema != sugarSchema:
			errs = append(errs, fmt.Errorf("calling %s.%s: write functions without a schema, and methods as functions", f.schema, f.name))
		default:
			errs = append(errs, untried(f.name, known))
		}
	}
	return errors.Join(append(errs, other)...)
}

func untried(name string, known []string) error {
	advice := ""
	if other := instead[name]; other != "" {
		advice = "; instead: " + other
	} else if near := Nearest(strings.Replace(name, "list_", "array_", 1), known); near != "" { // DuckDB's arrays are lists
		advice = "; near it: " + near
	}
	return fmt.Errorf("calling %s: not one of the functions that are known to mean the same here and in Athena%s (shub query --help lists them)", name, advice)
}

// function is something that a query calls.
type function struct {
	schema, name string // schema with the catalog, if the query names it
	operator     bool
}

// called lists what a query calls, each once: by DuckDB's own parser, so that
// columns, tables, types and CTEs are not taken for it. It is nil where that
// cannot parse the query. The other error is about what is called in another sense.
func (db *DB) called(ctx context.Context, query string) (all []function, other, err error) {
	rows, err := db.values(ctx, "select cast(json_serialize_sql("+quoteText(query)+") as varchar)")
	if err != nil {
		return nil, nil, fmt.Errorf("reading the query: %w", err)
	}
	text, _ := rows[0][0].(string)
	var tree struct {
		Error      bool
		Statements any
	}
	if err := json.Unmarshal([]byte(text), &tree); err != nil {
		return nil, nil, fmt.Errorf("reading DuckDB's parse of the query: %w", err)
	}
	if tree.Error {
		return nil, nil, nil
	}
	all = []function{}
	walk(tree.Statements, func(f function) {
		if !slices.Contains(all, f) {
			all = append(all, f)
		}
	})
	slices.SortFunc(all, func(a, b function) int {
		return cmp.Or(strings.Compare(a.name, b.name), strings.Compare(a.schema, b.schema))
	})
	return all, otherMeaning(tree.Statements), nil
}

// walk looks for the nodes of functions, whatever they are part of.
func walk(node any, each func(function)) {
	switch n := node.(type) {
	case map[string]any:
		if name, ok := n["function_name"].(string); ok {
			schema, _ := n["schema"].(string)
			if catalog, _ := n["catalog"].(string); catalog != "" {
				schema = catalog + "." + schema
			}
			operator, _ := n["is_operator"].(bool)
			each(function{schema, strings.ToLower(name), operator})
		}
		for _, child := range n {
			walk(child, each)
		}
	case []any:
		for _, child := range n {
			walk(child, each)
		}
	}
}

var createView = regexp.MustCompile(`(?is)^create\s+(or\s+replace\s+)?view\s+("[^"]*"|[\w.])+\s*(\([^)]*\)\s*)?as\s`)

// queryOf is the query within EXPLAIN and CREATE VIEW, else the statement.
func queryOf(statement string) string {
	text := bare(statement)
	text = bare(explainHead.ReplaceAllString(text, ""))
	return createView.ReplaceAllString(text, "")
}

// calls says whether a query, without its strings and comments, has a call of
// the function in so many words.
func calls(words, name string) bool {
	return regexp.MustCompile(`(?i)\b` + regexp.QuoteMeta(name) + `\s*\(`).MatchString(words)
}
