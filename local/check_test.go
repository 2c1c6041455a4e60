package local

import (
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/findings"
	"security-hub-analytics/sql"
)

// TestCheckViews finds nothing wrong with our views, and what is planted in
// others.
func TestCheckViews(t *testing.T) {
	t.Parallel()
	schema, err := findings.NewSchema("owner=Resources[0].Tags.Owner")
	if err != nil {
		t.Fatal(err)
	}
	views, err := sql.Views(schema)
	if err != nil {
		t.Fatal(err)
	}
	own := func(name, query string, columns ...string) sql.View {
		v := sql.View{Name: name, SQL: query, Custom: true}
		for _, c := range columns {
			name, trino, _ := strings.Cut(c, " ")
			v.Columns = append(v.Columns, sql.Column{Name: name, Trino: trino})
		}
		return v
	}
	planted := []struct {
		view sql.View
		want []string // nothing for a view that is right
	}{
		{own("right", "select owner, resources, cast(count(*) as bigint) as n from findings_current group by 1, 2", "owner varchar", "resources "+typeOf(t, schema, "resources"), "n bigint"), nil},
		{own("next", "select n from right_too", "n bigint"), []string{`making view "next"`, "right_too"}},
		{own("a_type", "select sum(resource_count) as n from findings", "n bigint"), []string{"column 1: declared is n BIGINT, the query has n HUGEINT"}},
		{own("a_name", "select title as heading from findings", "title varchar"), []string{"declared is title VARCHAR, the query has heading VARCHAR"}},
		{own("too_many", "select title, region from findings", "title varchar"), []string{"column 2: declared is nothing, the query has region VARCHAR"}},
		{own("too_few", "select title from findings", "title varchar", "region varchar"), []string{"column 2: declared is region VARCHAR, the query has nothing"}},
		{own("swapped", "select region, title from findings", "title varchar", "region varchar"), []string{"column 1: declared is title", "column 2: declared is region"}},
		{own("untried", "select list_sort(types) as t from findings", "t array(varchar)"), []string{"calling list_sort", "near it: array_sort"}},
		{own("a_column", "select nope from findings", "nope varchar"), []string{`making view "a_column"`, "nope"}},
		{own("no_query", "selec", "x varchar"), []string{`making view "no_query"`, "syntax error"}},
		{own("reads_right", `select n from "right"`, "n bigint"), nil},
	}
	ours := len(views)
	for _, p := range planted {
		views = append(views, p.view)
	}
	checked, err := CheckViews(t.Context(), schema, views)
	if err != nil || len(checked) != len(views) {
		t.Fatalf("%d of %d views checked: %v", len(checked), len(views), err)
	}
	for i, c := range checked {
		if i < ours {
			if c.Err != nil {
				t.Errorf("%s: %v", c.View.Name, c.Err)
			}
			continue
		}
		want := planted[i-ours].want
		if (c.Err == nil) != (want == nil) {
			t.Errorf("%s: %v, want %q", c.View.Name, c.Err, want)
			continue
		}
		for _, part := range want {
			if !strings.Contains(c.Err.Error(), part) {
				t.Errorf("%s: %v, want %q in it", c.View.Name, c.Err, part)
			}
		}
	}
}

func typeOf(t *testing.T, schema *findings.Schema, column string) string {
	t.Helper()
	columns := schema.Columns()
	i := slices.IndexFunc(columns, func(c findings.Column) bool { return c.Name == column })
	if i < 0 {
		t.Fatal(column)
	}
	return columns[i].Trino
}
