package local

import (
	"slices"
	"strings"
)

// operators are those that Trino has as well.
var operators = []string{"+", "-", "*", "/", "%", "||", "~~", "!~~"}

// sugarSchema is where DuckDB's parser puts what it makes of SQL's own forms,
// such as extract(year from x).
const sugarSchema = "main"

// sugar is what it makes of the forms that Trino knows too: extract, LIKE with
// ESCAPE, intervals. Nobody may call it by these names.
var sugar = []string{
	"count_star", "date_part", "like_escape", "not_like_escape", "trunc", "to_years", "to_months", "to_weeks", "to_days",
	"to_hours", "to_minutes", "to_seconds", "to_milliseconds",
}

// instead is what to write for functions that are often asked for: of one engine
// alone, or of both with two meanings.
var instead = map[string]string{
	"all_match": apart, "any_match": apart, "none_match": apart, "filter": apart, "transform": apart, "reduce": apart, "zip_with": apart,
	"list_filter": apart, "list_transform": apart, "list_reduce": apart, "array_distinct": "count(distinct ...) over unnest",
	"array_length": "cardinality(x)", "array_position": "contains(x, y)", "concat_ws": "array_join(array[...], ',')",
	"date_part": "extract(year from x)", "dateadd": "date_add(unit, n, x)", "datediff": "date_diff(unit, a, b)",
	"epoch": "to_unixtime(x)", "every": "bool_and(x)", "group_concat": joined, "ifnull": "coalesce(x, y)", "ilike": "lower(x) like y",
	"instr": "strpos(x, y)", "json_extract_string": "json_extract_scalar(x, path)", "left": "substr(x, 1, n)",
	"len": "length(x) or cardinality(x)", "list": "array_agg(x)", "list_value": "array[...]", "listagg": joined, "log": "ln(x) or log10(x)",
	"median": "approx_percentile(x, 0.5)", "nvl": "coalesce(x, y)", "pow": "power(x, n)", "quantile_cont": "approx_percentile(x, p)",
	"range": "sequence(a, b)", "generate_series": "sequence(a, b)", "regexp_matches": "regexp_like(x, pattern)",
	"repeat": "rpad(x, n, x), for in Athena it makes a list", "right": "substr(x, -n)", "strftime": "date_format(x, format)",
	"string_agg": joined, "string_split": "split(x, y)", "strptime": "date_parse(x, format)", "struct_pack": "row(...)",
	"timezone":     "no AT TIME ZONE, which turns the other way there: all times are UTC",
	"to_timestamp": "from_unixtime(n)", "url_extract_host": "regexp_extract(x, '//([^/]+)', 1)",
}

const (
	apart  = "unnest, which takes the list apart"
	joined = "array_join(array_agg(x order by x), ',')"
)

// Nearest names up to three of the known names that look like name, parted by
// commas; "" if none does.
func Nearest(name string, known []string) string {
	type near struct {
		name string
		away int
	}
	var all []near
	for _, k := range known {
		away := distance(name, k)
		if len(name) > 3 && (strings.HasPrefix(k, name) || strings.HasPrefix(name, k)) {
			away = min(away, 2)
		}
		if away <= 1+len(name)/4 {
			all = append(all, near{k, away})
		}
	}
	slices.SortStableFunc(all, func(a, b near) int { return a.away - b.away })
	const most = 3
	names := make([]string, 0, most)
	for _, n := range all[:min(most, len(all))] {
		names = append(names, n.name)
	}
	return strings.Join(names, ", ")
}

// distance is how many letters to add, take or change to make b of a
// (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := corner
			if a[i] != b[j] {
				change++
			}
			corner = row[j+1]
			row[j+1] = min(change, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
