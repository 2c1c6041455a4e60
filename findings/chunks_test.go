package findings_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"

	"security-hub-analytics/findings"
)

// mixture has a bit of everything that can be cut in two.
func mixture() string {
	return bom + imported(asff("ä→😀"), nameless, ocsf("c")) + "\r\n" + pretty(`{"detail-type":"Findings Imported V2","detail":{"findings":[{"Id":"p","AwsAccountId":"1"}]}}`) +
		imported() + bom + "\n" + "\x00\xff binary \xef\xbb\n" + `{"truncated":"\ud83d\ude0` + "\n" + imported(asff("\\ud83d\\ude00\\\\")) +
		" -12.5e+3 true null\n[{},[]]" + imported(asff("last")) + "\n" + `{"tail":`
}

// randomReader answers with as many bytes as it likes, now and then none.
type randomReader struct {
	io.Reader
	random *rand.Rand
}

func (r randomReader) Read(b []byte) (int, error) {
	return r.Reader.Read(b[:min(len(b), r.random.IntN(40))])
}

// How the source cuts its answers decides nothing.
func TestCutsOfTheSource(t *testing.T) {
	input := mixture()
	want := read(t, input, findings.Events)
	if len(want.rows) != 5 || len(want.quarantined) != 8 || want.counts.Empty != 1 {
		t.Fatalf("the mixture is not what it should be: %d rows, %+v", len(want.rows), want.records())
	}
	sources := map[string]func(io.Reader) io.Reader{
		"one byte": iotest.OneByteReader, "half": iotest.HalfReader, "data with EOF": iotest.DataErrReader,
		"one byte, data with EOF": func(r io.Reader) io.Reader { return iotest.OneByteReader(iotest.DataErrReader(r)) },
	}
	for seed := range uint64(20) {
		sources[fmt.Sprintf("random %d", seed)] = func(r io.Reader) io.Reader {
			return randomReader{r, rand.New(rand.NewPCG(seed, 0))}
		}
	}
	for name, cut := range sources {
		t.Run(name, func(t *testing.T) {
			got, err := collect(cut(strings.NewReader(input)), findings.Events, nil)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("got %+v\nwant %+v", got, want)
			}
		})
	}
}

// The edge of the Reader's own buffer may fall on any byte: the same events
// come out wherever it does.
func TestEdgeOfTheBuffer(t *testing.T) {
	input := mixture()
	want := read(t, input, findings.Events)
	junk := strings.Repeat("x", findings.ChunkSize)
	var batch findings.Batch
	r := findings.NewReader(nil, findings.Events, &batch)
	dull := regexp.MustCompile(`^[A-Za-z0-9:. -]+$`)
	for edge := range len(input) {
		if from := max(0, edge-7); dull.MatchString(input[from : edge+1]) { // in the midst of a word, and of no escape
			continue
		}
		pad := junk[:findings.ChunkSize-2-edge] + "\n" // one byte of the buffer is not for the source
		got, err := collectBy(r, &batch, io.MultiReader(strings.NewReader(pad), strings.NewReader(input)))
		if err != nil {
			t.Fatal(err)
		}
		got.quarantined = got.quarantined[1:]
		for i := range got.quarantined {
			got.quarantined[i].Offset -= int64(len(pad))
		}
		got.counts.Events--
		got.counts.BytesIn -= int64(len(pad))
		got.counts.BytesEvents -= int64(len(pad) - 1)
		got.counts.BytesBlank--
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("edge before byte %d (%.20q): got %+v\nwant %+v", edge, input[edge:], got, want)
		}
	}
}
