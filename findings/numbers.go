package findings

import (
	"bytes"
	"math"
	"strconv"
)

// number reads a JSON number, or a string that holds one; ok is false for null
// and for anything else, which is counted.
func (d *decoder) number() (text []byte, ok bool) {
	c := &d.cursor
	switch c.Kind() {
	case '0':
		return c.Skip(), true
	case 'n':
		c.Skip()
		return nil, false
	case '"':
		raw, escaped := c.String()
		if escaped {
			raw = d.unquote(raw)
		}
		if raw = bytes.TrimSpace(raw); len(raw) > 0 && raw[len(raw)-1] <= '9' { // no "-Infinity", no "NaN"
			d.coerced++
			return raw, true
		}
	default:
		c.Skip()
	}
	d.coerced++
	return nil, false
}

func (d *decoder) whole() Opt[int64] {
	before := d.coerced
	text, ok := d.number()
	if !ok {
		return Opt[int64]{}
	}
	n, err := strconv.ParseInt(string(text), 10, 32)
	if err == nil {
		return Opt[int64]{n, true}
	}
	d.coerced = before + 1
	f, err := strconv.ParseFloat(string(text), 64)
	if err != nil || f != math.Trunc(f) || f < math.MinInt32 || f > math.MaxInt32 || bytes.ContainsAny(text, "xX_") {
		return Opt[int64]{}
	}
	return Opt[int64]{int64(f), true}
}

func (d *decoder) double() Opt[float64] {
	before := d.coerced
	text, ok := d.number()
	if !ok {
		return Opt[float64]{}
	}
	f, err := strconv.ParseFloat(string(text), 64)
	if err != nil || bytes.ContainsAny(text, "xX_") {
		d.coerced = before + 1
		return Opt[float64]{}
	}
	return Opt[float64]{f, true}
}

func (d *decoder) flag() Opt[bool] {
	c := &d.cursor
	switch c.Kind() {
	case 't':
		c.Skip()
		return Opt[bool]{true, true}
	case 'f':
		c.Skip()
		return Opt[bool]{false, true}
	case 'n':
		c.Skip()
		return Opt[bool]{}
	}
	d.coerced++
	if c.Kind() != '"' {
		c.Skip()
		return Opt[bool]{}
	}
	raw, escaped := c.String()
	if escaped {
		raw = d.unquote(raw)
	}
	switch {
	case bytes.EqualFold(raw, []byte("true")):
		return Opt[bool]{true, true}
	case bytes.EqualFold(raw, []byte("false")):
		return Opt[bool]{false, true}
	}
	return Opt[bool]{}
}
