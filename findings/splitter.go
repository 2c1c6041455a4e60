package findings

import "io"

// Splitter parts an input exactly as a Reader does, and hands out what it finds
// instead of making rows of it.
type Splitter struct {
	// Value takes each top-level JSON value.
	Value func(Value) error
	// Stretch takes what is no such value, in parts, as a Reader quarantines it.
	// An error of either ends the splitting.
	Stretch func(Quarantined) error

	reader   *Reader
	batch    Batch
	elements []Element
}

// Value is one top-level JSON value. Its bytes are valid during the call only.
type Value struct {
	// JSON is the value as written.
	JSON []byte
	// Listed says, of an input of bare findings, that the value is one with
	// findings or an empty body of the API, Elements what it lists.
	Listed   bool
	Elements []Element
}

// Element is one element of a list of findings, or the finding that stands
// where a list might.
type Element struct {
	// JSON is the element as written.
	JSON []byte
	// Finding says that it is one, be it without identity.
	Finding bool
}

// NewSplitter returns a Splitter of inputs of that form. Reset gives it
// something to read.
func NewSplitter(form Form) *Splitter {
	s := &Splitter{}
	s.reader = NewReader(nil, form, &s.batch)
	s.reader.split = s
	s.reader.decoder.turn = 0 // a value is handed out whole
	return s
}

// Reset makes the Splitter read another input.
func (s *Splitter) Reset(src io.Reader) {
	s.reader.Quarantine = s.Stretch
	s.reader.Reset(src)
}

// Next hands out one value or one stretch. It returns io.EOF at the end of the
// input; any other error means that it cannot be read to its end.
func (s *Splitter) Next() error { return s.reader.Next() }

// Counts says how many events and bytes were met so far; it counts no findings.
func (s *Splitter) Counts() Counts { return s.reader.Counts() }

// value hands out a value that the decoder has read, or only walked over.
func (s *Splitter) value(record []byte) error {
	r := s.reader
	v := Value{JSON: record}
	if r.form == Bare && r.event.isFindings(Bare) {
		s.elements = s.elements[:0]
		for _, el := range r.event.elements {
			s.elements = append(s.elements, Element{JSON: record[el.start:el.end], Finding: el.outcome != noFinding})
		}
		v.Listed, v.Elements = true, s.elements
	}
	s.batch.Reset()
	return s.Value(v)
}
