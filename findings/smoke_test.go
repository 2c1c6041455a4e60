package findings

import (
	"compress/gzip"
	"io"
	"os"
	"testing"
)

func TestSmoke(t *testing.T) {
	for _, f := range []string{"findings.ndjson.gz", "events.ndjson.gz", "ocsf/findings.ndjson.gz", "ocsf/events.ndjson.gz", "incomplete.ndjson.gz", "prowler-run/scan.asff.ndjson.gz", "prowler-run/scan.ocsf.ndjson.gz"} {
		for _, form := range []Form{Events, Bare} {
			file, err := os.Open("/work/shared/corpus/" + f)
			if err != nil {
				t.Skip()
			}
			z, _ := gzip.NewReader(file)
			var b Batch
			r := NewReader(nil, form, &b)
			reasons := map[Reason]int{}
			r.Quarantine = func(q Quarantined) error { reasons[q.Reason]++; return nil }
			r.Reset(z)
			for err = error(nil); err == nil; {
				err = r.Next()
			}
			t.Log(f, form, err == io.EOF, r.Counts(), len(b.rows), reasons)
		}
	}
}
