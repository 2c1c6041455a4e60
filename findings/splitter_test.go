package findings_test

import (
	"bytes"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/findings"
)

// split is what a Splitter found in an input.
type split struct {
	values    []string
	listed    int
	elements  []findings.Element
	stretches []findings.Quarantined
	counts    findings.Counts
}

func splitAll(t testing.TB, s *findings.Splitter, src io.Reader) *split {
	t.Helper()
	got := &split{}
	s.Value = func(v findings.Value) error {
		got.values = append(got.values, string(v.JSON))
		if v.Listed {
			got.listed++
		}
		for _, el := range v.Elements {
			got.elements = append(got.elements, findings.Element{JSON: bytes.Clone(el.JSON), Finding: el.Finding})
		}
		return nil
	}
	s.Stretch = func(q findings.Quarantined) error {
		q.Record = bytes.Clone(q.Record)
		got.stretches = append(got.stretches, q)
		return nil
	}
	s.Reset(src)
	for {
		if err := s.Next(); err == io.EOF { //nolint:errorlint // only the bare io.EOF is an end
			got.counts = s.Counts()
			return got
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// agree checks that a Splitter finds what a Reader finds, in the same places.
func agree(t testing.TB, s *findings.Splitter, form findings.Form, input string) {
	t.Helper()
	want, got := read(t, input, form), splitAll(t, s, inPieces(input))
	bytesOf := func(c findings.Counts) [4]int64 {
		return [4]int64{c.Events, c.BytesIn, c.BytesEvents, c.BytesBlank}
	}
	if bytesOf(got.counts) != bytesOf(want.counts) {
		t.Fatalf("input %q: counts %+v, the Reader's %+v", input, got.counts, want.counts)
	}
	var stretches []findings.Quarantined
	bad := int64(0)
	for _, q := range want.quarantined {
		switch {
		case q.Kind == findings.KindFinding:
		case q.Reason == findings.NotAFindingEvent:
			bad++
		default:
			stretches = append(stretches, q)
		}
	}
	same := func(a, b findings.Quarantined) bool {
		return a.Reason == b.Reason && a.Offset == b.Offset && bytes.Equal(a.Record, b.Record)
	}
	if !slices.EqualFunc(got.stretches, stretches, same) {
		t.Fatalf("input %q: stretches %+v, the Reader's %+v", input, got.stretches, stretches)
	}
	if n := want.counts.WithFindings + want.counts.Empty + bad; n != int64(len(got.values)) {
		t.Fatalf("input %q: %d values, the Reader's are %d", input, len(got.values), n)
	}
	if form != findings.Bare {
		return
	}
	if int64(len(got.elements)) != want.counts.Findings || int64(got.listed) != want.counts.WithFindings+want.counts.Empty {
		t.Fatalf("input %q: %d elements in %d lists, the Reader's counts %+v", input, len(got.elements), got.listed, want.counts)
	}
	rows := want.rows
	for _, el := range got.elements {
		if len(rows) > 0 && el.Finding && string(el.JSON) == rows[0] {
			rows = rows[1:]
		}
	}
	if len(rows) > 0 {
		t.Fatalf("input %q: the rows %q are no elements", input, rows)
	}
}

func inPieces(input string) io.Reader {
	return randomReader{strings.NewReader(input), rand.New(rand.NewPCG(7, 7))}
}

// A Splitter and a Reader part any input alike.
func TestSplitterAgreesWithReader(t *testing.T) {
	for form, name := range map[findings.Form]string{findings.Events: "events", findings.Bare: "bare"} {
		t.Run(name, func(t *testing.T) {
			s := findings.NewSplitter(form)
			all := append(pieces(), asff("8"), ocsf("9"), nameless, "["+asff("a")+",1,{}]", `{"Findings":[]}`, `{"findings":[`+ocsf("b")+`]}`)
			for _, piece := range append(all, mixture(), strings.Join(all, "\n")) {
				agree(t, s, form, piece)
			}
			for seed := range uint64(500) {
				agree(t, s, form, random(rand.New(rand.NewPCG(seed, 2)), all))
			}
		})
	}
}

// What a value lists decides how it goes on its way.
func TestSplitterElements(t *testing.T) {
	a, b := asff("a"), ocsf("b")
	for name, test := range map[string]struct {
		input  string
		listed int
		want   string // elements, those that are no findings in brackets
	}{
		"a finding":          {a, 1, a},
		"a list":             {"[" + a + ", " + b + "]", 1, a + " " + b},
		"a mixed list":       {"[7," + a + ",{}]", 1, "(7) " + a + " ({})"},
		"a body":             {`{"Findings":[` + a + `]}`, 1, a},
		"an empty body":      {`{"Findings":[]}`, 1, ""},
		"an empty list":      {`[]`, 0, ""},
		"nothing of ours":    {`[{},1]`, 0, ""},
		"an event":           {imported(a), 0, ""},
		"without identity":   {nameless, 1, nameless},
		"two values, a blob": {a + "\n\x00\n[" + b + "]", 2, a + " " + b},
	} {
		t.Run(name, func(t *testing.T) {
			got := splitAll(t, findings.NewSplitter(findings.Bare), strings.NewReader(test.input))
			var elements []string
			for _, el := range got.elements {
				if text := string(el.JSON); el.Finding {
					elements = append(elements, text)
				} else {
					elements = append(elements, "("+text+")")
				}
			}
			if text := strings.Join(elements, " "); text != test.want || got.listed != test.listed {
				t.Errorf("%d lists of %s, want %d of %s", got.listed, text, test.listed, test.want)
			}
		})
	}
}

// What the way from inputs to raw objects costs at least.
func BenchmarkSplit(b *testing.B) {
	input := strings.Repeat(imported(asff("a"), ocsf("b"))+"\n", 20_000)
	s := findings.NewSplitter(findings.Events)
	s.Value = func(findings.Value) error { return nil }
	b.SetBytes(int64(len(input)))
	for b.Loop() {
		s.Reset(strings.NewReader(input))
		for s.Next() == nil {
		}
	}
}
