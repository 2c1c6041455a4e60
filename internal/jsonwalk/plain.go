package jsonwalk

import (
	"encoding/binary"
	"math/bits"
)

// plainDepth is how many brackets skipPlain keeps track of: one bit each.
const plainDepth = 64

// skipPlain finds the end of the container at pos as long as it is written the
// way programs write: without white space, and nested at most depth and
// plainDepth deep. Of anything else, faults among it, it says not ok, and
// skipContainer, which knows what is wrong where, starts over.
func skipPlain(buf []byte, pos, depth int) (end int, ok bool) {
	depth = min(depth, plainDepth)
	objects, open := uint64(0), 0 // a bit for each open bracket, the innermost last
	for {
		// A value.
		if pos >= len(buf) {
			return 0, false
		}
		switch b := buf[pos]; b {
		case '{', '[':
			if open == depth || pos+1 >= len(buf) {
				return 0, false
			}
			pos++
			if buf[pos] == closing(b) {
				pos++
				break
			}
			open++
			objects = objects<<1 | uint64(b>>5&1) // of '{' (0x7b) it is 1, of '[' (0x5b) 0
			if b == '{' {
				if pos, ok = plainName(buf, pos); !ok {
					return 0, false
				}
			}
			continue
		case '"':
			if pos, ok = plainString(buf, pos); !ok {
				return 0, false
			}
		default:
			if pos, ok = plainScalar(buf, pos); !ok {
				return 0, false
			}
		}
		// What follows it.
		for {
			if open == 0 {
				return pos, true
			}
			if pos >= len(buf) {
				return 0, false
			}
			isObject := objects&1 == 1
			switch b := buf[pos]; {
			case b == '}' && isObject || b == ']' && !isObject:
				pos++
				open--
				objects >>= 1
				continue
			case b != ',':
				return 0, false
			}
			pos++
			if isObject {
				if pos, ok = plainName(buf, pos); !ok {
					return 0, false
				}
			}
			break
		}
	}
}

func plainName(buf []byte, pos int) (end int, ok bool) {
	pos, ok = plainString(buf, pos)
	if !ok || pos >= len(buf) || buf[pos] != ':' {
		return 0, false
	}
	return pos + 1, true
}

func plainString(buf []byte, pos int) (end int, ok bool) {
	if pos >= len(buf) || buf[pos] != '"' {
		return 0, false
	}
	pos++
	for at := pos; at+8 <= len(buf); at += 8 {
		if m := special(binary.LittleEndian.Uint64(buf[at:])); m != 0 {
			at += bits.TrailingZeros64(m) / 8
			if buf[at] == '"' {
				return at + 1, true
			}
			break
		}
	}
	pos, _, err := scanString(buf, pos)
	return pos + 1, err == nil
}

func plainScalar(buf []byte, pos int) (end int, ok bool) {
	switch b := buf[pos]; {
	case b == '-' || b >= '0' && b <= '9':
		end, err := scanNumber(buf, pos)
		return end, err == nil
	case b == 't', b == 'n':
		end = pos + 4
		return end, end <= len(buf) && (string(buf[pos:end]) == "true" || string(buf[pos:end]) == "null")
	case b == 'f':
		end = pos + 5
		return end, end <= len(buf) && string(buf[pos:end]) == "false"
	}
	return 0, false
}
