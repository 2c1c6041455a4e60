package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"security-hub-analytics/lake"
)

// history makes a small history and returns its folder.
func history(t *testing.T, flags ...string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "history")
	printed := must(t, append([]string{"generate", "--out", out, "--findings", "60", "--days", "20"}, flags...)...)
	if !strings.Contains(printed, " objects with ") || !strings.HasSuffix(printed, " in "+out+"\n") {
		t.Errorf("printed %q", printed)
	}
	return out
}

// datedFiles is the content of all files below folder, with their times, by path.
func datedFiles(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.Walk(folder, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		name, _ := filepath.Rel(folder, path)
		all[name] = info.ModTime().UTC().String() + string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestGenerateTwice(t *testing.T) {
	t.Parallel()
	first, second, other := datedFiles(t, history(t)), datedFiles(t, history(t)), datedFiles(t, history(t, "--seed", "2"))
	if len(first) == 0 || len(first) != len(second) {
		t.Fatalf("%d files, then %d", len(first), len(second))
	}
	same := 0
	for name, content := range first {
		if second[name] != content {
			t.Errorf("%s is another one the second time", name)
		}
		if !strings.HasPrefix(filepath.ToSlash(name), "raw/2026/01/") {
			t.Errorf("a file lies at %s", name)
		}
		if other[name] == content {
			same++
		}
	}
	if same > 0 {
		t.Errorf("another seed gives %d files alike", same)
	}
}

// TestGeneratedHistoryIsAccountedFor runs what a user would: the report has to
// find what the generator says it put in.
func TestGeneratedHistoryIsAccountedFor(t *testing.T) {
	t.Parallel()
	events := must(t, "generate", "--out", "-", "--findings", "60", "--days", "20", "--faults", "0.3", "--schema", "BOTH")
	stdout, _, code := call{stdin: events}.shub(t, "transform", "-", "--out", t.TempDir(), "--json")
	var report lake.Report
	if err := json.Unmarshal([]byte(stdout), &report); err != nil || code != exitOK {
		t.Fatalf("exit code %d, %v: %s", code, err, stdout)
	}
	if report.Rows == 0 || report.Bytes.In != int64(len(events)) || len(report.Quarantined) != 3 {
		t.Errorf("%d bytes became %+v", len(events), report)
	}
}

func TestGenerateRefuses(t *testing.T) {
	t.Parallel()
	full := t.TempDir()
	writeFile(t, filepath.Join(full, "mine"), "precious")
	for _, c := range []struct {
		say  string
		args []string
	}{
		{`required flag(s) "out" not set`, nil},
		{"--out: name a folder", []string{"--out", ""}},
		{"--out: writing to ", []string{"--out", full}},
		{"--days 0: ", []string{"--out", "-", "--days", "0"}},
		{`--schema "x": `, []string{"--out", "-", "--schema", "x"}},
		{"--faults NaN: ", []string{"--out", "-", "--faults", "NaN"}},
		{"--buffer 1ms: ", []string{"--out", "-", "--buffer", "1ms"}},
		{`--start "soon": `, []string{"--out", "-", "--start", "soon"}},
		{`--accounts`, []string{"--out", "-", "--accounts", "many"}},
	} {
		stdout, stderr, code := shub(t, append([]string{"generate"}, c.args...)...)
		if code != exitUsage || stdout != "" || !strings.Contains(stderr, c.say) {
			t.Errorf("%q: exit code %d, printed %q, want %q", c.args, code, stderr, c.say)
		}
	}
}
