package local

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// otherMeaning is what a query says that both engines take, each in its own sense,
// whatever the functions: node is DuckDB's parse of it.
func otherMeaning(node any) error {
	seen := map[string]error{}
	var look func(any)
	look = func(node any) {
		switch n := node.(type) {
		case map[string]any:
			if err := otherSense(n); err != nil {
				seen[err.Error()] = err
			}
			for _, child := range n {
				look(child)
			}
		case []any:
			for _, child := range n {
				look(child)
			}
		}
	}
	look(node)
	var errs []error
	for _, text := range sorted(seen) {
		errs = append(errs, seen[text])
	}
	return errors.Join(errs...)
}

func sorted(m map[string]error) (keys []string) {
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// fields are what extract takes out of a time in the same sense on both. Of dow a
// Sunday is 7 in Trino, 0 in DuckDB.
var fields = []string{"year", "quarter", "month", "week", "day", "doy", "hour", "minute", "second"}

func otherSense(n map[string]any) error {
	name, _ := n["function_name"].(string)
	operands, _ := n["children"].([]any)
	switch {
	case name == "date_part" && len(operands) > 0:
		field := constant(operands[0])
		if slices.Contains(fields, field) {
			return nil
		}
		advice := map[string]string{"dow": "day_of_week(x)", "isodow": "day_of_week(x)", "dayofweek": "day_of_week(x)", "epoch": "to_unixtime(x)"}[field]
		if advice == "" {
			advice = strings.Join(fields, ", ")
		}
		return fmt.Errorf("extracting %s from a time: not the same here and in Athena; instead: %s", field, advice)
	case name == "/" && number(operands...) == decimal, name == "avg" && number(operands...) == decimal:
		what := map[string]string{"/": "dividing decimals", "avg": "the average of decimals"}[name]
		return fmt.Errorf("%s: Athena keeps as many digits as these have, so that 1/3.0 is 0.3; write doubles, such as 3e0 or cast(x as double)", what)
	}
	return nil
}

func constant(node any) string {
	value, _ := member(node, "value").(map[string]any)
	text, _ := value["value"].(string)
	return strings.ToLower(text)
}

func member(node any, names ...string) any {
	for _, name := range names {
		m, _ := node.(map[string]any)
		node = m[name]
	}
	return node
}

// sort is what is known of the type of an expression.
type sort int

const (
	unknown sort = iota
	decimal      // a literal with a point, or made of one
	double       // and so is what a double comes into
)

// doubles are functions that answer a double whatever they are given.
var doubles = []string{"exp", "ln", "log10", "log2", "power", "sqrt", "to_unixtime"}

// passing are those that answer what they are given.
var passing = []string{"+", "-", "*", "/", "%", "abs", "coalesce", "greatest", "if", "least", "max", "min", "mod", "nullif", "round", "sum"}

// number is the sort of what comes of several expressions together.
func number(nodes ...any) (s sort) {
	for _, node := range nodes {
		s = max(s, numberOf(node))
	}
	return s
}

func numberOf(node any) sort {
	n, _ := node.(map[string]any)
	children, _ := n["children"].([]any)
	switch n["class"] {
	case "CONSTANT":
		return typed(member(n, "value", "type", "id"))
	case "CAST":
		return typed(member(n, "cast_type", "id"))
	case "OPERATOR": // coalesce
		return number(children...)
	case "CASE":
		all := []any{n["else_expr"]}
		checks, _ := n["case_checks"].([]any)
		for _, c := range checks {
			all = append(all, member(c, "then_expr"))
		}
		return number(all...)
	case "FUNCTION":
		name, _ := n["function_name"].(string)
		switch {
		case slices.Contains(doubles, name):
			return double
		case name == "avg" && number(children...) != decimal:
			return double
		case slices.Contains(passing, name) || name == "avg":
			return number(children...)
		}
	}
	return unknown
}

func typed(id any) sort {
	switch id {
	case "DECIMAL":
		return decimal
	case "DOUBLE", "FLOAT":
		return double
	}
	return unknown
}
