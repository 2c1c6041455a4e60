package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// queryLake is a lake of a few rows.
func queryLake(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	raw := filepath.Join(folder, "raw.json")
	writeFile(t, raw, event(
		finding{"a", "A \x1b[31mred\nline\u202e", "FAILED", "HIGH", "2026-02-28T09:10:00.5Z", map[string]any{"ProductFields": map[string]any{"k/1": "v<1>", "a": "b"}}},
		finding{"b", "Ünïcödé 日本語", "PASSED", "LOW", "2026-02-28T09:10:00Z", map[string]any{"Confidence": 42}},
	))
	must(t, "transform", raw, "--out", filepath.Join(folder, "lake"))
	return filepath.Join(folder, "lake")
}

func TestQueryFormats(t *testing.T) {
	t.Parallel()
	lake := queryLake(t)
	const all = `select finding_id, title, updated_at, confidence, product_fields, types, ingest_date,
		confidence > 1 as sure, cast(confidence as double) / 5 as fifth, date '2026-01-02' as day,
		from_iso8601_timestamp(to_iso8601(updated_at)) as instant from findings order by finding_id`
	tests := []struct {
		name, format string
		query, want  string
	}{
		{"csv", "--csv", all, `finding_id,title,updated_at,confidence,product_fields,types,ingest_date,sure,fifth,day,instant
a,"A ` + "\x1b[31mred\nline\u202e" + `",2026-02-28 09:10:00.500,,"{""a"":""b"",""k/1"":""v<1>""}",,2026-02-28,,,2026-01-02,2026-02-28 09:10:00.500 UTC
b,Ünïcödé 日本語,2026-02-28 09:10:00.000,42,,,2026-02-28,true,8.4,2026-01-02,2026-02-28 09:10:00.000 UTC
`},
		{"json", "--json", all, `[{"finding_id":"a","title":"A \u001b[31mred\nline` + "\u202e" + `","updated_at":"2026-02-28 09:10:00.500","confidence":null,"product_fields":{"a":"b","k/1":"v<1>"},"types":null,"ingest_date":"2026-02-28","sure":null,"fifth":null,"day":"2026-01-02","instant":"2026-02-28 09:10:00.500 UTC"},
{"finding_id":"b","title":"Ünïcödé 日本語","updated_at":"2026-02-28 09:10:00.000","confidence":42,"product_fields":null,"types":null,"ingest_date":"2026-02-28","sure":true,"fifth":8.4,"day":"2026-01-02","instant":"2026-02-28 09:10:00.000 UTC"}]
`},
		{"table", "", "select finding_id, title, confidence from findings order by 1", `finding_id  title                      confidence
──────────  ─────────────────────────  ──────────
a           A \x1b[31mred\nline\u202e        null
b           Ünïcödé 日本語                     42
(2 rows)
`},
		{"no rows", "", "select finding_id, confidence from findings where false", "finding_id  confidence\n──────────  ──────────\n(0 rows)\n"},
		{"no rows in CSV", "--csv", "select finding_id from findings where false", "finding_id\n"},
		{"no rows in JSON", "--json", "select finding_id from findings where false", "[]\n"},
		{"rows and lists", "--json", "select resources[1].id as id, array[1, 2] as l, types as n, array_agg(resources[1].tags) over () as r from findings where finding_id = 'a'",
			`[{"id":"arn:aws:s3:::b","l":[1,2],"n":null,"r":[null]}]` + "\n"},
		{"numbers", "--json", "select 9007199254740993 as big, cast(1.50 as decimal(5, 2)) as d, sum(x) as s, cast('NaN' as double) as nan from (values (9007199254740993), (1)) as t(x)",
			`[{"big":9007199254740993,"d":1.5,"s":9007199254740994,"nan":"NaN"}]` + "\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			args := []string{"query", "--lake", lake, test.query}
			if test.format != "" {
				args = append(args, test.format)
			}
			got := must(t, args...)
			if got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
			if test.format == "--json" && !json.Valid([]byte(got)) {
				t.Errorf("it is no JSON: %s", got)
			}
		})
	}
}

// TestQueryTerminal checks that a table fits the terminal, and that times and
// numbers are not cut.
func TestQueryTerminal(t *testing.T) {
	t.Parallel()
	lake := queryLake(t)
	const wide = "select finding_id, title, rpad('', 200, 'long ') as text, updated_at, 123456789 as number from findings order by 1"
	stdout, stderr, code := call{width: 80}.shub(t, "query", "--lake", lake, wide)
	if code != exitOK || !strings.Contains(stderr, "cut to fit") || !strings.Contains(stdout, "…") ||
		!strings.Contains(stdout, "2026-02-28 09:10:00.500") || !strings.Contains(stdout, "123456789") {
		t.Errorf("exit code %d, %s\n%s", code, stderr, stdout)
	}
	for line := range strings.Lines(stdout) {
		if strings.Contains(line, "日") { // two columns a letter
			continue
		}
		if n := len([]rune(strings.TrimRight(line, "\n"))); n > 80 {
			t.Errorf("%d columns:\n%s", n, line)
		}
	}
	if piped := must(t, "query", "--lake", lake, wide); !strings.Contains(piped, strings.Repeat("long ", 40)[:199]) {
		t.Errorf("cut in a pipe:\n%s", piped)
	}
	if plan := must(t, "query", "--lake", lake, "explain select 1"); strings.Count(plan, "\n") < 4 {
		t.Errorf("the plan is on one line:\n%s", plan)
	}
}

func TestQueryLongAnswer(t *testing.T) {
	t.Parallel()
	lake := queryLake(t)
	stdout := must(t, "query", "--lake", lake, "select i from unnest(sequence(1, 2500)) as u(i) order by 1")
	if !strings.HasSuffix(stdout, "2500\n(2,500 rows)\n") || strings.Count(stdout, "────\n") != 3 {
		t.Errorf("it ends %q", stdout[len(stdout)-40:])
	}
}

func TestQueryStatements(t *testing.T) {
	t.Parallel()
	lake := queryLake(t)
	stdout, stderr, code := shub(t, "query", "--lake", lake, `create or replace view "my-view" as select 1 as x`)
	if code != exitOK || stdout != "" || !strings.Contains(stderr, "for this run only") {
		t.Errorf("a view: exit code %d, %q, %q", code, stdout, stderr)
	}
	if stdout, _, code = shub(t, "query", "--lake", lake, "--json", `drop view "security-hub-rolled-up-finding"`); code != exitOK || stdout != "[]\n" {
		t.Errorf("a view dropped: exit code %d, %q", code, stdout)
	}
	if got := must(t, "query", "--lake", lake, "--csv", `create view v as select 1 as x; select x + 1 as y from v;`); got != "y\n2\n" {
		t.Errorf("a view and its use: %q", got)
	}
	stdout, stderr, code = call{stdin: "select 'from\nstdin' as x -- comment\n;\n"}.shub(t, "query", "--lake", lake, "--csv", "-")
	if code != exitOK || stderr != "" || stdout != "x\n\"from\nstdin\"\n" {
		t.Errorf("SQL of standard input: exit code %d, %q, %q", code, stdout, stderr)
	}
}

func TestQueryFails(t *testing.T) {
	t.Parallel()
	lake := queryLake(t)
	broken := t.TempDir()
	day := filepath.Join(broken, "findings", "ingest_date=2026-01-01")
	if err := errors.Join(os.MkdirAll(day, 0o777), os.WriteFile(filepath.Join(day, "x.parquet"), []byte("junk and more junk"), 0o666)); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		args []string
		code int
		want string
	}{
		{"syntax", []string{"--lake", lake, "selec 1"}, exitUsage, "running the query: Parser Error"},
		{"column", []string{"--lake", lake, "select nope from findings"}, exitUsage, "LINE 1: select nope from findings\n                     ^"},
		{"value", []string{"--lake", lake, "select cast(title as integer) from findings"}, exitUsage, "running the query: "},
		{"writing", []string{"--lake", lake, "copy findings to 'x.csv'"}, exitUsage, "a lake is only read: COPY does not run here"},
		{"outside", []string{"--lake", lake, "select * from '/etc/passwd.csv'"}, exitUsage, "disabled by configuration"},
		{"what Athena refuses", []string{"--lake", lake, "select cast(now() as timestamp) as x"}, exitUsage, "what Athena refuses: it casts a time with zone"},
		{"an answer that would be lost", []string{"--lake", lake, "select 1 as a; select 2 as a"}, exitUsage, "answer of statement 1 of 2 would be lost"},
		{"nothing", []string{"--lake", lake, " "}, exitUsage, "no statement"},
		{"twice in JSON", []string{"--lake", lake, "--json", "select 1 as a, 2 as a"}, exitUsage, `"a" comes twice`},
		{"both formats", []string{"--lake", lake, "--json", "--csv", "select 1"}, exitUsage, "csv"},
		{"no lake", []string{"select 1"}, exitUsage, `"lake" not set`},
		{"no SQL", []string{"--lake", lake}, exitUsage, "the SQL is missing"},
		{"SQL without quotes", []string{"--lake", lake, "select", "1"}, exitUsage, "put it in quotes"},
		{"absent lake", []string{"--lake", "nope", "select 1"}, exitFailed, `opening lake "nope"`},
		{"broken lake", []string{"--lake", broken, "select 1"}, exitFailed, "x.parquet"},
		{"empty lake", []string{"--lake", t.TempDir(), "select 1 as x"}, exitOK, "is empty"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, stderr, code := shub(t, append([]string{"query"}, test.args...)...)
			if code != test.code || !strings.Contains(stderr, test.want) {
				t.Errorf("exit code %d, %q, want %d and %q", code, stderr, test.code, test.want)
			}
		})
	}
	if _, err := os.Stat("x.csv"); err == nil {
		t.Error("a file was written")
	}
}

// TestQueryUpright checks that an answer with more columns than fit a terminal
// shows a column a line, and in a pipe stays a table.
func TestQueryUpright(t *testing.T) {
	t.Parallel()
	lake := queryLake(t)
	const wide = "select * from findings_enriched order by finding_id"
	stdout, _, code := call{width: 80}.shub(t, "query", "--lake", lake, wide)
	if code != exitOK || !strings.Contains(stdout, "\nrow 2 ───") || !strings.Contains(stdout, "\nseverity_label") || !strings.HasSuffix(stdout, "\n(2 rows)\n") {
		t.Errorf("exit code %d\n%s", code, stdout)
	}
	for line := range strings.Lines(stdout) {
		if n := len([]rune(strings.TrimRight(line, "\n"))); n > 80 {
			t.Errorf("%d columns:\n%s", n, line)
		}
	}
	if piped := must(t, "query", "--lake", lake, wide); strings.Contains(piped, "row 2") || strings.Count(piped, "\n") != 5 {
		t.Errorf("in a pipe:\n%s", piped)
	}
}
