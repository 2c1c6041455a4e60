package local

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/klauspost/compress/gzip"

	"security-hub-analytics/findings"
	"security-hub-analytics/local/firehose"
	"security-hub-analytics/local/rule"
	"security-hub-analytics/local/wrap"
)

// carrier carries events from the inputs into the buffer.
type carrier struct {
	ctx      context.Context //nolint:containedctx // of the one Run that it serves
	rule     *rule.Rule
	splitter *findings.Splitter
	bare     bool
	buffer   firehose.Buffer
	unzip    unzip
	done     Delivered
	lost     error // that the buffer could not be written: no input's fault
	group    [][]byte
}

// carry carries what can be read of src, which arrived at a time. An error says
// why not all of it could.
func (c *carrier) carry(src io.Reader, at time.Time) (err error) {
	stretch := false // the last that came was one
	c.splitter.Value = func(v findings.Value) error {
		stretch = false
		if c.bare {
			return c.wrap(v, at)
		}
		return c.event(v.JSON, at)
	}
	c.splitter.Stretch = func(q findings.Quarantined) error {
		stretch = true
		if q.Part == 0 {
			c.done.Stretches++
		}
		return c.keep(c.buffer.Write(c.ctx, q.Record, at))
	}
	c.splitter.Reset(src)
	for err == nil {
		err = c.splitter.Next()
		if ended := c.keep(c.buffer.End()); ended != nil {
			err = ended
		}
	}
	c.done.Bytes += c.splitter.Counts().BytesIn
	if stretch && c.lost == nil {
		// A record cut off at the end of this input must not take the next
		// input's first event for its rest.
		if ended := c.keep(c.buffer.Flush()); ended != nil {
			err = ended
		}
	}
	if err == io.EOF { //nolint:errorlint // what wraps io.EOF is no end
		return nil
	}
	return err
}

// event carries an event, if the rule matches it.
func (c *carrier) event(text []byte, at time.Time) error {
	if !c.rule.Match(text) {
		c.done.Unmatched++
		return nil
	}
	c.done.Matched++
	if err := c.buffer.Write(c.ctx, text, at); err != nil {
		return c.keep(err)
	}
	return c.keep(c.buffer.End())
}

// wrap carries the findings of a bare value, each in an event of its own as
// Security Hub sends them. What stands in a list beside a finding and is none
// goes with the finding before it, or the first; a value without any goes
// whole: so the transform takes both for what they are.
func (c *carrier) wrap(v findings.Value, at time.Time) error {
	if !v.Listed {
		return c.envelope(at, v.JSON)
	}
	found := false
	c.group = c.group[:0]
	for _, el := range v.Elements {
		switch {
		case el.Finding && found:
			if err := c.envelope(at, c.group...); err != nil {
				return err
			}
			c.group = append(c.group[:0], el.JSON)
		case el.Finding:
			found = true
			c.group = slices.Insert(c.group, 0, el.JSON) // the envelope is about it
		default:
			c.group = append(c.group, el.JSON)
		}
	}
	return c.envelope(at, c.group...)
}

func (c *carrier) envelope(at time.Time, elements ...[]byte) error {
	event, err := wrap.List(elements...)
	if err != nil {
		return c.keep(fmt.Errorf("wrapping a finding: %w", err)) // it was found valid before
	}
	return c.event(event, at)
}

// keep remembers an error that ends the run.
func (c *carrier) keep(err error) error {
	if err != nil && c.lost == nil {
		c.lost = err
	}
	return err
}

// unzip reads what may be compressed with gzip.
type unzip struct {
	buffer *bufio.Reader
	zip    gzip.Reader
}

func (u *unzip) open(src io.Reader) (io.Reader, error) {
	if u.buffer == nil {
		u.buffer = bufio.NewReaderSize(nil, 64<<10)
	}
	u.buffer.Reset(src)
	head, err := u.buffer.Peek(2)
	if bytes.Equal(head, []byte{0x1f, 0x8b}) {
		if err := u.zip.Reset(u.buffer); err != nil {
			return nil, fmt.Errorf("reading gzip: %w", err)
		}
		return &u.zip, nil
	}
	if err != nil && err != io.EOF { // Peek's own, not one that wraps it
		return nil, err
	}
	return u.buffer, nil
}
