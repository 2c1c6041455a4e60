package sql

// Functions lists the functions that views may call. Each means the same on
// Athena and on DuckDB, by itself or by local/macros.sql, and is tried on both.
// Few on purpose.
func Functions() []string {
	return []string{
		"cardinality", "coalesce", "count", "count_if", "date_add", "date_diff",
		"date_format", "date_trunc", "element_at", "greatest", "json_extract_scalar",
		"lag", "lead", "least", "max", "max_by", "min", "regexp_extract", "round", "row",
		"row_number", "sequence", "sum", "to_iso8601", "trim", "unnest",
	}
}
