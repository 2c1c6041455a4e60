package parquetfile

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math"

	"github.com/parquet-go/parquet-go/format"
)

// maxBoundBytes is the longest text that is kept as an extreme: what is longer
// decides no query, and would swell the footer.
const maxBoundBytes = 256

// appendPlain appends the value at index in plain encoding
// (parquet-format, Encodings); truths come eight to a byte and are not for it.
func (l *Leaf) appendPlain(to []byte, index uint32) []byte {
	switch l.kind {
	case format.ByteArray:
		text := l.text(index)
		to = binary.LittleEndian.AppendUint32(to, uint32(len(text)))
		return append(to, text...)
	case format.Int32:
		return binary.LittleEndian.AppendUint32(to, uint32(l.words[index]))
	default:
		return binary.LittleEndian.AppendUint64(to, l.words[index])
	}
}

// plainSize is how many bytes appendPlain appends.
func (l *Leaf) plainSize(index uint32) int {
	switch {
	case l.kind != format.ByteArray:
		return 8
	case l.distinct:
		return 4 + int(l.spans[index].size)
	default:
		return 4
	}
}

func appendBools(to []byte, indexes []uint32) []byte {
	for i, v := range indexes {
		if i%8 == 0 {
			to = append(to, 0)
		}
		to[len(to)-1] |= byte(v) << (i % 8)
	}
	return to
}

// compare orders values as the statistics of their type demand.
func (l *Leaf) compare(a, b uint32) int {
	switch l.kind {
	case format.ByteArray:
		return bytes.Compare(l.text(a), l.text(b))
	case format.Int32:
		return cmp.Compare(int32(l.words[a]), int32(l.words[b]))
	case format.Int64:
		return cmp.Compare(int64(l.words[a]), int64(l.words[b]))
	case format.Double:
		return cmp.Compare(math.Float64frombits(l.words[a]), math.Float64frombits(l.words[b]))
	default:
		return cmp.Compare(a, b)
	}
}

// bounds are the extremes of some values, by index.
type bounds struct {
	least, most uint32
	known       bool
}

func (l *Leaf) bounds(indexes []uint32) (b bounds) {
	for _, i := range indexes {
		b = l.widen(b, bounds{i, i, true})
	}
	return b
}

// widen makes b hold what c holds too.
func (l *Leaf) widen(b, c bounds) bounds {
	switch {
	case !b.known:
		return c
	case !c.known:
		return b
	}
	if l.compare(c.least, b.least) < 0 {
		b.least = c.least
	}
	if l.compare(c.most, b.most) > 0 {
		b.most = c.most
	}
	return b
}

// encode returns the extremes in plain encoding without length, as statistics
// want them; nil if there are none to tell.
func (l *Leaf) encode(b bounds) (least, most []byte) {
	if !b.known {
		return nil, nil
	}
	least, most = l.bound(b.least, math.Copysign(0, -1)), l.bound(b.most, 0)
	if len(least) > maxBoundBytes || len(most) > maxBoundBytes {
		return nil, nil
	}
	return least, most
}

// bound is the value at index; a double that is zero becomes the zero given, as
// the format wants it of extremes.
func (l *Leaf) bound(index uint32, zero float64) []byte {
	switch l.kind {
	case format.ByteArray:
		return bytes.Clone(l.text(index))
	case format.Boolean:
		return []byte{byte(index)}
	case format.Double:
		if math.Float64frombits(l.words[index]) == 0 {
			return binary.LittleEndian.AppendUint64(nil, math.Float64bits(zero))
		}
	}
	return l.appendPlain(nil, index)
}
