package main

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"security-hub-analytics/lake"
)

// files is what a folder holds: path to content.
func files(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			var content []byte
			content, err = os.ReadFile(name)
			all[filepath.ToSlash(name)] = string(content)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func reportOf(t *testing.T, text string) lake.Report {
	t.Helper()
	var report lake.Report
	if err := json.Unmarshal([]byte(text), &report); err != nil || strings.Count(text, "\n") != 1 {
		t.Fatalf("%v in %s", err, text)
	}
	report.Seconds = 0
	return report
}

func TestTransform(t *testing.T) {
	t.Chdir(t.TempDir())
	estate(t, "raw")
	first := reportOf(t, must(t, "transform", "raw", "--out", "lake", "--json"))
	want := lake.Report{
		Objects: 3, Events: 28, Empty: 1, Findings: first.Findings, Rows: first.Findings - 1, Coerced: 1,
		Quarantined: map[string]int64{"no_identity": 1, "not_json": 1, "not_a_finding_event": 2}, Bytes: first.Bytes,
	}
	if diff := cmp.Diff(want, first); diff != "" || first.Rows < 7000 || first.Bytes.In != first.Bytes.Events+first.Bytes.Blank {
		t.Errorf("report (-want +got):\n%s%+v", diff, first)
	}
	before := files(t, "lake")
	again := reportOf(t, must(t, "transform", "./raw/", "--out", "lake", "--json"))
	if diff := cmp.Diff(first, again); diff != "" {
		t.Errorf("the report of the second run:\n%s", diff)
	}
	if diff := cmp.Diff(before, files(t, "lake")); diff != "" {
		t.Errorf("the same input again changes the lake:\n%s", diff)
	}
	// Another object is added to what is there.
	writeFile(t, "more.json", event(finding{"m", "M", "FAILED", "LOW", "2026-02-28T09:00:00Z", nil}))
	must(t, "transform", "more.json", "--out", "lake")
	if got := must(t, "query", "--lake", "lake", "--csv", "select raw_object, count(*) as n from findings group by 1 order by 2"); !strings.HasPrefix(got, "raw_object,n\nmore.json,1\nraw/a.json,") {
		t.Errorf("the lake holds\n%s", got)
	}
	golden := "input        1 object, "
	if text := must(t, "transform", "more.json", "--out", "lake"); !strings.HasPrefix(text, golden) || !strings.Contains(text, "\nquarantined  none\n") {
		t.Errorf("the report in words:\n%s", text)
	}
}

func TestTransformStdin(t *testing.T) {
	t.Chdir(t.TempDir())
	raw := event(finding{"a", "A", "FAILED", "HIGH", "2026-02-28T09:10:00Z", nil})
	bare := marshal([]any{finding{"a", "A", "FAILED", "HIGH", "2026-02-28T09:10:00Z", nil}.asff()})
	tests := []struct {
		stdin, want string
		args        []string
	}{
		{raw, "-,2026-03-01 12:00:00.000,2026-03-01\n", nil}, // the start of the run
		{raw, "-,2026-01-31 12:00:00.500,2026-01-31\n", []string{"--ingested-at", "2026-01-31T12:00:00.5Z"}},
		{raw, "-,2026-01-30 23:00:00.000,2026-01-30\n", []string{"--ingested-at", "2026-01-31T00:00:00+01:00"}},
		{bare, "-,2026-01-31 00:00:00.000,2026-01-31\n", []string{"--ingested-at", "2026-01-31", "--as", "findings"}},
	}
	for _, test := range tests {
		if err := os.RemoveAll("lake"); err != nil {
			t.Fatal(err)
		}
		_, stderr, code := call{stdin: test.stdin}.shub(t, append([]string{"transform", "-", "--out", "lake"}, test.args...)...)
		if code != exitOK || stderr != "" {
			t.Fatalf("%q: exit code %d, %s", test.args, code, stderr)
		}
		got := must(t, "query", "--lake", "lake", "--csv", "select raw_object, ingested_at, ingest_date from findings")
		if got != "raw_object,ingested_at,ingest_date\n"+test.want {
			t.Errorf("%q: the row is %s, want %s", test.args, got, test.want)
		}
	}
}

func TestTransformColumns(t *testing.T) {
	t.Chdir(t.TempDir())
	tagged := finding{"a", "A", "FAILED", "HIGH", "2026-02-28T09:10:00Z", map[string]any{
		"Resources": []any{map[string]any{"Type": "Other", "Id": "r", "Tags": map[string]any{"Owner": "me, myself"}}},
	}}
	writeFile(t, "raw.json", event(tagged))
	owner := []string{"--column", "owner=Resources[0].Tags.Owner", "--column", `kind=Resources[0].Type`}
	must(t, append([]string{"transform", "raw.json", "--out", "lake"}, owner...)...)
	if got := must(t, append([]string{"query", "--lake", "lake", "--csv", "select owner, kind from findings"}, owner...)...); got != "owner,kind\n\"me, myself\",Other\n" {
		t.Errorf("the promoted columns are %q", got)
	}
	for _, command := range [][]string{{"transform", "raw.json", "--out", "lake"}, {"local", "raw.json"}, {"query", "--lake", "lake", "select 1"}} {
		_, stderr, code := shub(t, append(command, "--column", "title=Title")...)
		if code != exitUsage || !strings.Contains(stderr, `--column: `) || !strings.Contains(stderr, `"title"`) {
			t.Errorf("%s: exit code %d, %s", command[0], code, stderr)
		}
	}
}

func TestTransformFails(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "raw/a.json", event(finding{"a", "A", "FAILED", "HIGH", "2026-02-28T09:10:00Z", nil}))
	writeFile(t, "raw/b.gz", "\x1f\x8bno gzip")
	writeFile(t, "raw/c.gz", "\x1f\x8bno gzip either")
	writeFile(t, "file", "")
	writeFile(t, "sub/.hidden", "")
	stdout, stderr, code := shub(t, "transform", "raw", "--out", "lake", "--json")
	if code != exitFailed || reportOf(t, stdout).Rows != 1 {
		t.Errorf("exit code %d, report %s", code, stdout)
	}
	if lines := strings.Split(strings.TrimSpace(stderr), "\n"); len(lines) != 2 || !strings.Contains(stderr, `shub: transforming "raw/b.gz"`) || !strings.Contains(stderr, `shub: transforming "raw/c.gz"`) {
		t.Errorf("complaints:\n%s", stderr)
	}

	tests := []struct {
		args []string
		code int
		want string
	}{
		{[]string{"transform", "nope", "--out", "lake"}, exitFailed, `reading "nope": no such file or directory`},
		{[]string{"transform", "raw/a.json", "--out", "file"}, exitFailed, `"file"`},
		{[]string{"transform", "--out", "lake"}, exitUsage, "a PATH is missing"},
		{[]string{"transform", "raw"}, exitUsage, `"out" not set`},
		{[]string{"transform", "raw", "raw/a.json", "--out", "lake"}, exitUsage, `"raw/a.json" comes twice`},
		{[]string{"transform", "raw", "--out", "raw"}, exitUsage, "lies in the input"},
		{[]string{"transform", "lake/findings", "--out", "lake"}, exitUsage, "lies in the lake"},
		{[]string{"transform", "raw", "--out", "lake", "--as", "x"}, exitUsage, `--as "x"`},
		{[]string{"transform", "raw", "--out", "lake", "--ingested-at", "2026-01-01"}, exitUsage, "no PATH is -"},
		{[]string{"transform", "-", "--out", "lake", "--ingested-at", "noon"}, exitUsage, `"noon"`},
		{[]string{"transform", "raw", "--out", "lake", "--nope"}, exitUsage, "--nope"},
		{[]string{"nonsense"}, exitUsage, `"nonsense"`},
		{[]string{"transform", "sub", "--out", "lake"}, exitOK, "there is no file in"},
	}
	for _, test := range tests {
		_, stderr, code := shub(t, test.args...)
		if code != test.code || !strings.Contains(stderr, test.want) {
			t.Errorf("%q: exit code %d, %q, want %d and %q", test.args, code, stderr, test.code, test.want)
		}
	}
}

func TestInterrupt(t *testing.T) {
	t.Chdir(t.TempDir())
	estate(t, "raw")
	ctx, stop := context.WithCancelCause(context.Background())
	stop(errInterrupted)
	for _, args := range [][]string{
		{"transform", "raw", "--out", "lake"}, {"local", "raw"}, {"query", "--lake", "raw", "select 1"},
	} {
		stdout, stderr, code := call{ctx: ctx}.shub(t, args...)
		if code != exitFailed || !strings.Contains(stderr, "interrupted") || args[0] == "local" && stdout != "" {
			t.Errorf("%q: exit code %d, %q, %q", args, code, stdout, stderr)
		}
	}
	if _, err := os.Stat("lake/findings"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("findings were written: %v", err)
	}
}

// TestHelp checks that every command explains itself on standard output.
func TestHelp(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{}, {"--help"}, {"help"}, {"local", "--help"}, {"transform", "-h"}, {"query", "--help"}, {"--version"}} {
		stdout := must(t, args...)
		if stdout == "" {
			t.Errorf("%q says nothing", args)
		}
		for line := range strings.Lines(stdout) {
			if len(line) > 101 {
				t.Errorf("%q: a line of %d columns:\n%s", args, len(line), line)
			}
		}
	}
}
