package sql

import (
	"maps"
	"slices"
)

// Functions lists the functions that our views may call. Few on purpose.
func Functions() []string {
	return []string{
		"cardinality", "coalesce", "count", "count_if", "date_add", "date_diff",
		"date_format", "date_trunc", "element_at", "greatest", "json_extract_scalar",
		"lag", "lead", "least", "max", "max_by", "min", "nullif", "regexp_extract", "round", "row",
		"row_number", "sequence", "sum", "to_iso8601", "trim", "unnest",
	}
}

// Trial is an expression that means the same on Athena's engine and on DuckDB,
// there by itself or by local/macros.sql.
type Trial struct {
	// Function is what it is a trial of.
	Function string
	// Expression has one value.
	Expression string
	// Answer is that value cast to varchar, "null" for null. It is Trino's, from
	// its documentation (trino.io/docs/current/functions).
	Answer string
}

// Callable lists the functions that a query or a view of a user's own may call,
// in order: those with a trial. Another one may be missing on one of the engines,
// or worse, be there and mean something else.
func Callable() []string {
	tried := map[string]bool{}
	for _, trial := range Trials() {
		tried[trial.Function] = true
	}
	return slices.Sorted(maps.Keys(tried))
}

// Trials has one or more for each function of Callable.
func Trials() []Trial {
	return slices.Concat(timeTrials, textTrials, numberTrials, listTrials, jsonTrials, aggregateTrials, windowTrials)
}
