package findings_test

import (
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"security-hub-analytics/findings"
)

// corpusFiles are the texts of testdata/corpus whose names match.
func corpusFiles(t testing.TB, pattern string) map[string]string {
	t.Helper()
	paths, err := filepath.Glob("testdata/corpus/" + pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s: %v", pattern, err)
	}
	texts := map[string]string{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if z, err := gzip.NewReader(bytes.NewReader(data)); err == nil {
			if data, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		texts[filepath.Base(path)] = string(data)
	}
	return texts
}

// Whatever the bytes: no panic, the laws hold, the model agrees, and neither
// the cuts of the source nor the edge of the buffer nor what the Reader read
// before make a difference.
func FuzzReader(f *testing.F) {
	for _, piece := range pieces() {
		f.Add([]byte(piece+"\n"+piece), uint16(len(piece)/2*8))
	}
	for _, text := range corpusFiles(f, "*.[jt][sx][ot]*") {
		f.Add([]byte(text), uint16(len(text)/3*8))
	}
	f.Add([]byte(mixture()), uint16(800))
	var batch, bareBatch findings.Batch
	reused, bare := findings.NewReader(nil, findings.Events, &batch), findings.NewReader(nil, findings.Bare, &bareBatch)
	junk := strings.Repeat("x", findings.ChunkSize)
	f.Fuzz(func(t *testing.T, data []byte, edge uint16) {
		if len(data) > 64<<10 {
			return
		}
		input := string(data)
		want := checkAgainstModel(t, reused, &batch, input)
		got, err := collectBy(bare, &bareBatch, strings.NewReader(input))
		if err != nil {
			t.Fatal(err)
		}
		checkLaws(t, input, got)
		same := func(src io.Reader, pad int64) {
			t.Helper()
			got, err := collectBy(reused, &batch, src)
			if err != nil {
				t.Fatal(err)
			}
			if pad > 0 {
				got.quarantined = got.quarantined[1:]
				for i := range got.quarantined {
					got.quarantined[i].Offset -= pad
				}
				got.counts.Events, got.counts.BytesBlank = got.counts.Events-1, got.counts.BytesBlank-1
				got.counts.BytesIn, got.counts.BytesEvents = got.counts.BytesIn-pad, got.counts.BytesEvents-pad+1
			}
			if len(got.quarantined) == 0 {
				got.quarantined = nil
			}
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("pad %d, input %q:\n got %+v\nwant %+v", pad, input, got, want)
			}
		}
		same(randomReader{bytes.NewReader(data), rand.New(rand.NewPCG(uint64(edge), 0))}, 0)
		if edge%8 != 0 {
			return // buffers of a megabyte each time would leave little time for anything else
		}
		if fresh := read(t, input, findings.Events); !reflect.DeepEqual(fresh, want) {
			t.Fatalf("input %q:\n got %+v\nwant %+v", input, fresh, want)
		}
		pad := junk[:findings.ChunkSize-2-int(edge/8)%(len(data)+1)] + "\n"
		same(io.MultiReader(strings.NewReader(pad), bytes.NewReader(data)), int64(len(pad)))
	})
}
