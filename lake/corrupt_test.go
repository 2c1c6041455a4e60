package lake_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/lake"
)

// failing transforms an object that must fail, and checks that the error names
// it and that nothing of it can be seen.
func failing(t *testing.T, tr *lake.Transformer, data []byte) {
	t.Helper()
	src, sink := newMemStore(), newMemStore()
	src.put("raw/bad.gz", data, testTime)
	report, err := tr.Object(context.Background(), src, "raw/bad.gz", sink)
	if err == nil {
		t.Fatalf("no error; report %+v", report)
	}
	if !strings.Contains(err.Error(), `"raw/bad.gz"`) {
		t.Errorf("the error does not name the object: %v", err)
	}
	if len(sink.objects) != 0 || !reflect.DeepEqual(report, lake.Report{}) {
		t.Errorf("after an error there are %d files and a report %+v", len(sink.objects), report)
	}
	checkEnded(t, sink, "")
}

// checkEnded makes sure that each file begun was committed or aborted, not
// both. The step that the store failed at, if any, began nothing.
func checkEnded(t *testing.T, s *memStore, failed string) {
	t.Helper()
	open := map[string]string{}
	for _, step := range s.steps {
		what, key, _ := strings.Cut(step, " ")
		switch {
		case what == "create" && step == failed:
		case what == "create" && open[key] == "begun":
			t.Errorf("%s begun twice: %q", key, s.steps)
		case what == "create":
			open[key] = "begun"
		case what == "commit" && open[key] != "begun", what == "abort" && open[key] == "":
			t.Errorf("%s ended twice, or before it began: %q", key, s.steps)
		case what == "commit" || what == "abort":
			open[key] = what
		}
	}
	for key, state := range open {
		if state == "begun" {
			t.Errorf("%s was begun and never ended: %q", key, s.steps)
		}
	}
}

// A gzip object that is not whole fails; what could be read of it is not taken
// for all of it.
func TestCorruptGzip(t *testing.T) {
	whole, two := zipped(t, mixed()), zipped(t, mixed(), rowsOnly(3))
	tr := lake.NewTransformer(lake.Options{MemoryBytes: 8 << 10}) // rows are on their way before the fault shows
	for n := 2; n < len(whole); n++ {
		t.Run(fmt.Sprint("truncated after ", n), func(t *testing.T) { failing(t, tr, whole[:n]) })
	}
	for n := len(whole) + 1; n < len(two); n++ {
		t.Run(fmt.Sprint("second member truncated after ", n), func(t *testing.T) { failing(t, tr, two[:n]) })
	}
	for name, tail := range map[string]string{"a newline": "\n", "zeros": strings.Repeat("\x00", 512), "plain JSON": rowsOnly(1), "half a magic number": "\x1f"} {
		t.Run("then "+name, func(t *testing.T) { failing(t, tr, append(slices.Clone(whole), tail...)) })
	}
	t.Run("another method", func(t *testing.T) { failing(t, tr, []byte("\x1f\x8b\x07\x00\x00\x00\x00\x00\x00\x03")) })

	// A bit flipped anywhere but in the header's time, system and flags of
	// speed changes the content or its checksum, its length, or the format.
	r := rand.New(rand.NewPCG(1, 1))
	for range 300 {
		n := 10 + r.IntN(len(whole)-10)
		spoilt := slices.Clone(whole)
		spoilt[n] ^= 1 << r.IntN(8)
		t.Run(fmt.Sprint("bit flipped in ", n), func(t *testing.T) { failing(t, tr, spoilt) })
	}

	src, sink := newMemStore(), newMemStore()
	src.put("x", whole, testTime)
	if _, err := tr.Object(context.Background(), src, "x", sink); err != nil {
		t.Fatal(err)
	}
	if _, want := transform(t, lake.Options{MemoryBytes: 8 << 10}, "x", whole); !reflect.DeepEqual(sink.objects, want.objects) {
		t.Error("after all these faults a good object gives other bytes")
	}
}

// A source that breaks off is an error too, plain object or gzip, wherever it
// happens and however it looks.
func TestSourceBreaksOff(t *testing.T) {
	for name, fault := range map[string]error{
		"cut short":     io.ErrUnexpectedEOF,
		"a wrapped EOF": fmt.Errorf("getting the rest: %w", io.EOF),
		"reset":         errors.New("connection reset by peer"),
	} {
		for form, data := range map[string][]byte{"plain": []byte(mixed()), "gzip": zipped(t, mixed())} {
			for good := range 2 {
				t.Run(fmt.Sprintf("%s, %s, after %d answers", name, form, good), func(t *testing.T) {
					src, sink, reads := newMemStore(), newMemStore(), 0
					src.put("raw/x", data, testTime)
					src.fail = func(step, _ string) error {
						if step == "read" {
							if reads++; reads == good+1 { // it need not fail twice
								return fault
							}
						}
						return nil
					}
					_, err := lake.NewTransformer(lake.Options{}).Object(context.Background(), src, "raw/x", sink)
					if !errors.Is(err, fault) || len(sink.objects) != 0 {
						t.Errorf("error %v, %d files", err, len(sink.objects))
					}
					checkEnded(t, sink, "")
				})
			}
		}
	}
}

func TestMissingObject(t *testing.T) {
	_, err := lake.NewTransformer(lake.Options{}).Object(context.Background(), newMemStore(), "raw/gone", newMemStore())
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "raw/gone") {
		t.Errorf("error %v", err)
	}
}
