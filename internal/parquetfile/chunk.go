package parquetfile

import (
	"fmt"

	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// chunk is the work on one column of a row group. Its buffers serve all columns
// in turn.
type chunk struct {
	leaf        *Leaf
	shape       *shape
	definitions []uint8
	indexes     []uint32 // of the values, less 1, in the order of the rows
	renumbered  []uint32 // by index of the dictionary: 1 plus its place in the file, 0 while it has none
	places      []uint32 // indexes of the dictionary by place: in order of use
	out         []uint32 // places of a page's values

	raw, compressed []byte

	meta     format.ColumnMetaData
	column   format.ColumnIndex
	offsets  format.OffsetIndex
	extremes bounds
}

// begin takes up a column: it brings its values into the order of the rows.
func (c *chunk) begin(l *Leaf, in *shape) {
	c.leaf, c.shape, c.extremes = l, in, bounds{}
	c.meta = format.ColumnMetaData{Type: l.kind, PathInSchema: l.path, Encoding: []format.Encoding{format.RLE, format.Plain}}
	c.column, c.offsets = format.ColumnIndex{}, format.OffsetIndex{}
	c.indexes, c.places = c.indexes[:0], c.places[:0]
	c.definitions = append(c.definitions[:0], in.definitions...)
	if len(l.numbers) == 0 {
		return
	}
	slot := 0
	for _, element := range in.order {
		for c.definitions[slot] != in.full {
			slot++
		}
		if int(element) < len(l.numbers) {
			if number := l.numbers[element]; number != 0 {
				c.definitions[slot] = l.maxLevel
				c.indexes = append(c.indexes, number-1)
			}
		}
		slot++
	}
	if !l.repeats() {
		return
	}
	// Places in order of use make the numbers of sorted rows ascend.
	c.renumbered = append(c.renumbered[:0], make([]uint32, len(l.dictionary.texts))...)
	for _, index := range c.indexes {
		if c.renumbered[index] == 0 {
			c.places = append(c.places, index)
			c.renumbered[index] = uint32(len(c.places))
		}
	}
}

// repeats reports whether the column has a dictionary.
func (l *Leaf) repeats() bool { return l.kind == format.ByteArray && !l.distinct && len(l.numbers) > 0 }

// page is a stretch of slots and of values that begins with a row.
type page struct{ slot, slotEnd, value, valueEnd int }

// pages cuts the column so that a page holds about most bytes of values.
func (c *chunk) pages(most int) []page {
	l, all := c.leaf, []page{}
	bytes := len(c.definitions)
	for _, index := range c.indexes {
		bytes += l.plainSize(index)
	}
	if bytes <= most {
		return append(all, page{0, len(c.definitions), 0, len(c.indexes)})
	}
	var p page
	bytes = 0
	for slot, definition := range c.definitions {
		if bytes >= most && c.shape.repetitions[slot] == 0 {
			all = append(all, p)
			p, bytes = page{slot: slot, value: p.valueEnd, valueEnd: p.valueEnd}, 0
		}
		p.slotEnd = slot + 1
		bytes++ // a level or two
		if definition == l.maxLevel {
			bytes += l.plainSize(c.indexes[p.valueEnd])
			p.valueEnd++
		}
	}
	return append(all, p)
}

// encode makes the bytes of a page and returns the extremes of its values.
func (c *chunk) encode(p page) (b bounds) {
	l, in := c.leaf, c.shape
	c.raw = c.raw[:0]
	if l.list != nil {
		whole := p.slot == 0 && p.slotEnd == len(in.definitions)
		switch {
		case whole && len(in.encoded) > 0:
			c.raw = append(c.raw, in.encoded...)
		default:
			c.raw = appendLevels(c.raw, in.repetitions[p.slot:p.slotEnd], l.list.repetition)
			if whole {
				in.encoded = append(in.encoded, c.raw...)
			}
		}
	}
	c.raw = appendLevels(c.raw, c.definitions[p.slot:p.slotEnd], l.maxLevel)
	indexes := c.indexes[p.value:p.valueEnd]
	switch {
	case l.kind == format.Boolean:
		c.raw = appendBools(c.raw, indexes)
	case l.repeats():
		width := widthOf(len(c.places) - 1)
		c.raw = append(c.raw, byte(width))
		c.out = c.out[:0]
		for _, index := range indexes {
			c.out = append(c.out, c.renumbered[index]-1)
		}
		c.raw = appendHybrid(c.raw, c.out, width)
		if p.valueEnd-p.value == len(c.indexes) {
			indexes = c.places // each once
		}
	default:
		for _, index := range indexes {
			c.raw = l.appendPlain(c.raw, index)
			if !l.unbounded { // now that the value is at hand
				b = l.widen(b, bounds{index, index, true})
			}
		}
		return b
	}
	if !l.unbounded {
		b = l.bounds(indexes)
	}
	return b
}

// appendLevels appends levels as data pages of version 1 hold them.
func appendLevels(to []byte, levels []uint8, most uint8) []byte {
	start := len(to)
	to = appendHybrid(append(to, 0, 0, 0, 0), levels, widthOf(int(most)))
	size := len(to) - start - 4
	to[start], to[start+1], to[start+2], to[start+3] = byte(size), byte(size>>8), byte(size>>16), byte(size>>24)
	return to
}

// write writes the column to w.
func (c *chunk) write(w *Writer) error {
	l := c.leaf
	if l.maxLevel == c.shape.full && len(c.indexes) < len(c.shape.order) { // a reader would take the next value for it
		return fmt.Errorf("%d of %d values, which are required, were added", len(c.indexes), len(c.shape.order))
	}
	c.meta.NumValues = int64(len(c.definitions))
	c.meta.Statistics.NullCount = int64(len(c.definitions) - len(c.indexes))
	pages := c.pages(w.options.PageBytes)
	encoding := format.Plain
	if l.repeats() {
		encoding = format.RLEDictionary
		c.raw = c.raw[:0]
		for _, index := range c.places {
			c.raw = l.appendPlain(c.raw, index)
		}
		c.meta.Encoding = append(c.meta.Encoding, encoding)
		c.meta.DictionaryPageOffset = w.offset
		c.stat(format.DictionaryPage, format.Plain, 1)
		header := format.PageHeader{Type: format.DictionaryPage, DictionaryPageHeader: thrift.New(format.DictionaryPageHeader{
			NumValues: int32(len(c.places)), Encoding: format.Plain,
		})}
		if _, err := c.writePage(w, header); err != nil {
			return err
		}
	}
	c.meta.DataPageOffset = w.offset
	c.stat(format.DataPage, encoding, len(pages))
	for _, p := range pages {
		c.index(p, c.encode(p), w.offset)
		header := format.PageHeader{Type: format.DataPage, DataPageHeader: thrift.New(format.DataPageHeader{
			NumValues: int32(p.slotEnd - p.slot), Encoding: encoding,
			DefinitionLevelEncoding: format.RLE, RepetitionLevelEncoding: format.RLE,
		})}
		size, err := c.writePage(w, header)
		if err != nil {
			return err
		}
		c.offsets.PageLocations[len(c.offsets.PageLocations)-1].CompressedPageSize = size
	}
	if len(pages) == 1 {
		c.column.BoundaryOrder = format.Ascending
	}
	c.meta.Codec = l.codec.CompressionCodec()
	c.meta.Statistics.MinValue, c.meta.Statistics.MaxValue = l.encode(c.extremes)
	return nil
}

func (c *chunk) stat(kind format.PageType, encoding format.Encoding, n int) {
	c.meta.EncodingStats = append(c.meta.EncodingStats, format.PageEncodingStats{PageType: kind, Encoding: encoding, Count: int32(n)})
}

// index enters a page into the page index.
func (c *chunk) index(p page, b bounds, offset int64) {
	rows := 0
	for _, repetition := range c.shape.repetitions[:p.slot] {
		if repetition == 0 {
			rows++
		}
	}
	c.offsets.PageLocations = append(c.offsets.PageLocations, format.PageLocation{Offset: offset, FirstRowIndex: int64(rows)})
	least, most := c.leaf.encode(b)
	isNull := p.value == p.valueEnd
	if isNull {
		least, most = []byte{}, []byte{}
	}
	i := &c.column
	i.NullPages, i.MinValues, i.MaxValues = append(i.NullPages, isNull), append(i.MinValues, least), append(i.MaxValues, most)
	i.NullCounts = append(i.NullCounts, int64(p.slotEnd-p.slot-(p.valueEnd-p.value)))
	c.extremes = c.leaf.widen(c.extremes, b)
}

// writePage compresses c.raw and writes it behind its header.
func (c *chunk) writePage(w *Writer, header format.PageHeader) (size int32, err error) {
	if c.compressed, err = c.leaf.codec.Encode(c.compressed, c.raw); err != nil {
		return 0, fmt.Errorf("compressing: %w", err)
	}
	body := c.compressed
	start := w.offset
	header.UncompressedPageSize, header.CompressedPageSize = int32(len(c.raw)), int32(len(body))
	header.CRC = checksum(body)
	if err := w.encode(&header); err != nil {
		return 0, err
	}
	headerSize := w.offset - start
	c.meta.TotalUncompressedSize += headerSize + int64(len(c.raw))
	if err := w.write(body); err != nil {
		return 0, err
	}
	c.meta.TotalCompressedSize += w.offset - start
	return int32(w.offset - start), nil
}
