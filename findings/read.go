package findings

import (
	"bytes"

	"security-hub-analytics/internal/jsonwalk"
)

// decoder turns JSON into rows of a batch. Whatever deviates from its schema is
// bent to the column's type where the meaning is plain, null where it is not,
// and counted either way.
type decoder struct {
	cursor  jsonwalk.Cursor
	batch   *Batch
	state   []uint8
	habits  []habit        // by tree
	index   map[string]int // of the keys of a large map
	coerced int64
	turn    int64 // memory for the rows of a turn, see event; 0 is no bound
	looks   bool  // for findings, and keeps none
	room    int64 // memory left for the lists of the finding being read
}

func unquoteInto(dst, written []byte) []byte { return jsonwalk.Unquote(dst, written) }

// read reads the value at the cursor into the field and reports whether the
// field is set now.
func (f *field[T]) read(d *decoder, s schema, t *T) bool {
	switch f.kind {
	case kindText:
		v := d.text(s, f.opts)
		if len(v) > 0 && f.enum != nil {
			v = d.enum(v, f.enum)
		}
		*f.text(t) = v
		return v != nil
	case kindJSON:
		isNull := d.cursor.Kind() == 'n'
		raw := d.cursor.Skip()
		if isNull {
			raw = nil
		}
		*f.text(t) = raw
		return raw != nil
	case kindInt:
		v := d.whole()
		*f.whole(t) = v
		return v.Set
	case kindTime:
		v := d.time(s)
		*f.whole(t) = v
		return v.Set
	case kindDouble:
		v := d.double()
		*f.double(t) = v
		return v.Set
	case kindBool:
		v := d.flag()
		*f.flag(t) = v
		return v.Set
	case kindTexts:
		v := d.texts()
		*f.texts(t) = v
		return v != nil
	case kindPairs:
		v := d.pairs(s)
		*f.pairs(t) = v
		return v != nil
	case kindRows:
		return f.rows.decode(d, s, t)
	}
	return false
}

// reset makes the field null.
func (f *field[T]) reset(t *T) {
	switch f.kind {
	case kindText, kindJSON:
		*f.text(t) = nil
	case kindInt, kindLong, kindTime:
		*f.whole(t) = Opt[int64]{}
	case kindDouble:
		*f.double(t) = Opt[float64]{}
	case kindBool:
		*f.flag(t) = Opt[bool]{}
	case kindTexts:
		*f.texts(t) = nil
	case kindPairs:
		*f.pairs(t) = nil
	case kindRows:
		f.rows.reset(t)
	}
}

// text reads a string. Numbers and booleans are taken as written.
func (d *decoder) text(s schema, o options) Text {
	c := &d.cursor
	if o&(firstOf|identity) == 0 {
		if v, ok := c.Plain(); ok {
			return v
		}
	}
	switch kind := c.Kind(); kind {
	case '"':
		if o&firstOf != 0 && s == ocsfSchema {
			d.coerced++ // a string where a list belongs
		}
		raw, escaped := c.String()
		if escaped {
			raw = d.unquote(raw)
		}
		if len(raw) == 0 && o&identity != 0 && c.Err() == nil {
			d.coerced++
			return nil
		}
		return raw
	case '0':
		d.coerced++
		raw := c.Skip()
		if o&account != 0 && len(raw) < 12 && isDigits(raw) {
			return append(bytes.Repeat([]byte("0"), 12-len(raw)), raw...)
		}
		return raw
	case 't', 'f':
		d.coerced++
		return c.Skip()
	case 'n':
		c.Skip()
		return nil
	case '[':
		if o&firstOf != 0 {
			return d.first(s, o)
		}
	}
	d.coerced++
	c.Skip()
	return nil
}

// first reads the first element of a list.
func (d *decoder) first(s schema, o options) (v Text) {
	if s == asffSchema {
		d.coerced++
	}
	c := &d.cursor
	more := c.Enter()
	if more {
		v = d.text(s, o&^firstOf)
		more = c.Next('[')
	}
	for ; more; more = c.Next('[') {
		c.Skip()
	}
	return v
}

func (d *decoder) enum(v Text, legal []string) Text {
	for _, want := range legal {
		if string(v) == want {
			return v
		}
	}
	for _, want := range legal {
		if bytes.EqualFold(v, []byte(want)) {
			d.coerced++
			return Text(want)
		}
	}
	return v
}
