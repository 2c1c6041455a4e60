package parquetfile

import (
	"encoding/binary"
	"math/bits"
)

// run is the number of values at the start of values that are equal.
func run[T uint8 | uint32](values []T) int {
	n := 1
	for n < len(values) && values[n] == values[0] {
		n++
	}
	return n
}

// packed is the number of values that are packed at a time.
const packed = 8

// appendHybrid appends values, each below 1<<width, as runs and packed bits
// (parquet-format, Encodings: "Run Length Encoding / Bit-Packing Hybrid").
func appendHybrid[T uint8 | uint32](to []byte, values []T, width int) []byte {
	pending, i := 0, 0 // values[pending:i] are to be packed
	for i < len(values) {
		n := run(values[i:])
		if n < packed && i+packed <= len(values) || n < packed && i > pending {
			i = min(i+packed, len(values))
			continue
		}
		to = appendPacked(to, values[pending:i], width)
		to = binary.AppendUvarint(to, uint64(n)<<1)
		for at := 0; at < width; at += 8 {
			to = append(to, byte(values[i]>>at))
		}
		i += n
		pending = i
	}
	return appendPacked(to, values[pending:i], width)
}

func appendPacked[T uint8 | uint32](to []byte, values []T, width int) []byte {
	if len(values) == 0 {
		return to
	}
	groups := (len(values) + packed - 1) / packed
	to = binary.AppendUvarint(to, uint64(groups)<<1|1)
	end := len(to) + groups*width // eight values of width bits are width bytes
	var word uint64
	filled := 0
	for _, v := range values {
		word |= uint64(v) << filled
		filled += width
		if filled >= 32 {
			to = binary.LittleEndian.AppendUint32(to, uint32(word))
			word >>= 32
			filled -= 32
		}
	}
	for len(to) < end {
		to = append(to, byte(word))
		word >>= 8
	}
	return to
}

// widthOf is the number of bits for values up to most.
func widthOf(most int) int { return max(bits.Len(uint(most)), 1) }
