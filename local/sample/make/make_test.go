package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const header = "file\towner/repo\tpath\tcommit\tlicence\n"

func TestRun(t *testing.T) {
	corpus := corpusOf(t, header+
		"a.json\taws/aws-cli\tdocs/a.json\t0123456\tApache-2.0\n"+
		"b.json\tpanther-labs/panther-analysis\tb.yml\t0123456\tApache-2.0\n"+
		"c.json\tsomebody/else\tc.json\t0123456\tBSD-3-Clause\n",
		map[string]string{
			"a.json": `{"Findings": [{"SchemaVersion": "1", "Id": "f-1", "Title": "x < y"}]} {"detail-type": "T", "time": "2024-01-01T00:00:00Z", "detail": {"findings": [{}, {}]}}`,
			"b.json": `[{"b": {"SchemaVersion": "1", "Id": "f-3"}, "a": {"SchemaVersion": "1", "Id": "f-2"}}, {"SchemaVersion":"1","Id":"f-1","Title":"x < y"}]`,
		})
	once, twice := t.TempDir(), t.TempDir()
	for _, out := range []string{once, twice} {
		if err := run(corpus, out); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"SOURCES.md", "data/index.json", "data/aws/aws-cli/wrapped.ndjson.gz", "data/aws/aws-cli/events.ndjson.gz"} {
		a, b := contentOf(t, filepath.Join(once, name)), contentOf(t, filepath.Join(twice, name))
		if a != b {
			t.Errorf("%s: two runs differ", name)
		}
	}
	if got, want := contentOf(t, filepath.Join(once, "data/aws/aws-cli/events.ndjson.gz")),
		`{"detail-type":"T","time":"2024-01-01T00:00:00Z","detail":{"findings":[{},{}]}}`+"\n"; got != want {
		t.Errorf("events = %q, want %q", got, want)
	}
	wrapped := contentOf(t, filepath.Join(once, "data/panther-labs/panther-analysis/wrapped.ndjson.gz"))
	if lines := strings.Split(strings.TrimSpace(wrapped), "\n"); len(lines) != 2 || !strings.Contains(lines[0], "f-3") || !strings.Contains(lines[1], "f-2") {
		t.Errorf("wrapped = %q, want f-3 and f-2 in the order of the file, without the f-1 that is in already", wrapped)
	}
	if sources := contentOf(t, filepath.Join(once, "SOURCES.md")); strings.Contains(sources, "somebody/else") {
		t.Error("SOURCES.md names a project whose licence keeps it out")
	}
}

func TestRunRefuses(t *testing.T) {
	tests := []struct{ name, index, content, want string }{
		{"a project nobody looked at", "a.json\tsomebody/else\ta.json\t0\tMIT\n", "{}", "not in the catalogue"},
		{"another licence", "a.json\taws/aws-cli\ta.json\t0\tMIT\n", "{}", "not in the catalogue"},
		{"nothing in it", "a.json\taws/aws-cli\ta.json\t0\tApache-2.0\n", `{"a": [1]}`, "neither an event nor a finding"},
		{"no JSON", "a.json\taws/aws-cli\ta.json\t0\tApache-2.0\n", `{"a": `, `reading "a.json"`},
		{"a missing file", "b.json\taws/aws-cli\tb.json\t0\tApache-2.0\n", "{}", "b.json"},
		{"a short line", "a.json\taws/aws-cli\n", "{}", "line 2"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			corpus := corpusOf(t, header+test.index, map[string]string{"a.json": test.content})
			err := run(corpus, t.TempDir())
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
		})
	}
}

// corpusOf makes a corpus with an empty scan beside the files given.
func corpusOf(t *testing.T, index string, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	put := func(name string, content []byte) {
		if err := write(filepath.Join(dir, name), content); err != nil {
			t.Fatal(err)
		}
	}
	put("INDEX.tsv", []byte(index))
	for name, content := range files {
		put(name, []byte(content))
	}
	for i, u := range prowlerRun {
		packed, err := pack([]byte(`{"SchemaVersion":"1","Id":"scan-` + string(rune('0'+i)) + `"}`))
		if err != nil {
			t.Fatal(err)
		}
		put(u.file, packed)
	}
	return dir
}

func contentOf(t *testing.T, name string) string {
	t.Helper()
	content, err := readFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if raw, err := os.ReadFile(name); err != nil || bytes.Contains(raw, []byte("\r\n")) && !strings.HasSuffix(name, ".gz") {
		t.Errorf("%s: %v, or line ends of another system", name, err)
	}
	return string(content)
}
