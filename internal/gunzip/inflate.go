package gunzip

import "encoding/binary"

const (
	window   = 32 << 10 // how far back a match may reach
	maxMatch = 258
	slack    = 16 // what copying by words may write behind a match
	outBytes = window + 192<<10 + maxMatch + slack
	outFull  = outBytes - maxMatch - slack // behind it no symbol is decoded

	inBytes   = 64 << 10
	lookahead = 14      // bytes behind the position at which a symbol begins that decoding it may take
	inPadding = 32      // readable behind the input: at the end of the source pos may be up to 7 behind it
	maxHeader = 1 << 10 // no header of a block is longer (RFC 1951: 2,300 bits of codes and lengths)
)

// inflater decodes blocks of the input into the output.
type inflater struct {
	in       [inBytes + inPadding]byte
	pos, end int    // in[pos:end] is still to be taken; at the end of the source zeros follow
	word     uint64 // the bits before pos that are not used yet; above them may be those behind pos
	filled   uint   // how many there are

	out        [outBytes]byte
	start      int // matches do not reach before it
	given, top int // out[given:top] is to be handed out

	state     state
	last      bool // the block is the last one of the member
	stored    int  // bytes left of a stored block
	fixed     bool // the tables hold the fixed code
	literals  [literalEntries]entry
	distances [distanceEntries]entry
	order     [1 << orderBits]entry
	lengths   [288 + 32]uint8
}

// state is what comes next in the stream.
type state int

const (
	header state = iota // of a member
	block               // its header
	stored              // bytes of a stored block
	codes               // symbols of another
	trailer
)

// need brings at least n bits into the word, at most 32; behind the end of the
// input they are 0.
func (f *inflater) need(n uint) {
	for f.filled < n {
		if f.pos < f.end {
			f.word |= uint64(f.in[f.pos]) << f.filled
		}
		f.pos++
		f.filled += 8
	}
}

// take returns the next n bits, at most 32.
func (f *inflater) take(n uint) int {
	f.need(n)
	v := f.word & (1<<n - 1)
	f.word >>= n
	f.filled -= n
	return int(v)
}

// giveBack gives whole bytes back to the input.
func (f *inflater) giveBack() {
	f.pos -= int(f.filled / 8)
	f.filled %= 8
	f.word &= 1<<f.filled - 1
}

// align drops the bits of a byte that is begun.
func (f *inflater) align() {
	f.giveBack()
	f.word, f.filled = 0, 0
}

// overran reports whether more was taken than there is.
func (f *inflater) overran() bool { return f.pos-int(f.filled/8) > f.end }

// begin begins the block whose header is in the input, and reports whether it is
// valid.
func (f *inflater) begin() bool {
	f.last = f.take(1) == 1
	switch f.take(2) {
	case 0:
		f.align()
		n := f.take(16)
		inverted := f.take(16)
		f.align()
		f.stored, f.state = n, stored
		return n == inverted^0xffff
	case 1:
		f.state = codes
		if !f.fixed {
			f.fixedCodes()
		}
		return true
	case 2:
		f.state, f.fixed = codes, false
		return f.readCodes()
	}
	return false
}

// fixedCodes are those of RFC 1951, section 3.2.6.
func (f *inflater) fixedCodes() {
	f.fixed = true
	for i := range 288 {
		switch {
		case i < 144 || i >= 280:
			f.lengths[i] = 8
		case i < 256:
			f.lengths[i] = 9
		default:
			f.lengths[i] = 7
		}
	}
	for i := range 32 {
		f.lengths[288+i] = 5
	}
	build(f.literals[:], f.lengths[:288], literalSymbols[:], literalBits)
	build(f.distances[:], f.lengths[288:], distanceSymbols[:], distanceBits)
}

var orderOfLengths = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// readCodes reads the codes of a block that brings its own (RFC 1951, section 3.2.7).
func (f *inflater) readCodes() bool {
	literals, distances, orders := 257+f.take(5), 1+f.take(5), 4+f.take(4)
	if literals > 286 || distances > 30 {
		return false
	}
	clear(f.lengths[:19])
	for _, i := range orderOfLengths[:orders] {
		f.lengths[i] = uint8(f.take(3))
	}
	if !build(f.order[:], f.lengths[:19], orderSymbols[:], orderBits) {
		return false
	}
	all := literals + distances
	for i := 0; i < all; {
		symbol, ok := f.orderSymbol()
		if !ok {
			return false
		}
		n, repeated := 1, uint8(0)
		switch {
		case symbol < 16:
			repeated = uint8(symbol)
		case symbol == 16 && i == 0:
			return false
		case symbol == 16:
			n, repeated = 3+f.take(2), f.lengths[i-1]
		case symbol == 17:
			n = 3 + f.take(3)
		default:
			n = 11 + f.take(7)
		}
		if i+n > all {
			return false
		}
		for range n {
			f.lengths[i] = repeated
			i++
		}
	}
	return build(f.literals[:], f.lengths[:literals], literalSymbols[:], literalBits) &&
		build(f.distances[:], f.lengths[literals:all], distanceSymbols[:], distanceBits)
}

// orderSymbol decodes a symbol of the code of lengths.
func (f *inflater) orderSymbol() (int, bool) {
	f.need(orderBits)
	e := f.order[f.word&(1<<orderBits-1)]
	f.take(uint(e & 0xff))
	return int(e&^literal) >> 16, e&special == 0
}

// decode decodes symbols until the block ends, the output is full, or pos
// reaches limit; up to lookahead bytes behind limit are looked at. It reports
// whether all was valid.
func (f *inflater) decode(limit int) bool {
	in, out := &f.in, &f.out
	pos, top, word, filled := f.pos, f.top, f.word, f.filled
	valid := true
	if pos >= limit {
		return true
	}
	word |= binary.LittleEndian.Uint64(in[pos:]) << (filled & 63)
	pos += int(63-filled) >> 3
	filled |= 56
	e := f.literals[word&(1<<literalBits-1)]
	for top < outFull {
		// The word is full, e is what its first bits mean.
		if e&literal != 0 { // up to three: that leaves 56-3*11 bits, a length takes 20
			word >>= e & 63
			filled -= uint(e & 63)
			out[top] = byte(e >> 16)
			top++
			e = f.literals[word&(1<<literalBits-1)]
			if e&literal != 0 {
				word >>= e & 63
				filled -= uint(e & 63)
				out[top] = byte(e >> 16)
				top++
				e = f.literals[word&(1<<literalBits-1)]
				if e&literal != 0 {
					word >>= e & 63
					filled -= uint(e & 63)
					out[top] = byte(e >> 16)
					top++
					if pos >= limit {
						break
					}
					e = f.literals[word&(1<<literalBits-1)]
					word |= binary.LittleEndian.Uint64(in[pos:]) << (filled & 63)
					pos += int(63-filled) >> 3
					filled |= 56
					continue
				}
			}
		}
		if e&special != 0 {
			if e&subtable == subtable {
				e = f.literals[e>>16+entry(word>>literalBits)&(1<<(e>>8&31)-1)]
			}
			if e&literal != 0 {
				word >>= e & 63
				filled -= uint(e & 63)
				out[top] = byte(e >> 16)
				top++
				if pos >= limit {
					break
				}
				word |= binary.LittleEndian.Uint64(in[pos:]) << (filled & 63)
				pos += int(63-filled) >> 3
				filled |= 56
				e = f.literals[word&(1<<literalBits-1)]
				continue
			}
			if e&special != 0 {
				word >>= e & 63
				filled -= uint(e & 63)
				valid = e&theEnd == theEnd
				f.state = block
				break
			}
		}
		length := int(e>>16) + int(word&(1<<(e&63)-1)>>(e>>8&31))
		word >>= e & 63
		filled -= uint(e & 63)
		if filled < maxCodeBits+13 {
			word |= binary.LittleEndian.Uint64(in[pos:]) << (filled & 63)
			pos += int(63-filled) >> 3
			filled |= 56
		}
		e = f.distances[word&(1<<distanceBits-1)]
		if e&subtable == subtable {
			e = f.distances[e>>16+entry(word>>distanceBits)&(1<<(e>>8&31)-1)]
		}
		distance := int(e>>16) + int(word&(1<<(e&63)-1)>>(e>>8&31))
		word >>= e & 63
		filled -= uint(e & 63)
		from := top - distance
		if e&special != 0 || from < f.start {
			valid = false
			break
		}
		end := top + length
		more := pos < limit
		if more {
			word |= binary.LittleEndian.Uint64(in[pos:]) << (filled & 63)
			pos += int(63-filled) >> 3
			filled |= 56
			e = f.literals[word&(1<<literalBits-1)]
		}
		switch {
		case distance >= 16: // by words, up to slack bytes too many
			binary.LittleEndian.PutUint64(out[top:], binary.LittleEndian.Uint64(out[from:]))
			binary.LittleEndian.PutUint64(out[top+8:], binary.LittleEndian.Uint64(out[from+8:]))
			if length > 16 {
				if length > 80 && distance >= length {
					copy(out[top+16:end], out[from+16:])
				} else {
					for top += 16; top < end; top += 16 {
						from += 16
						binary.LittleEndian.PutUint64(out[top:], binary.LittleEndian.Uint64(out[from:]))
						binary.LittleEndian.PutUint64(out[top+8:], binary.LittleEndian.Uint64(out[from+8:]))
					}
				}
			}
		default:
			for ; top < end; top++ {
				out[top] = out[from]
				from++
			}
		}
		top = end
		if !more {
			break
		}
	}
	f.pos, f.top, f.word, f.filled = pos, top, word, filled
	return valid
}
