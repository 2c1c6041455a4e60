package trino

import (
	"fmt"
	"strings"
	"testing"

	"security-hub-analytics/local"
)

// apart is what the engines answer differently although both take it: what a query
// on a laptop refuses for that (docs/dialect.md says what to write), and what it
// cannot see, for which docs/dialect.md has a line.
var apart = []struct{ expression, trino, duck string }{
	{"1 / 3.0", "0.3", ""},
	{"(select avg(x) from (values (1.0), (0.0), (0.0)) as t(x))", "0.3", "0.3333333333333333"}, // in so many words it is refused
	{"avg(case when true then 1.0 else 0 end)", "1.0", ""},
	{"extract(dow from timestamp '2026-11-22 00:00:00')", "7", ""},
	{"cast(cast(2.5 as double) as integer)", "3", "2"},
	{"cast(cast('2026-11-22 00:00:00' as timestamp) as varchar)", "2026-11-22 00:00:00.000", "2026-11-22 00:00:00"},
	{"cast(cast(1e10 as double) as varchar)", "1.0E10", "10000000000.0"},
	{`json_extract_scalar('{"a":1.50}', '$.a')`, "1.50", "1.5"},
	{"reverse('e' || chr(769) || 'x')", "x\u0301e", "xe\u0301"},
}

// apartStill checks both halves: if an engine changes its mind, a refusal or a line
// of the docs is not needed any more.
func apartStill(t *testing.T, trino, database string, db *local.DB) {
	t.Helper()
	for _, test := range apart {
		query := "select cast(" + test.expression + " as varchar) as x"
		a, err := ask(t.Context(), trino, database, query)
		if err != nil {
			t.Errorf("%s: %v", test.expression, err)
		} else if got := fmt.Sprint(a.rows[0][0]); got != test.trino {
			t.Errorf("%s is %q on Trino, not %q", test.expression, got, test.trino)
		}
		lines, err := duckLines(t.Context(), db, query, []column{{"x", "varchar"}})
		switch {
		case test.duck == "" && err == nil:
			t.Errorf("%s is %v on a laptop, where it shall be refused", test.expression, lines)
		case test.duck != "" && (err != nil || strings.Join(lines, "") != fmt.Sprintf("%q", test.duck)):
			t.Errorf("%s is %v on a laptop, not %q: %v", test.expression, lines, test.duck, err)
		}
	}
}
