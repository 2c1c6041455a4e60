package jsonwalk

import "unicode/utf8"

// Skip reads one value of any kind and returns it as written.
func (c *Cursor) Skip() []byte {
	kind := c.Kind()
	if c.err != nil {
		return nil
	}
	start := c.pos
	if kind == '{' || kind == '[' {
		if end, ok := skipPlain(c.buf, start, c.max-c.depth); ok {
			c.pos = end
		} else {
			c.skipContainer()
		}
	} else {
		c.skipScalar(kind)
	}
	if c.err != nil {
		return nil
	}
	return c.Slice(start)
}

// skipContainer walks without recursion: the depth is the input's to choose.
func (c *Cursor) skipContainer() {
	var kept [64]byte
	stack := kept[:0] // the opening brackets that wait for their closing ones
	for {
		open := c.Kind()
		if open == '{' || open == '[' {
			if c.Enter() {
				stack = append(stack, open)
				if open == '{' {
					c.Name()
				}
				continue
			}
		} else {
			c.skipScalar(open)
		}
		for c.err == nil {
			if len(stack) == 0 {
				return
			}
			top := stack[len(stack)-1]
			if c.Next(top) {
				if top == '{' {
					c.Name()
				}
				break
			}
			stack = stack[:len(stack)-1]
		}
		if c.err != nil {
			return
		}
	}
}

func (c *Cursor) skipScalar(kind byte) {
	if c.err != nil {
		return
	}
	var err error
	switch kind {
	case '"':
		c.pos, _, err = scanString(c.buf, c.pos+1)
		if err == nil {
			c.pos++
		}
	case '0':
		c.pos, err = scanNumber(c.buf, c.pos)
	case 't':
		err = c.literal("true")
	case 'f':
		err = c.literal("false")
	case 'n':
		err = c.literal("null")
	default:
		err = ErrSyntax
	}
	if err != nil {
		c.fail(err)
	}
}

func (c *Cursor) literal(want string) error {
	for i := range len(want) {
		if c.pos >= len(c.buf) {
			return ErrShort
		}
		if c.buf[c.pos] != want[i] {
			return ErrSyntax
		}
		c.pos++
	}
	return nil
}

// Unquote appends the text that the string as written (valid, without its
// quotes) stands for.
func Unquote(dst, written []byte) []byte {
	for i := 0; i < len(written); {
		b := written[i]
		if b != '\\' {
			dst = append(dst, b)
			i++
			continue
		}
		i += 2
		switch e := written[i-1]; e {
		case 'b':
			dst = append(dst, '\b')
		case 'f':
			dst = append(dst, '\f')
		case 'n':
			dst = append(dst, '\n')
		case 'r':
			dst = append(dst, '\r')
		case 't':
			dst = append(dst, '\t')
		case 'u':
			r, _ := hex4(written[i:])
			i += 4
			if r >= 0xD800 && r <= 0xDFFF {
				low, _ := hex4(written[i+2:])
				r = 0x10000 + (r-0xD800)<<10 + (low - 0xDC00)
				i += 6
			}
			dst = utf8.AppendRune(dst, r)
		default:
			dst = append(dst, e)
		}
	}
	return dst
}
