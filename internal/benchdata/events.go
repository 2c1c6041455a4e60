package benchdata

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
)

// Versions is how often a finding comes, on average.
const Versions = 4

// Events streams n events, one a line. Equal n and seed give equal bytes. Only
// a sample that cannot be read makes the reader fail.
func Events(n int, seed uint64) io.Reader {
	mix, err := sampleMix()
	if err != nil {
		return errorReader{err}
	}
	return &reader{mix: mix, n: natural(n), seed: seed}
}

// Object makes a raw object of n events as Data Firehose stores it: compressed
// with gzip.
func Object(n int, seed uint64) ([]byte, error) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := io.Copy(w, Events(n, seed)); err != nil {
		return nil, fmt.Errorf("making %d events: %w", n, err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("making %d events: %w", n, err)
	}
	return packed.Bytes(), nil
}

// reader holds one event at a time.
type reader struct {
	mix  *mix
	n    uint64
	seed uint64
	next uint64
	rest []byte // of the event that is being read
	buf  []byte
}

// Read makes events as they are asked for.
func (r *reader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		if r.next >= r.n {
			return 0, io.EOF
		}
		r.buf = append(r.event(r.buf[:0], r.next), '\n')
		r.rest = r.buf
		r.next++
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// event appends the event numbered j: which finding it is about is drawn, and
// what that finding is follows from its number alone.
func (r *reader) event(buf []byte, j uint64) []byte {
	finding := draw(r.seed, streamFinding, j) % max(1, r.n/Versions)
	shape := r.mix.pick(draw(r.seed, streamShape, finding))
	v := values{
		finding: draw(r.seed, streamValues, finding),
		event:   draw(r.seed, streamEvents, j),
		time:    timeOf(j, r.n),
	}
	return shape.append(buf, v)
}

type errorReader struct{ err error }

// Read returns the error.
func (r errorReader) Read([]byte) (int, error) { return 0, r.err }
