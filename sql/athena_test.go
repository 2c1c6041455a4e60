package sql

import (
	"strings"
	"testing"
)

func TestAthenaRefuses(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"select cast(from_iso8601_timestamp(x) as timestamp)":              "time with zone",
		"select CAST(now() AS timestamp(3))":                               "time with zone",
		"select try_cast(current_timestamp as timestamp (6) )":             "time with zone",
		"select cast((updated_at at time zone 'UTC') as timestamp)":        "time with zone",
		"select cast(max(from_unixtime(n)) as timestamp(3)) from t":        "time with zone",
		"select cast(cast(x as timestamp(3) with time zone) as timestamp)": "time with zone",
		"select 1, date_diff('day', a, cast(now() as timestamp))":          "time with zone",
		"select cosine_distance(a, b)":                                     "cosine_distance",
		"select * from json_table (x, 'lax $')":                            "json_table",
		strings.Repeat(" ", maxQuery) + "select 1":                         "bytes",
		"select cast(updated_at as timestamp(3))":                          "",
		"select cast(now() as date), cast(now() as varchar)":               "",
		"select now() > cast(updated_at as timestamp)":                     "",
		"select cast(date_format(now(), '%Y-%m-%d') as timestamp)":         "",
		"select cast('now()' as timestamp) -- cast(now() as timestamp)":    "",
		`select "cosine_distance" from t`:                                  "",
		"select cast(date_parse(x, '%Y') as timestamp), (((":               "",
	} {
		if got := AthenaRefuses(query); (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%.100s: %q, want %q", query, got, want)
		}
	}
}

// TestNothingThatAthenaRefuses looks at all SQL that goes to Athena.
func TestNothingThatAthenaRefuses(t *testing.T) {
	t.Parallel()
	all := map[string]string{}
	for _, view := range promotedViews(t, "owner=Resources[0].Tags.Owner") {
		all[view.Name] = view.Statement()
	}
	questions, err := Questions()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range questions {
		all["question "+q.Name] = q.SQL
	}
	for name, query := range all {
		if why := AthenaRefuses(query); why != "" {
			t.Errorf("%s: %s", name, why)
		}
	}
	for _, trial := range Trials() {
		if why := AthenaRefuses("select " + trial.Expression); why != "" {
			t.Errorf("%s: %s", trial.Expression, why)
		}
	}
}
