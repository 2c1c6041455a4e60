package gunzip

import "math/bits"

// An entry says what the next bits mean:
//
//	bits 0-7    how many bits it takes, extra bits included
//	bits 8-12   of them, those of the code alone; how many more bits a subtable looks at
//	bits 13-15  0, or what else it is than a length or a distance
//	bits 16-30  the literal, the base of the length or distance, the start of the subtable
//	bit 31      it is a literal
type entry uint32

const (
	literal  entry = 1 << 31
	special  entry = 1 << 15 // a subtable, the end of the block, or, alone, no code at all
	subtable entry = special | 1<<14
	theEnd   entry = special | 1<<13
)

const (
	literalBits  = 11 // that the first look is at
	distanceBits = 9
	orderBits    = 7
	maxCodeBits  = 15

	// A subtable has an entry for each end of a code that begins like its root,
	// and no root has fewer than two codes.
	literalEntries  = 1<<literalBits + 288/2<<(maxCodeBits-literalBits)
	distanceEntries = 1<<distanceBits + 32/2<<(maxCodeBits-distanceBits)

	endOfBlock = 256
)

var (
	literalSymbols  [288]entry
	distanceSymbols [32]entry
	orderSymbols    [19]entry
)

// Lengths and distances by symbol: RFC 1951, section 3.2.5.
func init() {
	for i := range orderSymbols {
		orderSymbols[i] = literal | entry(i)<<16
	}
	for i := range literalSymbols {
		literalSymbols[i] = special
	}
	for i := range endOfBlock {
		literalSymbols[i] = literal | entry(i)<<16
	}
	literalSymbols[endOfBlock] = theEnd
	base := 3
	for i := range 28 {
		extra := max(i/4-1, 0)
		literalSymbols[endOfBlock+1+i] = entry(base<<16 | extra)
		base += 1 << extra
	}
	literalSymbols[285] = 258 << 16
	for i := range distanceSymbols {
		distanceSymbols[i] = special
	}
	base = 1
	for i := range 30 {
		extra := max(i/2-1, 0)
		distanceSymbols[i] = entry(base<<16 | extra)
		base += 1 << extra
	}
}

// build makes the table of the canonical code with those lengths; the first look
// is at first bits. It refuses what compress/flate refuses: a code with too many
// or too few words, unless it has none at all or the one word 0.
func build(table []entry, lengths []uint8, symbols []entry, first int) bool {
	var count, next [maxCodeBits + 1]int
	longest := 0
	for _, n := range lengths {
		count[n]++
		longest = max(longest, int(n))
	}
	word := 0
	for n := 1; n <= longest; n++ {
		next[n] = word
		word = (word + count[n]) << 1
	}
	if word != 2<<longest && longest != 0 && (longest != 1 || count[1] != 1) {
		return false
	}
	for i := range 1 << first {
		table[i] = special
	}
	free := 1 << first
	for symbol, n := range lengths {
		if n == 0 {
			continue
		}
		word := int(bits.Reverse16(uint16(next[n]))) >> (16 - n)
		next[n]++
		e := symbols[symbol] + entry(n) + entry(n)<<8
		if int(n) <= first {
			for i := word; i < 1<<first; i += 1 << n {
				table[i] = e
			}
			continue
		}
		root := word & (1<<first - 1)
		width := longest - first // of all subtables: they are few
		if table[root] == special {
			table[root] = subtable | entry(free<<16|width<<8)
			free += 1 << width
		}
		start := int(table[root]&^literal) >> 16
		for i := word >> first; i < 1<<width; i += 1 << (int(n) - first) {
			table[start+i] = e
		}
	}
	return true
}
