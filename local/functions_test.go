package local

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/sql"
)

// TestUntried has queries that call what is not known to mean the same on both
// engines, and what the error says of it.
func TestUntried(t *testing.T) {
	t.Parallel()
	db := openLake(t, t.TempDir())
	tests := []struct {
		query string
		want  []string
	}{
		{"select list_sort(types) from findings", []string{"calling list_sort:", "near it: array_sort"}},
		{`select "STRFTIME"(updated_at, '%Y') from findings`, []string{"calling strftime:", "instead: date_format("}},
		{"select date_tunc('day', updated_at) from findings", []string{"calling date_tunc:", "near it: date_trunc"}},
		{"select listagg(title, ',') within group (order by title) from findings", []string{"calling listagg:", "instead: array_join(array_agg("}},
		{"select transform(types, x -> x || '!') from findings", []string{"calling transform:", "unnest"}},
		{"select repeat('a', 3)", []string{"calling repeat:", "makes a list"}},
		{"select quite_unlike_any(1)", []string{"calling quite_unlike_any: not one of the functions that are known to mean the same here and in Athena (shub query --help lists them)"}},
		{"select sum(x) from (select 1 as x) as t where exists (select bit_count(x))", []string{"calling bit_count:"}},
		{"with q as (select median(resource_count) over (partition by region) as m from findings) select m from q", []string{"calling median:"}},
		{"create view v as select list_sort(types) as t from findings", []string{"calling list_sort:"}},
		{`create or replace view "a (b) as c" as select list_sort(types) as t from findings`, []string{"calling list_sort:"}},
		{"explain analyze select list_sort(types) from findings", []string{"calling list_sort:"}},
		{"explain (analyze) select list_sort(types) from findings", []string{"calling list_sort:"}},
		{"select * from range(3)", []string{"calling range:", "sequence"}},
		{"select * from read_parquet('x')", []string{"calling read_parquet:"}},
		{"select list_sort(types), bit_count(1) from findings", []string{"calling list_sort:", "calling bit_count:"}},
		{"select [1, 2]", []string{"calling list_value:", "array[...]"}},
		{"select {'a': 1}", []string{"calling struct_pack:", "row(...)"}},
		{"select updated_at at time zone 'Europe/Paris' from findings", []string{"calling timezone:", "UTC"}},
		{"select date_part('year', updated_at), extract(year from updated_at) from findings", []string{"calling date_part:", "extract("}},
		{"select system.main.md5('x')", []string{"calling system.main.md5"}},
		{"select t.title.lower() from findings as t", []string{"calling t.title.lower"}},
		{"select title ilike 'a%' from findings", []string{"using the operator ~~*"}},
		{"select extract(dow from updated_at) from findings", []string{"extracting dow from a time:", "day_of_week(x)"}},
		{"select extract(epoch from updated_at) from findings", []string{"extracting epoch", "to_unixtime(x)"}},
		{"select count(*) * 100.0 / sum(resource_count) from findings", []string{"dividing decimals:", "1/3.0 is 0.3", "cast(x as double)"}},
		{"select round(100.0 * count(*), 1) / 3 from findings", []string{"dividing decimals:"}},
		{"select avg(case when sample then 1.0 else 0 end) from findings", []string{"the average of decimals:"}},
		{"select cast(1 as decimal(5, 2)) / 3", []string{"dividing decimals:"}},
		{"select 2 ** 3", []string{"using the operator **"}},
	}
	for _, test := range tests {
		t.Run(test.query, func(t *testing.T) {
			var all collected
			_, err := db.Query(t.Context(), test.query, &all)
			var wrong *SQLError
			if !errors.As(err, &wrong) {
				t.Fatalf("error %v, rows %v", err, all.rows)
			}
			for _, want := range test.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error %q, want %q in it", err, want)
				}
			}
		})
	}
}

// TestNoFunctions has what looks like a call of a function and is none, and what
// calls a function that goes by another name in DuckDB.
func TestNoFunctions(t *testing.T) {
	t.Parallel()
	db := openLake(t, t.TempDir())
	for _, query := range []string{
		"with listagg (bit_count) as (select 1) select bit_count from listagg",
		"with median as (select 1 as transform), filter(a, b) as (select 1, 2) select transform, a from median cross join filter",
		`select "list_sort(x)" as "median(y)" from (select 1 as "list_sort(x)") as reduce ("list_sort(x)")`,
		"select 'strftime(x)' as strftime -- median(x)\n/* repeat(y) */",
		"select cast(1 as decimal(5, 2)), cast('a' as varchar(3))",
		"select x in (1, 2), not (x = 1), (x) from (values (1)) as median(x)",
		"select extract(month from updated_at), interval '1' day, interval '2' month, title like 'a!%' escape '!' from findings",
		"select extract(year from updated_at), extract(week from updated_at), extract(doy from updated_at), day_of_week(updated_at) from findings",
		"select cast(1 as double) / 3.0, 1e2 * 2 / 3, 100.0 * avg(1) / 3, sqrt(2) * 1.5 / 2, 7 / 2, 1.5 * 2, avg(epss_score), sum(1.5) from (values (0.5e0)) as t(epss_score)",
		"select current_date, current_timestamp, localtimestamp",
		"select try(1), try_cast('a' as bigint), case when true then 1 end, cast(1 as double)",
		"select count(*) filter (where true), sum(1) over (), grouping(region) from findings group by rollup (region)",
		"select sum(n) over (order by n rows between 1 preceding and current row) from (values (1), (2)) as t(n)",
		"select array[1, 2][1], map(array['a'], array[1])['a'], row(1, 2) = (1, 2)",
		"select Count(*), COALESCE(1, 2), \"lower\"('A')",
		"select * from findings limit 1", "table findings", "values (1)", "show tables", "describe findings", "describe select lower('a')", "explain select 1",
		"drop view findings_enriched",
		`create or replace view "a (b)" as select 1 as c`,
	} {
		var all collected
		if _, err := db.Query(t.Context(), query, &all); err != nil {
			t.Errorf("%s: %v", query, err)
		}
	}
}

// TestOurViewsKeepToTheList holds them to what users are held to.
func TestOurViewsKeepToTheList(t *testing.T) {
	t.Parallel()
	db := openLake(t, t.TempDir())
	views, err := sql.Views(nil)
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, view := range views {
		if err := db.tried(t.Context(), view.SQL); err != nil {
			t.Errorf("%s: %v", view.Name, err)
		}
		called, _, err := db.called(t.Context(), view.SQL)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range called {
			used[f.name] = true
		}
	}
	if !used["row_number"] || !used["date_add"] {
		t.Errorf("the parser found only %v", used)
	}
	for _, name := range sql.Functions() {
		if !slices.Contains(sql.Callable(), name) {
			t.Errorf("views may call %s, which has no trial", name)
		}
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"lengt": "length", "regexp_extrakt": "regexp_extract", "coalesc": "coalesce", "xyz": "", "json": "json_array_length"} {
		if got := Nearest(name, sql.Callable()); !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("near %s is %q, want %q", name, got, want)
		}
	}
}
