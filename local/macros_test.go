package local

import (
	"strings"
	"testing"
)

// What Trino answers is from its documentation (trino.io/docs/current/functions:
// datetime, string, regexp, array, map, json, comparison, aggregate).

// TestSilentDifferences has the expressions that DuckDB by itself takes and
// answers differently: without macro or setting each of them would be a wrong
// number that nobody notices.
func TestSilentDifferences(t *testing.T) {
	t.Parallel()
	db := openLake(t, t.TempDir())
	tests := []struct{ name, expression, trino string }{
		{"integer division", "7 / 2", "3"},
		{"integer division, negative", "-7 / 2", "-3"},
		{"division of doubles", "cast(7 as double) / 2", "3.5"},
		{"date_diff counts what has passed", "date_diff('day', timestamp '2026-01-01 23:00:00', timestamp '2026-01-02 01:00:00')", "0"},
		{"date_diff of dates", "date_diff('month', date '2026-01-31', date '2026-03-01')", "1"},
		{"date_diff backwards", "date_diff('hour', timestamp '2026-01-02 00:00:00', timestamp '2026-01-01 22:30:00')", "-1"},
		{"minutes in a format", "date_format(timestamp '2026-02-03 04:05:06', '%H:%i')", "04:05"},
		{"month's name in a format", "date_format(timestamp '2026-02-03 04:05:06', '%M')", "February"},
		{"seconds in a format", "date_format(timestamp '2026-02-03 04:05:06', '%s %S %T')", "06 06 04:05:06"},
		{"week in a format", "date_format(timestamp '2021-01-03 00:00:00', '%x-%v')", "2020-53"},
		{"percent signs in a format", "date_format(timestamp '2026-02-03 04:05:06', '%%i %i')", "%i 05"},
		{"a time of day without zone is UTC", "date_format(from_iso8601_timestamp('2026-02-03T04:05:06'), '%H')", "04"},
		{"a time with zone is shown in UTC", "date_format(from_iso8601_timestamp('2026-02-03T04:05:06+02:00'), '%H')", "02"},
		{"truncating a date gives a date", "typeof(date_trunc('month', date '2026-02-03'))", "DATE"},
		{"adding to a date gives a date", "typeof(date_add('day', 1, date '2026-02-03'))", "DATE"},
		{"concat with null", "concat('a', null)", "null"},
		{"greatest with null", "greatest(1, null)", "null"},
		{"least with null", "least(3, 2, null)", "null"},
		{"regexp_replace replaces all", "regexp_replace('a1b2', '\\d', 'x')", "axbx"},
		{"regexp_replace removes all", "regexp_replace('a1b2', '\\d')", "ab"},
		{"regexp_replace groups", "regexp_replace('a1b2', '([a-z])(\\d)', '$2$1')", "1a2b"},
		{"regexp_extract without match", "regexp_extract('abc', 'x')", "null"},
		{"regexp_extract group", "regexp_extract('a1b2', '([a-z])(\\d)', 2)", "1"},
		{"split_part past the end", "split_part('a/b', '/', 3)", "null"},
		{"format", "format('%d of %s', 1, 'x')", "1 of x"},
		{"substr from 0", "substr('abc', 0)", ""},
		{"substring from 0", "substring('abc', 0, 2)", ""},
		{"approx_distinct of a thousand", "(select approx_distinct(i) from unnest(sequence(1, 1000)) as u(i))", "1000"},
		{"sequence counts down", "array_join(sequence(3, 1), ',')", "3,2,1"},
		{"element_at of a map is a value", "element_at(map(array['a'], array['b']), 'a')", "b"},
		{"JSON objects are no scalars", `json_extract_scalar('{"a": {"b": 1}}', '$.a')`, "null"},
		{"JSON lists are no scalars", `json_extract_scalar('{"a": [1]}', '$.a')`, "null"},
		{"JSON null is null", `json_extract_scalar('{"a": null}', '$.a')`, "null"},
		{"count_if of nothing", "(select count_if(x) from (values (cast(null as boolean))) as t(x))", "0"},
		{"nulls come last", "(select array_join(array_agg(coalesce(cast(x as varchar), 'null')), ',') from (select x from (values (2), (null), (1)) as t(x) order by x desc))", "2,1,null"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { wantAnswer(t, db, "select "+test.expression, test.trino) })
	}
}

// TestFunctions has Trino's functions that DuckDB lacks.
func TestFunctions(t *testing.T) {
	t.Parallel()
	db := openLake(t, t.TempDir())
	tests := []struct{ expression, trino string }{
		{"date_format(timestamp '2026-02-03 14:05:06.123', '%Y %y %b %c %d %e %j')", "2026 26 Feb 2 03 3 034"},
		{"date_format(timestamp '2026-02-03 14:05:06.123', '%H %h %I %k %l %p %f %a %W')", "14 02 02 14 2 PM 123000 Tue Tuesday"},
		{"date_format(timestamp '2026-02-03 14:05:06.123', '%r')", "02:05:06 PM"},
		{"date_format(cast(null as timestamp), '%Y')", "null"},
		{"to_iso8601(date_parse('2026-02-03 14:05', '%Y-%m-%d %H:%i'))", "2026-02-03T14:05:00.000"},
		{"to_iso8601(from_iso8601_timestamp('2026-02-03T14:05:06.123Z'))", "2026-02-03T14:05:06.123Z"},
		{"to_iso8601(from_iso8601_timestamp('2026-02-03T14:05Z'))", "2026-02-03T14:05:00.000Z"},
		{"to_iso8601(from_iso8601_timestamp('2026-02-03T14:05+0200'))", "2026-02-03T12:05:00.000Z"},
		{"to_iso8601(from_iso8601_timestamp('2026-02-03'))", "2026-02-03T00:00:00.000Z"},
		{"from_iso8601_timestamp(null)", "null"},
		{"to_iso8601(from_iso8601_date('2026-02-03'))", "2026-02-03"},
		{"to_iso8601(timestamp '2026-02-03 14:05:06.100')", "2026-02-03T14:05:06.100"},
		{"to_iso8601(date_add('month', 1, date '2026-01-31'))", "2026-02-28"},
		{"to_iso8601(date_add('quarter', -1, date '2026-01-31'))", "2025-10-31"},
		{"to_iso8601(date_add('millisecond', 1, timestamp '2026-01-31 00:00:00.000'))", "2026-01-31T00:00:00.001"},
		{"to_iso8601(date_add('week', 1, from_iso8601_timestamp('2026-01-31T00:00:00Z')))", "2026-02-07T00:00:00.000Z"},
		{"to_iso8601(timestamp '2026-01-31 00:00:00.000' - interval '1' day)", "2026-01-30T00:00:00.000"},
		{"day_of_week(date '2026-02-01')", "7"},
		{"day_of_month(date '2026-02-01')", "1"},
		{"day_of_year(date '2026-02-01')", "32"},
		{"week_of_year(date '2026-02-01')", "5"},
		{"year_of_week(date '2021-01-03')", "2020"},
		{"to_unixtime(timestamp '1970-01-01 00:01:00')", "60"},
		{"to_iso8601(from_unixtime(60))", "1970-01-01T00:01:00.000Z"},
		{"concat('a', 'b', 'c')", "abc"},
		{"greatest(1, 3, 2)", "3"},
		{"least(1, 3)", "1"},
		{"split_part('a/b', '/', 2)", "b"},
		{"regexp_like('abc', 'b')", "true"},
		{"from_utf8(to_utf8('ü'))", "ü"},
		{"to_hex(md5(to_utf8('')))", "D41D8CD98F00B204E9800998ECF8427E"},
		{"cardinality(array[1, 2])", "2"},
		{"cardinality(map_keys(map(array['a'], array['b'])))", "1"},
		{"(select sum(i) from (select array['a', 'b'] as x) cross join unnest(sequence(1, least(greatest(cardinality(x), 1), 10000))) as u(i) where i <= cardinality(x))", "3"},
		{"cardinality(cast(null as varchar))", "null"},
		{"element_at(array['a', 'b'], 2)", "b"},
		{"element_at(array['a', 'b'], 3)", "null"},
		{"element_at(array['a', 'b'], -1)", "b"},
		{"element_at(map(array['a'], array['b']), 'c')", "null"},
		{"array_join(array['a', null, 'c'], ',')", "a,c"},
		{"array_join(array['a', null, 'c'], ',', '-')", "a,-,c"},
		{"cardinality(sequence(1, 10, 3))", "4"},
		{"cardinality(sequence(date '2026-01-30', date '2026-02-02'))", "4"},
		{"typeof(sequence(date '2026-01-30', date '2026-02-02')[1])", "DATE"},
		{"cardinality(sequence(date '2026-01-01', date '2026-03-01', interval '1' month))", "3"},
		{`json_extract_scalar('{"a/b": {"c": 1}}', '$["a/b"].c')`, "1"},
		{`json_extract_scalar('{"a": ["x", "y"]}', '$.a[1]')`, "y"},
		{`json_extract_scalar('{"a": true}', '$.a')`, "true"},
		{`json_extract_scalar('no JSON', '$.a')`, "null"},
		{`json_array_length(json_extract('{"a": [1, 2]}', '$.a'))`, "2"},
		{`json_format(json_parse('{"a":1}'))`, `{"a":1}`},
		{"(select approx_percentile(i, 0.5) from unnest(sequence(1, 9)) as u(i))", "5"},
		{"(select element_at(map_agg(k, v), 'b') from (values ('a', 1), ('b', 2), (null, 3)) as t(k, v))", "2"},
		{"(select count(*) from (values (3)) as t(n) cross join unnest(sequence(1, least(greatest(n, 1), 10000))) as u(i) where i <= n)", "3"},
		{"(select count(*) from (values (0)) as t(n) cross join unnest(sequence(1, least(greatest(n, 1), 10000))) as u(i) where i <= n)", "0"},
	}
	for _, test := range tests {
		t.Run(test.expression, func(t *testing.T) { wantAnswer(t, db, "select "+test.expression, test.trino) })
	}
}

// TestRefusedByTrino has what DuckDB would make something of.
func TestRefusedByTrino(t *testing.T) {
	t.Parallel()
	db := openLake(t, t.TempDir())
	tests := []struct{ expression, want string }{
		{"from_iso8601_timestamp('2026-02-03 04:05:06')", "not ISO 8601"},
		{"from_iso8601_timestamp('yesterday')", "not ISO 8601"},
		{"from_iso8601_date('2026-2-3')", "not ISO 8601"},
		{"date_format(timestamp '2026-02-03 04:05:06', '%u')", "format"},
		{"date_add('fortnight', 1, date '2026-02-03')", "unknown unit fortnight"},
		{`json_extract_scalar('{"a": 1}', 'a')`, "a path begins with $"},
		{`json_extract('{"a": 1}', '/a')`, "a path begins with $"},
	}
	for _, test := range tests {
		t.Run(test.expression, func(t *testing.T) {
			var all collected
			_, err := db.Query(t.Context(), "select "+test.expression, &all)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, rows %v, want an error with %q", err, all.rows, test.want)
			}
		})
	}
}
