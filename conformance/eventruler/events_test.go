package eventruler

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"

	"security-hub-analytics/local/generate"
	"security-hub-analytics/local/sample"
)

const (
	ruleAndASFF = `"source":"aws.securityhub","detail-type":"Security Hub Findings - Imported"`
	ruleAndOCSF = `"source":"aws.securityhub","detail-type":"Findings Imported V2"`
)

// awkward are events that a matcher may take for something else.
var awkward = []string{
	"{" + ruleAndASFF + "}",
	"{" + ruleAndOCSF + `,"detail":{"findings":[]}}`,
	`{"sourc\u0065":"aws.security\u0068ub","detail-type":"Findings Imported V2"}`,
	`{"source":[1,"aws.securityhub",[]],"detail-type":"Findings Imported V2"}`,
	`{"source":["x",["aws.securityhub"]],"detail-type":["Findings Imported V2","x"]}`,
	`{"source":"x",` + ruleAndASFF + "}",
	"{" + ruleAndASFF + `,"source":"x"}`,
	"{" + ruleAndASFF + `,"detail":{"source":"x","detail-type":"y"}}`,
	"{" + ruleAndASFF + `,"detail":{"findings":[{"Title":"\ud83d\ude00 😀 } { \\\" "}]}}`,
	`{"source":[],"detail-type":"Findings Imported V2"}`,
	`{"source":{"a":"aws.securityhub"},"detail-type":"Findings Imported V2"}`,
	`{"source":{"source":"aws.securityhub"},"detail-type":"Findings Imported V2"}`,
	`{"source":null,"detail-type":"Findings Imported V2"}`,
	`{"source":true,"detail-type":"Findings Imported V2"}`,
	`{"source":"AWS.securityhub","detail-type":"Findings Imported V2"}`,
	`{"Source":"aws.securityhub","detail-type":"Findings Imported V2"}`,
	`{"source":"aws.securityhub ","detail-type":"Findings Imported V2"}`,
	`{"source":"aws.securityhub","detail-type":"findings imported v2"}`,
	`{"source":"aws.securityhub","detail-type":"Findings Imported V20"}`,
	`{"source":"aws.securityhub","detail-type":"Security Hub Findings - Custom Action"}`,
	`{"source":"aws.securityhub","detail-type":"Security Hub Insight Results"}`,
	`{"source":"aws.guardduty","detail-type":"Security Hub Findings - Imported"}`,
	`{"source":"aws.securityhub","detail.type":"Findings Imported V2"}`,
	`{"detail":{` + ruleAndASFF + "}}",
	`{"source":"aws.securityhub"}`,
	`{"detail-type":"Findings Imported V2"}`,
	"{}",
}

// events are all that there is to match: awkward ones, those of the sample, of the
// tests, of the corpus where it is at hand, and made ones in both schemas.
func events(t *testing.T) []string {
	t.Helper()
	all := append([]string{}, awkward...)
	files, err := sample.Files()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, split(t, unpack(t, r))...)
	}
	for _, pattern := range []string{"../trino/testdata/*.ndjson", "../../findings/testdata/corpus/*event*.json", "../../../shared/corpus/events.ndjson.gz"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			f, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(name, ".gz") {
				all = append(all, split(t, unpack(t, f))...)
			} else {
				all = append(all, split(t, f)...)
			}
			f.Close()
		}
	}
	for _, schema := range []generate.Schemas{generate.ASFF, generate.OCSF, generate.Both} {
		c := generate.Default()
		c.Findings, c.Schema, c.Faults, c.Start = 100, schema, 0.5, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		var text bytes.Buffer
		if _, err := c.Stream(t.Context(), &text); err != nil {
			t.Fatal(err)
		}
		all = append(all, split(t, &text)...)
	}
	return all
}

func unpack(t *testing.T, r io.Reader) io.Reader {
	t.Helper()
	plain, err := gzip.NewReader(r)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}
