package jsonwalk

import (
	"encoding/binary"
	"errors"
	"math/bits"
)

var (
	// ErrSyntax means that the bytes at Pos cannot continue a JSON value.
	ErrSyntax = errors.New("invalid JSON")
	// ErrShort means that the buffer ends inside a value: with more input it
	// may still turn out valid.
	ErrShort = errors.New("JSON value is not complete")
	// ErrDepth means that the value nests deeper than the cursor allows.
	ErrDepth = errors.New("JSON value is nested too deeply")
)

// Cursor reads JSON values from a buffer, one after another. The first error
// sticks: after it every method does nothing, so that a caller may walk a whole
// value and look at Err once.
type Cursor struct {
	buf   []byte
	pos   int
	depth int
	max   int
	err   error
}

// Reset puts the cursor on buf at pos, allowing maxDepth nested containers.
func (c *Cursor) Reset(buf []byte, pos, maxDepth int) {
	*c = Cursor{buf: buf, pos: pos, max: maxDepth}
}

// Pos is the offset of the next unread byte, or of the fault.
func (c *Cursor) Pos() int { return c.pos }

// Err is the first error met.
func (c *Cursor) Err() error { return c.err }

// Mark is a place to come back to.
type Mark struct{ pos, depth int }

// Mark marks the place of the cursor.
func (c *Cursor) Mark() Mark { return Mark{c.pos, c.depth} }

// Rewind goes back to a mark, unless an error has ended the walk.
func (c *Cursor) Rewind(m Mark) {
	if c.err == nil {
		c.pos, c.depth = m.pos, m.depth
	}
}

// Slice returns the bytes from start to the cursor.
func (c *Cursor) Slice(start int) []byte { return c.buf[start:c.pos:c.pos] }

func (c *Cursor) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

// kinds is what Kind says of a byte; 0 of white space, which is skipped.
var kinds = func() (k [256]byte) {
	for b := range k {
		k[b] = byte(b)
	}
	for _, b := range " \n\r\t" {
		k[b] = 0
	}
	for _, b := range "-0123456789" {
		k[b] = '0'
	}
	k[0] = 0 // no value begins so: slowKind says the same
	return k
}()

// Kind skips white space and returns the first byte of the next value: one of
// { [ " t f n, 0 for any number, or a byte that starts no value; 0xFF after an
// error.
func (c *Cursor) Kind() byte {
	if c.err == nil && c.pos < len(c.buf) {
		if k := kinds[c.buf[c.pos]]; k != 0 { // no space: nearly always
			return k
		}
	}
	return c.slowKind()
}

func (c *Cursor) slowKind() byte {
	if c.err != nil {
		return 0xFF
	}
	c.pos = skipSpace(c.buf, c.pos)
	if c.pos >= len(c.buf) {
		c.fail(ErrShort)
		return 0xFF
	}
	return kinds[c.buf[c.pos]]
}

// Enter reads the opening bracket of a container (the next value must be one)
// and reports whether it holds anything. The container ends when Next, or
// Enter, reports false.
func (c *Cursor) Enter() bool {
	open := c.Kind()
	if c.err != nil {
		return false
	}
	if open != '{' && open != '[' {
		c.fail(ErrSyntax)
		return false
	}
	c.depth++
	if c.depth > c.max {
		c.fail(ErrDepth)
		return false
	}
	c.pos++
	k := c.Kind()
	if k == closing(open) && c.err == nil {
		c.pos++
		c.depth--
		return false
	}
	return c.err == nil
}

// Next reads what follows a member of the container opened by open ('{' or
// '['): a comma (true) or the closing bracket (false).
func (c *Cursor) Next(open byte) bool {
	if c.err == nil && c.pos < len(c.buf) && c.buf[c.pos] == ',' {
		c.pos++
		return true
	}
	return c.slowNext(open)
}

func (c *Cursor) slowNext(open byte) bool {
	k := c.Kind()
	if c.err != nil {
		return false
	}
	c.pos++
	switch k {
	case ',':
		return true
	case closing(open):
		c.depth--
		return false
	}
	c.pos--
	c.fail(ErrSyntax)
	return false
}

func closing(open byte) byte { return open + 2 } // '{'+2 = '}', '['+2 = ']'

// Name reads a member name and its colon. The name is as written, without its
// quotes; escaped says that it holds escapes (see Unquote).
func (c *Cursor) Name() (name []byte, escaped bool) {
	name, ok := c.Plain()
	if !ok {
		name, escaped = c.String()
	}
	if c.err == nil && c.pos < len(c.buf) && c.buf[c.pos] == ':' {
		c.pos++
		return name, escaped
	}
	if c.Kind() != ':' {
		c.fail(ErrSyntax)
		return nil, false
	}
	c.pos++
	return name, escaped
}

// String reads a string and returns it as written, without its quotes; escaped
// says that it holds escapes (see Unquote).
func (c *Cursor) String() (text []byte, escaped bool) {
	if c.err != nil || c.pos >= len(c.buf) || c.buf[c.pos] != '"' {
		if c.Kind() != '"' {
			c.fail(ErrSyntax)
			return nil, false
		}
	}
	start := c.pos + 1
	end, escaped, err := scanString(c.buf, start)
	c.pos = end
	if err != nil {
		c.fail(err)
		return nil, false
	}
	c.pos++
	return c.buf[start:end:end], escaped
}

// Match reads text, if exactly that is next: a name with its quotes and its
// colon that is likely to follow costs one comparison. The text must be valid
// JSON of its kind, of two bytes or more.
func (c *Cursor) Match(text string) bool {
	end := c.pos + len(text)
	if c.err != nil || end > len(c.buf) || c.buf[c.pos+1] != text[1] || string(c.buf[c.pos:end]) != text {
		return false
	}
	c.pos = end
	return true
}

// Plain reads a string of printable ASCII without escapes, as nearly all are, and
// returns it without its quotes. If anything else is next it reads nothing.
func (c *Cursor) Plain() (text []byte, ok bool) {
	buf, start := c.buf, c.pos+1
	if c.err != nil || start > len(buf) || buf[c.pos] != '"' {
		return nil, false
	}
	for pos := start; pos+8 <= len(buf); pos += 8 {
		if m := special(binary.LittleEndian.Uint64(buf[pos:])); m != 0 {
			pos += bits.TrailingZeros64(m) / 8
			if buf[pos] != '"' {
				return nil, false
			}
			c.pos = pos + 1
			return buf[start:pos:pos], true
		}
	}
	return nil, false
}

// Rest returns the bytes from the cursor on.
func (c *Cursor) Rest() []byte { return c.buf[c.pos:] }
