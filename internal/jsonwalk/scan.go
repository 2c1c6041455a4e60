package jsonwalk

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

func skipSpace(buf []byte, pos int) int {
	for pos < len(buf) && buf[pos] <= ' ' && (buf[pos] == ' ' || buf[pos] == '\n' || buf[pos] == '\r' || buf[pos] == '\t') {
		pos++
	}
	return pos
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// special flags, in the highest bit of each byte, the bytes of w that need a
// look: all but printable ASCII other than quote and backslash. A borrow between
// bytes can only raise a flag above the first true one, and only the first is
// asked for.
func special(w uint64) uint64 {
	q, s := w^ones*'"', w^ones*'\\'
	return ((w - ones*0x20) | (q - ones) | (s - ones) | w) & highs
}

// scanString finds the closing quote of the string whose first byte is at pos.
// On an error the offset is that of the fault.
func scanString(buf []byte, pos int) (end int, escaped bool, err error) {
	for {
		for pos+8 <= len(buf) {
			if m := special(binary.LittleEndian.Uint64(buf[pos:])); m != 0 {
				pos += bits.TrailingZeros64(m) / 8
				break
			}
			pos += 8
		}
		if pos >= len(buf) {
			return pos, escaped, ErrShort
		}
		switch b := buf[pos]; {
		case b == '"':
			return pos, escaped, nil
		case b == '\\':
			escaped = true
			n, err := scanEscape(buf[pos:])
			if err != nil {
				return pos, escaped, err
			}
			pos += n
		case b < 0x20:
			return pos, escaped, ErrSyntax
		case b < utf8.RuneSelf:
			pos++
		default:
			r, n := utf8.DecodeRune(buf[pos:])
			if r == utf8.RuneError && n == 1 {
				if !utf8.FullRune(buf[pos:]) {
					return pos, escaped, ErrShort
				}
				return pos, escaped, ErrSyntax
			}
			pos += n
		}
	}
}

// scanEscape measures the escape at the start of b. A surrogate escape is
// valid only as the first half of a pair.
func scanEscape(b []byte) (int, error) {
	if len(b) < 2 {
		return 0, ErrShort
	}
	switch b[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2, nil
	case 'u':
		first, err := hex4(b[2:])
		if err != nil {
			return 0, err
		}
		if first < 0xD800 || first > 0xDFFF {
			return 6, nil
		}
		if first > 0xDBFF {
			return 0, ErrSyntax
		}
		for i, want := range []byte{'\\', 'u'} {
			if len(b) <= 6+i {
				return 0, ErrShort
			}
			if b[6+i] != want {
				return 0, ErrSyntax
			}
		}
		second, err := hex4(b[8:])
		if err != nil {
			return 0, err
		}
		if second < 0xDC00 || second > 0xDFFF {
			return 0, ErrSyntax
		}
		return 12, nil
	}
	return 0, ErrSyntax
}

func hex4(b []byte) (rune, error) {
	var r rune
	for i := range 4 {
		if i >= len(b) {
			return 0, ErrShort
		}
		switch c := b[i]; {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c >= 'a' && c <= 'f':
			r = r<<4 | rune(c-'a'+10)
		case c >= 'A' && c <= 'F':
			r = r<<4 | rune(c-'A'+10)
		default:
			return 0, ErrSyntax
		}
	}
	return r, nil
}

// scanNumber measures the number at pos. A number that reaches the end of the
// buffer may go on in bytes not yet read: it comes with ErrShort.
func scanNumber(buf []byte, pos int) (end int, err error) {
	if pos < len(buf) && buf[pos] == '-' {
		pos++
	}
	digits := func() bool {
		start := pos
		for pos < len(buf) && buf[pos] >= '0' && buf[pos] <= '9' {
			pos++
		}
		return pos > start
	}
	missing := func() (int, error) {
		if pos >= len(buf) {
			return pos, ErrShort
		}
		return pos, ErrSyntax
	}
	if pos < len(buf) && buf[pos] == '0' {
		pos++
	} else if !digits() {
		return missing()
	}
	if pos < len(buf) && buf[pos] == '.' {
		pos++
		if !digits() {
			return missing()
		}
	}
	if pos < len(buf) && (buf[pos] == 'e' || buf[pos] == 'E') {
		pos++
		if pos < len(buf) && (buf[pos] == '+' || buf[pos] == '-') {
			pos++
		}
		if !digits() {
			return missing()
		}
	}
	if pos >= len(buf) {
		return pos, ErrShort
	}
	return pos, nil
}
