package findings_test

import (
	"bytes"
	"io"
	"runtime"
	"testing"

	"security-hub-analytics/findings"
)

// endless is a record without newline.
type endless struct {
	b    byte
	left int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), e.left)
	copy(p, bytes.Repeat([]byte{e.b}, n))
	e.left -= n
	return n, nil
}

// A record without end goes to quarantine part by part; it is never held.
func TestMemoryStaysFlat(t *testing.T) {
	const size, mb = 160 << 20, 1 << 20
	for name, test := range map[string]struct {
		start  string
		reason findings.Reason
		most   uint64 // of live memory
	}{
		"binary":    {"\x00", findings.NotJSON, 8 * mb},
		"a string":  {`"`, findings.TooLarge, 4 * findings.MaxEventBytes}, // all of it is looked at before it is given up
		"a bracket": {`[1,`, findings.NotJSON, 8 * mb},
	} {
		t.Run(name, func(t *testing.T) {
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			before, most, parts, length := m.HeapAlloc, uint64(0), 0, int64(0)
			var batch findings.Batch
			r := findings.NewReader(nil, findings.Events, &batch)
			r.Quarantine = func(q findings.Quarantined) error {
				if q.Reason != test.reason || q.Part != parts || q.Offset != length {
					t.Errorf("%s, part %d at %d, want %s, part %d at %d", q.Reason, q.Part, q.Offset, test.reason, parts, length)
				}
				parts, length = parts+1, length+int64(len(q.Record))
				if parts%32 == 1 {
					runtime.GC()
					runtime.ReadMemStats(&m)
					most = max(most, m.HeapAlloc-before)
				}
				return nil
			}
			r.Reset(io.MultiReader(bytes.NewReader([]byte(test.start)), &endless{'x', size}))
			if err := r.Next(); err != nil {
				t.Fatal(err)
			}
			if err := r.Next(); err != io.EOF { //nolint:errorlint // only the bare io.EOF is an end
				t.Fatalf("after the record: %v", err)
			}
			if want := int64(len(test.start) + size); length != want {
				t.Errorf("%d bytes quarantined of %d", length, want)
			}
			if most > test.most {
				t.Errorf("%d MB in use, want %d MB at most", most/mb, test.most/mb)
			}
			t.Logf("%d MB of input, at most %d MB in use", size/mb, most/mb)
		})
	}
}
