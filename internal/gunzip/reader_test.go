package gunzip

import (
	"bytes"
	"compress/flate"
	stdgzip "compress/gzip"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/gzip"

	"security-hub-analytics/internal/benchdata"
)

// standard is what compress/gzip makes of a stream.
func standard(data []byte) ([]byte, error) {
	z, err := stdgzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// reused reads all streams: nothing of one may show in the next.
var reused Reader

func ours(src io.Reader) ([]byte, error) {
	if err := reused.Reset(src); err != nil {
		return nil, err
	}
	return io.ReadAll(&reused)
}

// kind is an error without what may differ: where it was noticed.
func kind(err error) string {
	var corrupt flate.CorruptInputError
	switch {
	case err == nil:
		return "none"
	case errors.As(err, &corrupt):
		return "corrupt"
	default:
		return err.Error()
	}
}

// eitherWay says that a stream ends in the middle of a code that no complete one can
// follow: a reader may call it cut short or corrupt, as it looks at bits one by one or
// not.
func eitherWay(a, b string) bool {
	return min(a, b) == "corrupt" && max(a, b) == io.ErrUnexpectedEOF.Error()
}

// check compares a reading with the standard library's: the same bytes and the
// same kind of error. Of a stream that fails, what comes before the error may be
// handed out to different lengths.
func check(t *testing.T, data []byte) {
	t.Helper()
	want, wantErr := standard(data)
	got, err := ours(bytes.NewReader(data))
	if kind(err) != kind(wantErr) && !eitherWay(kind(err), kind(wantErr)) {
		t.Fatalf("error %v, compress/gzip says %v, of %.200x", err, wantErr, data)
	}
	if n := min(len(got), len(want)); !bytes.Equal(got[:n], want[:n]) || err == nil && len(got) != len(want) {
		t.Fatalf("%d bytes, compress/gzip has %d others, of %.200x", len(got), len(want), data)
	}
}

// texts are inputs of all kinds.
func texts() map[string][]byte {
	random := rand.New(rand.NewPCG(1, 1))
	noise := make([]byte, 100_000)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	skewed := make([]byte, 100_000) // codes of all lengths
	for i := range skewed {
		skewed[i] = byte(random.ExpFloat64() * 12)
	}
	near := []byte("ab") // matches of all distances, short ones above all
	for len(near) < 100_000 {
		from := max(len(near)-1-int(random.ExpFloat64()*20), 0)
		near = append(near, near[from:min(len(near), from+random.IntN(300))]...)
		near = append(near, byte(random.Uint32()))
	}
	events, _ := io.ReadAll(benchdata.Events(300, 1))
	return map[string][]byte{
		"nothing": nil, "a byte": []byte("a"), "a run": bytes.Repeat([]byte("a"), 100_000), "noise": noise, "skewed": skewed, "near": near, "events": events,
		"far": append(append(bytes.Clone(noise[:32<<10]), noise[:40_000]...), noise[:32<<10]...), "words": []byte(strings.Repeat("finding, ", 50)),
	}
}

// streams are those texts as several writers compress them.
func streams(t testing.TB, each func(name string, text, stream []byte)) {
	t.Helper()
	for name, text := range texts() {
		for _, level := range []int{0, 1, 6, gzip.HuffmanOnly} {
			for writer, open := range map[string]func(io.Writer, int) (io.WriteCloser, error){
				"klauspost": func(w io.Writer, level int) (io.WriteCloser, error) { return gzip.NewWriterLevel(w, level) },
				"standard":  func(w io.Writer, level int) (io.WriteCloser, error) { return stdgzip.NewWriterLevel(w, level) },
			} {
				var b bytes.Buffer
				w, err := open(&b, level)
				if err != nil {
					t.Fatal(err)
				}
				_, _ = w.Write(text)
				_ = w.Close()
				each(fmt.Sprint(name, " ", writer, level), text, b.Bytes())
			}
		}
	}
}

func TestStreams(t *testing.T) {
	var all, allTexts []byte
	streams(t, func(name string, text, stream []byte) {
		got, err := ours(bytes.NewReader(stream))
		if err != nil || !bytes.Equal(got, text) {
			t.Errorf("%s: %d bytes, want %d; %v", name, len(got), len(text), err)
		}
		all, allTexts = append(all, stream...), append(allTexts, text...)
	})
	for name, src := range map[string]io.Reader{
		"several members": bytes.NewReader(all), "data with EOF": iotest.DataErrReader(bytes.NewReader(all)),
		"half": iotest.HalfReader(bytes.NewReader(all)), "one byte": iotest.OneByteReader(bytes.NewReader(all)),
	} {
		if got, err := ours(src); err != nil || !bytes.Equal(got, allTexts) {
			t.Errorf("%s: %d bytes, want %d; %v", name, len(got), len(allTexts), err)
		}
	}
	if err := reused.Reset(bytes.NewReader(all)); err != nil {
		t.Fatal(err)
	}
	if err := iotest.TestReader(&reused, allTexts); err != nil {
		t.Error(err)
	}
}

// Streams that are cut, and such in which a bit is flipped.
func TestBrokenStreams(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 2))
	kinds := map[string]int{}
	streams(t, func(_ string, _, stream []byte) {
		for range 10 {
			at := random.IntN(len(stream))
			if random.IntN(2) == 0 {
				at = random.IntN(min(len(stream), 400)) // headers of the file and of its first block
			}
			check(t, stream[:at])
			broken := bytes.Clone(stream)
			broken[at] ^= 1 << random.IntN(8)
			check(t, broken)
			for _, damaged := range [][]byte{stream[:at], broken} {
				_, err := standard(damaged)
				kinds[kind(err)]++
			}
		}
		check(t, append(bytes.Clone(stream), 0))
		check(t, append(bytes.Clone(stream), stream[:5]...))
	})
	t.Log(kinds)
	for _, k := range []string{"corrupt", "gzip: invalid checksum", "gzip: invalid header", "unexpected EOF"} {
		if kinds[k] == 0 {
			t.Errorf("no stream shows %q", k)
		}
	}
}

// Every member of a header that may be there.
func TestHeaders(t *testing.T) {
	var b bytes.Buffer
	w := stdgzip.NewWriter(&b)
	w.Name, w.Comment, w.Extra = "name", "comment", []byte("extra")
	_, _ = w.Write([]byte("text"))
	_ = w.Close()
	stream := b.Bytes()
	for i := range stream {
		check(t, stream[:i])
		for bit := range 8 {
			broken := bytes.Clone(stream)
			broken[i] ^= 1 << bit
			check(t, broken)
		}
	}
	for n := 500; n < 520; n++ {
		long := append([]byte{0x1f, 0x8b, 8, hasName, 0, 0, 0, 0, 0, 0}, bytes.Repeat([]byte("n"), n)...)
		check(t, append(append(long, 0), stream[10+2+5+5+8:]...))
	}
	check(t, []byte{0x1f, 0x8b, 8, hasHeaderSum, 0, 0, 0, 0, 0, 0, 1, 2, 3, 0})
}

// The errors of a source are its own.
func TestErrorsOfTheSource(t *testing.T) {
	_, stream := []byte(nil), []byte(nil)
	streams(t, func(name string, _, s []byte) {
		if strings.HasPrefix(name, "events klauspost6") {
			stream = s
		}
	})
	lost := errors.New("connection lost")
	for _, n := range []int{0, 5, 100, len(stream) / 2, len(stream) - 4} {
		if _, err := ours(io.MultiReader(bytes.NewReader(stream[:n]), iotest.ErrReader(lost))); err != lost { //nolint:errorlint // as it is
			t.Errorf("after %d bytes: %v", n, err)
		}
		wrapped := fmt.Errorf("closed: %w", io.EOF)
		if _, err := ours(io.MultiReader(bytes.NewReader(stream[:n]), iotest.ErrReader(wrapped))); err != wrapped { //nolint:errorlint // as it is
			t.Errorf("after %d bytes: %v", n, err)
		}
	}
	if _, err := ours(idle{}); err != io.ErrNoProgress { //nolint:errorlint // as it is
		t.Errorf("a source that gives nothing: %v", err)
	}
}

type idle struct{}

func (idle) Read([]byte) (int, error) { return 0, nil }

func FuzzAgainstStandard(f *testing.F) {
	streams(f, func(_ string, _, stream []byte) {
		if len(stream) < 2<<10 {
			f.Add(stream)
		}
	})
	// Small blocks with codes of their own.
	for _, text := range texts() {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		_, _ = w.Write(text[:min(len(text), 3000)])
		_ = w.Close()
		f.Add(b.Bytes())
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		check(t, data)
		// Most faults are found by the checksum first: what is behind a right header, alone.
		check(t, append([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0}, data...))
	})
}

func BenchmarkRead(b *testing.B) {
	data, err := benchdata.Object(5000, 1)
	if err != nil {
		b.Fatal(err)
	}
	var size int64
	for name, read := range map[string]func() (int64, error){
		"ours": func() (int64, error) {
			if err := reused.Reset(bytes.NewReader(data)); err != nil {
				return 0, err
			}
			return io.Copy(io.Discard, struct{ io.Reader }{&reused})
		},
		"klauspost": func() (int64, error) {
			z, err := gzip.NewReader(bytes.NewReader(data))
			if err != nil {
				return 0, err
			}
			return io.Copy(io.Discard, z)
		},
		"standard": func() (int64, error) {
			z, err := stdgzip.NewReader(bytes.NewReader(data))
			if err != nil {
				return 0, err
			}
			return io.Copy(io.Discard, z)
		},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if size, err = read(); err != nil {
					b.Fatal(err)
				}
			}
			b.SetBytes(size)
		})
	}
}
