package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"security-hub-analytics/lake"
)

// TestPicture looks at what shub local shows, in terminals narrow and wide, with
// colours, and in a pipe.
func TestPicture(t *testing.T) {
	golden80, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		call call
	}{
		{"local-80", call{width: 80}},
		{"local-200", call{width: 200}},
		{"local-40", call{width: 40}},
		{"local-pipe", call{}},
		{"local-colour", call{width: 100, colour: true}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			here := golden80
			t.Chdir(t.TempDir())
			estate(t, "raw")
			stdout, stderr, code := test.call.shub(t, "local", "raw")
			if code != exitOK || stderr != "" {
				t.Fatalf("exit code %d\n%s", code, stderr)
			}
			t.Chdir(filepath.Dir(here))
			golden(t, test.name, stdout)
			for line := range strings.Lines(stdout) {
				line = strings.TrimRight(line, "\n")
				if test.call.width >= 80 && !test.call.colour && utf8.RuneCountInString(line) > test.call.width {
					t.Errorf("a line of %d columns:\n%s", utf8.RuneCountInString(line), line)
				}
				if strings.Contains(line, "\x1b") && !test.call.colour {
					t.Errorf("colour where none is wanted:\n%q", line)
				}
			}
		})
	}
}

// TestPictureOfOtherInput has the inputs that a chart of failed findings by hour
// has little to say about.
func TestPictureOfOtherInput(t *testing.T) {
	tests := []struct{ name, raw, as string }{
		{"one-hour", event(finding{"a", "A", "FAILED", "HIGH", "2026-02-28T09:10:00Z", nil}, finding{"b", "B", "FAILED", "LOW", "2026-02-28T09:50:00Z", nil}), "events"},
		{"none-failed", event(finding{"a", "A", "", "HIGH", "2026-02-28T09:10:00Z", nil}), "events"},
		{"no-time", event(finding{"a", "A", "FAILED", "HIGH", "soon", nil}), "events"},
		{"no-event", marshal(finding{"a", "A", "FAILED", "HIGH", "2026-02-28T09:10:00Z", nil}.asff()), "events"},
		{"few-events", event(finding{"a", "A", "FAILED", "HIGH", "2026-02-28T09:10:00Z", nil}) + strings.Repeat(marshal(finding{"b", "B", "FAILED", "LOW", "2026-02-28T09:50:00Z", nil}.asff())+"\n", 2), "events"},
		{"no-finding", `{"detail-type": "Something Else"}`, "findings"},
		{"empty", "", "events"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			here, err := os.Getwd()
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(t.TempDir())
			stdout, stderr, code := call{stdin: test.raw}.shub(t, "local", "-", "--as", test.as, "--out", "o u t", "--column", "owner=Resources[0].Tags.Owner")
			if code != exitOK || stderr != "" {
				t.Fatalf("exit code %d\n%s", code, stderr)
			}
			t.Chdir(here)
			golden(t, "local-"+test.name, stdout)
		})
	}
}

// TestSample runs what a newcomer runs, twice.
func TestSample(t *testing.T) {
	t.Chdir(t.TempDir())
	first := must(t, "local")
	for _, want := range []string{"Built-in sample", "synthetic-*", "Open findings (every 5th of the last 60 days)", "Failed findings by hour of update", "latest 6 of", localOut, "Next"} {
		if !strings.Contains(first, want) {
			t.Errorf("the picture lacks %q:\n%s", want, first)
		}
	}
	for line := range strings.Lines(first) {
		if n := utf8.RuneCountInString(strings.TrimSpace(line)); n > 80 {
			t.Errorf("a line of %d columns:\n%s", n, line)
		}
	}
	if again := must(t, "local"); stripTime(again) != stripTime(first) {
		t.Errorf("the second run shows something else:\n%s", again)
	}
	entries, err := os.ReadDir(".")
	if err != nil || len(entries) != 1 || entries[0].Name() != localOut {
		t.Errorf("it left %v, %v", entries, err)
	}
	// What is made up can be told from what is not, and has accounts to join.
	const made = "select count(*) > 100, bool_and(coalesce(aws_account_name, '') like 'synthetic-%'), count_if(not is_listed) from (select findings_current.aws_account_name, is_listed from findings_current join findings_enriched using (aws_account_id, finding_id) where aws_account_id like '0000001%')"
	if got := must(t, "query", "--lake", localOut, "--csv", made); !strings.HasSuffix(got, "\ntrue,true,0\n") {
		t.Errorf("the made-up accounts: %s", got)
	}
	if alone := must(t, "local", "--real-only"); strings.Contains(alone, "synthetic") || strings.Contains(alone, "made-up") {
		t.Errorf("real findings only:\n%s", alone)
	}
	if got := must(t, "query", "--lake", localOut, "--csv", "select (select count(*) from accounts), (select count(*) from findings where aws_account_name like 'synthetic-%')"); !strings.HasSuffix(got, "\n0,0\n") {
		t.Errorf("with --real-only there are accounts and findings made up: %s", got)
	}
	// The hints work.
	must(t, "query", "--lake", localOut, `select reason, raw_object, "offset", bytes from quarantine`)
	must(t, "query", "--lake", localOut, "select severity_label, count(*) as n from findings group by 1")
}

func stripTime(text string) string {
	var kept []string
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "took ") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

func TestLocalJSON(t *testing.T) {
	t.Chdir(t.TempDir())
	estate(t, "raw")
	var report struct {
		lake.Report
		Unmatched int64
		Lake      string
	}
	text := must(t, "local", "raw", "--out", "lake", "--json")
	if err := json.Unmarshal([]byte(text), &report); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	if report.Lake != "lake" || report.Objects != 1 || report.Unmatched != 2 || report.Events != 26 || report.Rows == 0 || report.Findings != report.Rows+report.Quarantined["no_identity"] {
		t.Errorf("report %+v", report)
	}
}

// TestLocalIsTransform checks that the lake is what transform, and so the Lambda,
// makes of the raw objects that shub local wrote.
func TestLocalIsTransform(t *testing.T) {
	here := t.TempDir()
	t.Chdir(here)
	estate(t, "events")
	bare := finding{"a", "A", "FAILED", "HIGH", "2026-02-28T09:10:00Z", nil}
	writeFile(t, "bare/one.json", marshal(bare.asff()))
	writeFile(t, "bare/body.json", marshal(map[string]any{"Findings": []any{bare.asff(), 7, map[string]any{}}}))
	writeFile(t, "bare/broken.json", `{"Id": `)
	for name, args := range map[string][]string{
		"sample": {}, "events": {"events"}, "bare": {"bare", "--as", "findings"}, "column": {"events", "--column", "kind=Resources[0].Type"},
	} {
		out, again := filepath.Join(here, "runs", name, "out"), filepath.Join(here, "runs", name, "again")
		report := must(t, append([]string{"local", "--out", out, "--json"}, args...)...)
		t.Chdir(out) // so that the keys are those of a bucket
		more := []string{}
		if name == "column" {
			more = args[1:]
		}
		transformed := reportOf(t, must(t, append([]string{"transform", "raw", "--out", again, "--json"}, more...)...))
		if diff := cmp.Diff(transformed, reportOf(t, report)); diff != "" || transformed.Rows == 0 {
			t.Errorf("%s: the report (-transform +local):\n%s", name, diff)
		}
		for _, prefix := range []string{"findings", "quarantine"} {
			got := files(t, prefix)
			t.Chdir(again)
			if diff := cmp.Diff(files(t, prefix), got); diff != "" || len(got) == 0 {
				t.Errorf("%s: %d files, %s differs", name, len(got), prefix)
			}
			t.Chdir(out)
		}
		t.Chdir(here)
	}
}

// TestBareIsTransform checks that envelopes change nothing of what becomes of
// bare findings.
func TestBareIsTransform(t *testing.T) {
	t.Chdir(t.TempDir())
	one, other := finding{"a", "A", "FAILED", "HIGH", "2026-02-28T09:10:00Z", nil}.asff(), finding{"b", "B", "", "LOW", "2026-02-28T09:10:00Z", nil}.asff()
	nameless := map[string]any{"ProductArn": "p", "GeneratorId": "g"}
	for name, value := range map[string]any{
		"one": one, "list": []any{one, other}, "body": map[string]any{"Findings": []any{other}, "NextToken": "x"}, "nameless": nameless,
		"mixed": []any{1, nil, one, map[string]any{}, nameless, "x", other}, "none": []any{1, map[string]any{}}, "no list": []any{},
		"empty": map[string]any{"Findings": []any{}}, "scalar": 7, "an event": json.RawMessage(event(finding{"e", "E", "FAILED", "HIGH", "2026-02-28T09:10:00Z", nil})),
	} {
		raw := marshal(value) + "\nno JSON\n"
		local, _, _ := call{stdin: raw}.shub(t, "local", "-", "--as", "findings", "--json")
		direct, _, _ := call{stdin: raw}.shub(t, "transform", "-", "--as", "findings", "--json", "--out", filepath.Join(t.TempDir(), "lake"))
		got, want := reportOf(t, local), reportOf(t, direct)
		if got.Findings != want.Findings || got.Rows != want.Rows || got.Empty != want.Empty || !cmp.Equal(got.Quarantined, want.Quarantined) {
			t.Errorf("%s: report %+v, transform's %+v", name, got, want)
		}
	}
}

func TestLocalRefuses(t *testing.T) {
	t.Chdir(t.TempDir())
	estate(t, "raw")
	writeFile(t, "mine/notes.txt", "x")
	tests := []struct {
		args []string
		want string
	}{
		{[]string{"--out", "mine"}, `"mine" holds something else`},
		{[]string{"raw", "--out", "raw/lake"}, "lies in the input"},
		{[]string{".", "--out", "lake"}, "lies in the input"},
		{[]string{"raw", "--out", "."}, "lies in the lake"},
		{[]string{"--as", "findings"}, "none is given"},
		{[]string{"raw", "--real-only"}, "a PATH is given"},
		{[]string{"--ingested-at", "2026-01-01"}, "none is given"},
		{[]string{"raw", "--as", "rows"}, `"rows"`},
	}
	for _, test := range tests {
		stdout, stderr, code := shub(t, append([]string{"local"}, test.args...)...)
		if code != exitUsage || stdout != "" || !strings.Contains(stderr, test.want) {
			t.Errorf("%q: exit code %d, %q, want %d and %q", test.args, code, stderr, exitUsage, test.want)
		}
	}
	if _, err := os.Stat("lake"); err == nil {
		t.Error("a refused run made its folder")
	}
}
