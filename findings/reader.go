package findings

import (
	"bytes"
	"errors"
	"io"

	"security-hub-analytics/internal/jsonwalk"
)

// Counts are what a Reader has met so far, each counted where it happens.
type Counts struct {
	// Events are top-level values and stretches that are none; of them Empty
	// have an empty findings list and WithFindings hold findings.
	Events, WithFindings, Empty int64
	// Findings are all elements of findings lists.
	Findings int64
	// Coerced are column values of rows that were bent, or are null instead.
	Coerced int64
	// BytesIn is what was read, BytesEvents what events take up, BytesBlank
	// what lies between them.
	BytesIn, BytesEvents, BytesBlank int64
}

// Reader reads findings from one uncompressed raw object. It parts the input
// by JSON's structure alone: records may stand on lines, run over many or
// follow each other without any space.
type Reader struct {
	// Quarantine takes what does not become a row. Its error ends the reading.
	Quarantine func(Quarantined) error

	src      io.Reader
	schema   *Schema
	form     Form
	decoder  decoder
	event    event
	counts   Counts
	buf      []byte // a chunk; buf[pos:end] is not read yet
	pos, end int
	base     int64 // offset of buf[0] in the object
	eof      bool
	inUse    bool // rows of the batch point into buf
	maxEvent int
	split    *Splitter // takes the events instead, if not nil
}

// NewReader returns a Reader that appends rows to b. A nil schema has no
// promoted columns. Reset gives it something to read.
func NewReader(schema *Schema, form Form, b *Batch) *Reader {
	if schema == nil {
		schema = &Schema{}
	}
	r := &Reader{schema: schema, form: form, maxEvent: MaxEventBytes}
	r.decoder.batch, r.decoder.turn = b, turnBytes
	if form == Bare {
		r.maxEvent = int(^uint(0) >> 2) // one value may fill the memory
	}
	return r
}

// Reset makes the Reader read another object. It resets the batch too.
func (r *Reader) Reset(src io.Reader) {
	r.decoder.batch.Reset()
	r.decoder.batch.recycle(r.buf)
	r.src, r.counts, r.buf = src, Counts{}, nil
	r.pos, r.end, r.base, r.eof, r.inUse = 0, 0, 0, false, false
	r.event.rest = false
}

// Counts says what was met so far.
func (r *Reader) Counts() Counts { return r.counts }

// Next reads one event and appends its rows to the batch, or, of an event with more
// rows than should be held, some more of them. It returns io.EOF at the end of the
// input; any other error means that the object cannot be read to its end.
func (r *Reader) Next() error {
	b := r.decoder.batch
	if ev := &r.event; ev.rest {
		r.decoder.cursor.Reset(r.buf[r.pos:r.pos+ev.length], 0, MaxDepth)
		r.decoder.resume(ev, r.schema.promoted)
		return r.finish(ev.length)
	}
	if err := r.skipBlank(); err != nil {
		return err
	}
	r.counts.Events++
	for {
		window, capped := r.window()
		d := &r.decoder
		rows := len(b.rows)
		d.cursor.Reset(window, 0, MaxDepth)
		if r.split != nil && r.form == Events {
			d.cursor.Skip()
		} else {
			d.event(&r.event, r.form, r.schema.promoted)
		}
		err := d.cursor.Err()
		if err == nil {
			return r.finish(d.cursor.Pos())
		}
		b.rows = b.rows[:rows]
		r.event.rest = false
		switch {
		case errors.Is(err, jsonwalk.ErrDepth):
			return r.stretch(TooDeep, 0)
		case errors.Is(err, jsonwalk.ErrShort) && capped:
			return r.stretch(TooLarge, r.maxEvent)
		case errors.Is(err, jsonwalk.ErrShort) && !r.eof:
			if err := r.fill(); err != nil {
				return err
			}
		default:
			return r.stretch(NotJSON, 0)
		}
	}
}

// window is what the decoder may see of the input: at the end of the object
// with a newline behind it, so that a number there is known to be complete.
func (r *Reader) window() (window []byte, capped bool) {
	if r.end-r.pos >= r.maxEvent {
		return r.buf[r.pos : r.pos+r.maxEvent], true
	}
	if r.eof {
		r.buf[r.end] = '\n'
		return r.buf[r.pos : r.end+1], false
	}
	return r.buf[r.pos:r.end], false
}

// finish accounts for the event of n bytes that has been decoded, or for a turn
// of it.
func (r *Reader) finish(n int) error {
	b, ev := r.decoder.batch, &r.event
	offset := r.base + int64(r.pos)
	record := r.buf[r.pos : r.pos+n]
	if ev.told == 0 {
		if ev.rest && !ev.isFindings(r.form) {
			r.look(ev, record)
		}
		r.counts.BytesEvents += int64(n)
		if r.split != nil {
			r.pos += n
			return r.split.value(record)
		}
		if !ev.isFindings(r.form) {
			ev.rest = false
			r.pos += n
			b.rows = b.rows[:ev.firstRow]
			return r.quarantine(NotAFindingEvent, KindEvent, offset, record)
		}
		if len(ev.elements) == 0 {
			r.pos += n
			r.counts.Empty++
			return nil
		}
		r.counts.WithFindings++
		ev.owed = r.decoder.coerced - ev.bent
		if ev.rest {
			ev.outlive()
		}
	}
	r.counts.Findings += int64(len(ev.elements))
	rows := b.rows[ev.firstRow:]
	for i := range rows {
		row := &rows[i]
		row.EventID, row.EventTime = ev.id, ev.time
		row.EventAccount, row.EventRegion = ev.account, ev.region
	}
	if len(rows) > 0 {
		r.counts.Coerced += ev.bent + ev.owed
		ev.owed = 0
		r.inUse = true
	}
	if ev.rest {
		ev.told, ev.length = ev.told+1, n
	} else {
		r.pos += n
	}
	for _, el := range ev.elements {
		if el.outcome == aRow {
			continue
		}
		if err := r.quarantine(NoIdentity, KindFinding, offset+int64(el.start), record[el.start:el.end]); err != nil {
			return err
		}
	}
	return nil
}

var bom = []byte("\xef\xbb\xbf")

// skipBlank goes to the next event, or returns io.EOF.
func (r *Reader) skipBlank() error {
	for {
		for r.pos < r.end {
			switch b := r.buf[r.pos]; {
			case b == ' ' || b == '\t' || b == '\n' || b == '\r':
				r.pos++
				r.counts.BytesBlank++
				continue
			case b == bom[0] && r.end-r.pos < len(bom) && !r.eof:
			case b == bom[0] && bytes.HasPrefix(r.buf[r.pos:r.end], bom):
				r.pos += len(bom)
				r.counts.BytesBlank += int64(len(bom))
				continue
			default:
				return nil
			}
			break
		}
		if r.eof {
			if r.pos < r.end {
				return nil
			}
			return io.EOF
		}
		if err := r.fill(); err != nil {
			return err
		}
	}
}

// fill moves buf[pos:end] to another chunk and fills that up. It reads whole
// chunks, so that how the source cuts its answers decides nothing.
func (r *Reader) fill() error {
	const sentinel = 1 // room for window's newline
	b := r.decoder.batch
	size := chunkSize
	for size < 2*(r.end-r.pos) {
		size *= 2
	}
	next := b.chunk(size)
	copy(next, r.buf[r.pos:r.end])
	if r.inUse {
		b.hold(r.buf)
	} else {
		b.recycle(r.buf)
	}
	r.base += int64(r.pos)
	r.buf, r.pos, r.end, r.inUse = next, 0, r.end-r.pos, false
	for r.end < len(r.buf)-sentinel {
		n, err := r.src.Read(r.buf[r.end : len(r.buf)-sentinel])
		r.end += n
		r.counts.BytesIn += int64(n)
		if err == io.EOF { // not one that wraps it, such as a closed connection's
			r.eof = true
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}
