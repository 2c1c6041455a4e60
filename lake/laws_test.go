package lake

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"security-hub-analytics/findings"
)

func TestCheckLaws(t *testing.T) {
	good := findings.Counts{Events: 10, WithFindings: 5, Empty: 2, Findings: 9, BytesIn: 100, BytesEvents: 90, BytesBlank: 10}
	for name, test := range map[string]struct {
		spoil                         func(*findings.Counts)
		rows, inQuarantine, withEvent int64
		holds                         bool
	}{
		"all hold":                    {func(*findings.Counts) {}, 7, 2, 3, true},
		"a row less":                  {func(*findings.Counts) {}, 6, 2, 3, false},
		"a row more":                  {func(*findings.Counts) {}, 8, 2, 3, false},
		"a finding less":              {func(*findings.Counts) {}, 7, 1, 3, false},
		"a quarantined event less":    {func(*findings.Counts) {}, 7, 2, 2, false},
		"a quarantined event more":    {func(*findings.Counts) {}, 7, 2, 4, false},
		"a byte more":                 {func(c *findings.Counts) { c.BytesIn++ }, 7, 2, 3, false},
		"a blank byte more":           {func(c *findings.Counts) { c.BytesBlank++ }, 7, 2, 3, false},
		"an event's byte less":        {func(c *findings.Counts) { c.BytesEvents-- }, 7, 2, 3, false},
		"an event more":               {func(c *findings.Counts) { c.Events++ }, 7, 2, 3, false},
		"an empty event more":         {func(c *findings.Counts) { c.Empty++ }, 7, 2, 3, false},
		"an event with findings less": {func(c *findings.Counts) { c.WithFindings-- }, 7, 2, 3, false},
	} {
		c := good
		test.spoil(&c)
		err := checkLaws(c, test.rows, &quarantine{findings: test.inQuarantine, events: test.withEvent})
		if (err == nil) != test.holds {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// forgetful makes the Transformer that reads from it lose the rows that it has
// so far, as a bug might.
type forgetful struct {
	io.Reader
	tr *Transformer
}

func (f forgetful) Open(context.Context, string) (io.ReadCloser, Info, error) {
	return io.NopCloser(f), Info{LastModified: time.Unix(0, 0)}, nil
}

func (f forgetful) Read(b []byte) (int, error) {
	f.tr.batch.Reset()
	return f.Reader.Read(b)
}

type sink map[string]bool // of keys: true once committed

type sinkWriter struct {
	bytes.Buffer
	sink sink
	key  string
}

func (s sink) Create(_ context.Context, key string) (Writer, error) {
	s[key] = false
	return &sinkWriter{sink: s, key: key}, nil
}
func (s sink) Delete(context.Context, string) error { return nil }
func (w *sinkWriter) Commit() error                 { w.sink[w.key] = true; return nil }
func (w *sinkWriter) Abort() error                  { delete(w.sink, w.key); return nil }

// A law that does not hold fails the object: what was written of it, in
// quarantine too, is never seen.
func TestBrokenLawFailsTheObject(t *testing.T) {
	tr := NewTransformer(Options{})
	event := `{"detail-type":"Findings Imported V2","detail":{"findings":[{"Id":"1","AwsAccountId":"1"}]}}` + "\n"
	input := event + "junk\n" + strings.Repeat(" ", 2<<20) + event // read in more than one go
	files := sink{}
	_, err := tr.Object(context.Background(), forgetful{strings.NewReader(input), tr}, "raw/x", files)
	if err == nil || !strings.Contains(err.Error(), `"raw/x": accounting: 2 findings read, but 1 rows`) {
		t.Errorf("error %v", err)
	}
	if len(files) != 0 {
		t.Errorf("files %v", files)
	}
}
