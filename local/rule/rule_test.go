package rule_test

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"security-hub-analytics/findings"
	"security-hub-analytics/local/rule"
	"security-hub-analytics/local/sample"
)

func ours(t testing.TB) *rule.Rule {
	t.Helper()
	r, err := rule.Parse(findings.EventPattern)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The answers are event-ruler's (software.amazon.event.ruler 1.8.1), which takes
// what is no object for an error.
func TestMatch(t *testing.T) {
	t.Parallel()
	const source, asff, ocsf = `"source":"aws.securityhub"`, `"detail-type":"Security Hub Findings - Imported"`, `"detail-type":"Findings Imported V2"`
	r := ours(t)
	for event, want := range map[string]bool{
		"{" + source + "," + asff + "}":                                          true,
		"{" + ocsf + ", " + source + `,"detail":{"findings":[]}}`:                true,
		" {\n" + source + " ,\n" + ocsf + "\n}\n":                                true,
		`{"sourc\u0065":"aws.security\u0068ub",` + asff + "}":                    true,
		`{"source":[1,"aws.securityhub",[]],` + asff + "}":                       true,
		`{"source":["aws.securityhub","x"],` + asff + "}":                        true,
		`{"source":"x",` + source + "," + asff + "}":                             true,
		"{" + source + `,"source":"x",` + asff + "}":                             true,
		`{"source":["x",["aws.securityhub"]],` + asff + "}":                      true,
		`{"source":[],` + asff + "}":                                             false,
		`{"source":{"a":"aws.securityhub"},` + asff + "}":                        false,
		`{"source":null,` + asff + "}":                                           false,
		`{"source":"AWS.securityhub",` + asff + "}":                              false,
		`{"Source":"aws.securityhub",` + asff + "}":                              false,
		`{"source":"aws.securityhub ",` + asff + "}":                             false,
		`{"detail":{` + source + "," + asff + "}}":                               false,
		"{" + source + "}":                                                       false,
		"{" + asff + "}":                                                         false,
		"{" + source + `,"detail-type":"Security Hub Findings - Custom Action"}`: false,
		"{" + source + `,"detail-type":"Security Hub Insight Results"}`:          false,
		`{"source":"aws.guardduty",` + asff + "}":                                false,
		"[{" + source + "," + asff + "}]":                                        false,
		`"aws.securityhub"`:                                                      false,
		"1":                                                                      false,
		"{}":                                                                     false,
	} {
		if got := r.Match([]byte(event)); got != want {
			t.Errorf("%s: %t, want %t", event, got, want)
		}
	}
}

// What the deployed rule might take otherwise is refused, not guessed at.
func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for pattern, want := range map[string]string{
		``:                                "reading event pattern",
		`[]`:                              "reading event pattern",
		`{}`:                              "names no member",
		`{"source":"aws.securityhub"}`:    `"source"`,
		`{"source":[]}`:                   `"source"`,
		`{"source":[{"prefix":"aws."}]}`:  `"source"`,
		`{"source":[null]}`:               `"source"`,
		`{"version":[0]}`:                 `"version"`,
		`{"detail":{"findings":["x"]}}`:   `"detail"`,
		`{"$or":[{"source":["a"]}]}`:      `"$or"`,
		`{"source":["a"],"account":null}`: `"account"`,
	} {
		if _, err := rule.Parse(pattern); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one with %s", pattern, err, want)
		}
	}
}

// plainly matches as one would by hand.
func plainly(t testing.TB, event []byte) bool {
	t.Helper()
	var e struct {
		Source     string
		DetailType string `json:"detail-type"`
	}
	if err := json.Unmarshal(event, &e); err != nil {
		t.Fatalf("%v in %.200s", err, event)
	}
	return e.Source == "aws.securityhub" && (e.DetailType == "Security Hub Findings - Imported" || e.DetailType == "Findings Imported V2")
}

// Every event of the sample: the rule lets findings through, and none of the
// Custom Actions and whatever else people kept beside them.
func TestSample(t *testing.T) {
	t.Parallel()
	r := ours(t)
	files, err := sample.Files()
	if err != nil {
		t.Fatal(err)
	}
	matched, unmatched := 0, map[string]int{}
	for _, file := range files {
		if !file.JSON {
			continue
		}
		packed, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		plain, err := gzip.NewReader(packed)
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(plain)
		if err != nil {
			t.Fatal(err)
		}
		for event := range strings.Lines(string(content)) {
			got := r.Match([]byte(event))
			if got != plainly(t, []byte(event)) {
				t.Errorf("%s: %t for %.200s", file.Key, got, event)
			}
			if got {
				matched++
				continue
			}
			var e struct {
				DetailType string `json:"detail-type"`
			}
			if err := json.Unmarshal([]byte(event), &e); err != nil {
				t.Fatal(err)
			}
			unmatched[e.DetailType]++
		}
	}
	t.Log(matched, "matched; not matched:", unmatched)
	if matched != wantMatched || len(unmatched) != 1 || unmatched["Security Hub Findings - Custom Action"] != wantActions {
		t.Errorf("%d matched, want %d; not matched: %v", matched, wantMatched, unmatched)
	}
}

// What the sample holds.
const (
	wantMatched = 1097
	wantActions = 30
)

// The events of the corpus, as their names say.
func TestCorpus(t *testing.T) {
	t.Parallel()
	r := ours(t)
	folder := filepath.Join("..", "..", "findings", "testdata", "corpus")
	for name, want := range map[string]bool{
		"event-imported.json": true, "event-ocsf-imported-v2.json": true, "event-ocsf-vulnerability.json": true,
		"event-custom-action.json": false, "event-insight-results.json": false, "health-event.json": false, "json-no-event.json": false,
	} {
		event, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Match(event); got != want || got != plainly(t, event) {
			t.Errorf("%s: %t, want %t", name, got, want)
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	event, err := os.ReadFile("../../findings/testdata/corpus/event-imported.json")
	if err != nil {
		b.Fatal(err)
	}
	r := ours(b)
	b.SetBytes(int64(len(event)))
	for b.Loop() {
		if !r.Match(event) {
			b.Fatal("no match")
		}
	}
}
