package findings_test

import (
	"fmt"
	"strings"
	"testing"

	"security-hub-analytics/findings"
)

// rowOf decodes one finding and says how many of its values were coerced.
func rowOf(t testing.TB, finding string, promoted ...string) (*findings.Row, int64) {
	t.Helper()
	schema, err := findings.NewSchema(promoted...)
	if err != nil {
		t.Fatal(err)
	}
	var batch findings.Batch
	r := findings.NewReader(schema, findings.Bare, &batch)
	r.Quarantine = func(q findings.Quarantined) error { return fmt.Errorf("%s: %s", q.Reason, q.Record) }
	r.Reset(strings.NewReader(finding))
	if err := r.Next(); err != nil {
		t.Fatal(err)
	}
	return &batch.Rows()[0], r.Counts().Coerced
}

type coercion struct {
	value string // JSON
	want  string // the column as show prints it
	bent  int64
}

func show(v any) string {
	switch v := v.(type) {
	case findings.Text:
		if v == nil {
			return "null"
		}
		return fmt.Sprintf("%q", v)
	case []findings.Text:
		if v == nil {
			return "null"
		}
		all := []string{}
		for _, e := range v {
			all = append(all, show(e))
		}
		return "[" + strings.Join(all, " ") + "]"
	case []findings.Pair:
		if v == nil {
			return "null"
		}
		all := []string{}
		for _, p := range v {
			all = append(all, show(p.Key)+"="+show(p.Value))
		}
		return "{" + strings.Join(all, " ") + "}"
	case findings.Opt[int64]:
		if v.Set {
			return fmt.Sprint(v.V)
		}
	case findings.Opt[float64]:
		if v.Set {
			return fmt.Sprint(v.V)
		}
	case findings.Opt[bool]:
		if v.Set {
			return fmt.Sprint(v.V)
		}
	}
	return "null"
}

// column is one column of a kind, and where it comes from.
type column struct {
	asff, ocsf string // the finding around %s; ocsf may be ""
	of         func(*findings.Row) any
}

func (c column) check(t *testing.T, cases []coercion) {
	t.Helper()
	for _, test := range cases {
		for schema, around := range map[string]string{"ASFF": c.asff, "OCSF": c.ocsf} {
			if around == "" {
				continue
			}
			finding := `{"Id":"i","AwsAccountId":"1",` + fmt.Sprintf(around, test.value) + `}`
			if schema == "OCSF" {
				finding = `{"class_uid":2004,"cloud":{"account":{"uid":"1"}},` + fmt.Sprintf(around, test.value) + `}`
			}
			row, bent := rowOf(t, finding)
			if got := show(c.of(row)); got != test.want || bent != test.bent {
				t.Errorf("%s %s: %s with %d coerced, want %s with %d", schema, test.value, got, bent, test.want, test.bent)
			}
			if string(row.Finding) != finding {
				t.Errorf("%s: the original is %s", test.value, row.Finding)
			}
		}
	}
}

func TestCoerceInt(t *testing.T) {
	column{`"Confidence":%s`, `"finding_info":{"uid":"i"},"confidence_score":%s`, func(r *findings.Row) any { return r.Confidence }}.check(t, []coercion{
		{"0", "0", 0}, {"-0", "0", 0}, {"42", "42", 0}, {"-7", "-7", 0}, {"2147483647", "2147483647", 0}, {"-2147483648", "-2147483648", 0},
		{"2147483648", "null", 1}, {"-2147483649", "null", 1}, {"99999999999999999999", "null", 1}, {"1e400", "null", 1},
		{"5.0", "5", 1}, {"5e1", "50", 1}, {"5.5", "null", 1}, {"1e-3", "null", 1},
		{`"42"`, "42", 1}, {`" 42 "`, "42", 1}, {`"+42"`, "42", 1}, {`"-42"`, "-42", 1}, {`"042"`, "42", 1}, {`"42.0"`, "42", 1}, {`"4\u0032"`, "42", 1},
		{`"42%"`, "null", 1}, {`"0x2a"`, "null", 1}, {`"4_2"`, "null", 1}, {`"1e3"`, "1000", 1}, {`"Infinity"`, "null", 1}, {`"-Inf"`, "null", 1}, {`"NaN"`, "null", 1},
		{`""`, "null", 1}, {`" "`, "null", 1}, {`"high"`, "null", 1}, {"true", "null", 1}, {"{}", "null", 1}, {"[42]", "null", 1}, {"null", "null", 0},
	})
}

func TestCoerceDouble(t *testing.T) {
	column{`"Vulnerabilities":[{"EpssScore":%s}]`, `"finding_info":{"uid":"i"},"vulnerabilities":[{"cve":{"epss":{"score":%s}}}]`,
		func(r *findings.Row) any { return r.Vulnerabilities[0].EpssScore }}.check(t, []coercion{
		{"0.5", "0.5", 0}, {"1", "1", 0}, {"-1e-3", "-0.001", 0}, {"1E5", "100000", 0}, {"1e-400", "0", 0}, {"0.1000000000000000055511151231257827", "0.1", 0},
		{"1e400", "null", 1}, {"-1e400", "null", 1},
		{`"0.5"`, "0.5", 1}, {`"0\u002e5"`, "0.5", 1}, {`"-.5"`, "-0.5", 1}, {`" 1 "`, "1", 1}, {`"1e400"`, "null", 1},
		{`"Infinity"`, "null", 1}, {`"-Infinity"`, "null", 1}, {`"+Inf"`, "null", 1}, {`"-inf"`, "null", 1}, {`"NaN"`, "null", 1}, {`"-nan"`, "null", 1},
		{`"0x1p-2"`, "null", 1}, {`"1_0"`, "null", 1}, {`"1,5"`, "null", 1}, {`""`, "null", 1}, {"false", "null", 1}, {"[1]", "null", 1}, {"null", "null", 0},
	})
}

func TestCoerceBool(t *testing.T) {
	column{`"Sample":%s`, "", func(r *findings.Row) any { return r.Sample }}.check(t, []coercion{
		{"true", "true", 0}, {"false", "false", 0}, {"null", "null", 0}, {`"true"`, "true", 1}, {`"False"`, "false", 1}, {`"TRUE"`, "true", 1},
		{`""`, "null", 1}, {`"yes"`, "null", 1}, {"1", "null", 1}, {"0", "null", 1}, {"{}", "null", 1}, {"[true]", "null", 1}, {`"\"true\""`, "null", 1},
	})
}

func TestCoerceTime(t *testing.T) {
	at := func(r *findings.Row) any { return r.CreatedAt }
	both := []coercion{
		{`"2024-01-04T15:25:10Z"`, "1704381910000", 0}, {`"2024-01-04T15:25:10.000\u002b00:00"`, "1704381910000", 0}, // .NET writes the plus so
		{`"2024-01-04 15:25:10"`, "1704381910000", 1}, {`"1704381910"`, "1704381910000", 1}, {`"1704381910000"`, "1704381910000", 1},
		{"1704381910", "1704381910000", 1}, {"1704381910.5", "1704381910500", 1}, {"1.704381910e9", "1704381910000", 1}, {"0", "0", 1},
		{"1e300", "null", 1}, {"99999999999999999999", "null", 1}, {"-1e18", "null", 1}, {`"yesterday"`, "null", 1}, {`"2024-02-30T00:00:00Z"`, "null", 1},
		{`""`, "null", 1}, {"true", "null", 1}, {"{}", "null", 1}, {"[1704381910000]", "null", 1}, {"null", "null", 0},
	}
	column{`"CreatedAt":%s`, `"finding_info":{"uid":"i","created_time":%s}`, at}.check(t, both)
	column{`"CreatedAt":%s`, "", at}.check(t, []coercion{{"1704381910000", "1704381910000", 1}})
	column{"", `"finding_info":{"uid":"i","created_time":%s}`, at}.check(t, []coercion{{"1704381910000", "1704381910000", 0}, {"100000000000", "100000000000", 0}, {"99999999999", "99999999999000", 1}})
}
