package parquetfile

import (
	"fmt"
	"io"
	"strings"

	"github.com/parquet-go/parquet-go/format"
)

// Reset makes the Writer begin a new file and forget what was added.
func (w *Writer) Reset(to io.Writer) {
	w.clear()
	w.out.Reset(to)
	_, _ = w.out.WriteString(magic) // the buffer has room
	w.offset, w.total, w.groups, w.columns, w.offsets = int64(len(magic)), 0, nil, nil, nil
}

func (w *Writer) clear() {
	for _, l := range w.leaves {
		l.reset()
	}
	for _, l := range w.lists {
		l.reset()
	}
	w.rows.reset()
	w.plain.reset()
	w.texts.reset()
}

// Flush writes what was added as a row group, its rows in that order: a
// permutation of the numbers of the rows. Without rows it does nothing.
func (w *Writer) Flush(order []uint32) error {
	if len(order) == 0 {
		return nil
	}
	w.rows.order = append(w.rows.order, order...)
	w.rows.repetitions = append(w.rows.repetitions, make([]uint8, len(order))...)
	w.rows.definitions = append(w.rows.definitions, make([]uint8, len(order))...)
	for _, l := range w.lists {
		w.firsts = l.arrange(w.shapeOf(l.parent), w.firsts)
	}
	group := format.RowGroup{NumRows: int64(len(order)), FileOffset: w.offset, Ordinal: int16(len(w.groups))}
	var columns []format.ColumnIndex
	var offsets []format.OffsetIndex
	c := &w.chunk
	for _, l := range w.leaves {
		c.begin(l, w.shapeOf(l.list))
		if err := c.write(w); err != nil {
			return fmt.Errorf("writing column %s: %w", strings.Join(l.path, "."), err)
		}
		group.TotalByteSize += c.meta.TotalUncompressedSize
		group.TotalCompressedSize += c.meta.TotalCompressedSize
		group.Columns = append(group.Columns, format.ColumnChunk{MetaData: c.meta})
		columns, offsets = append(columns, c.column), append(offsets, c.offsets)
	}
	w.groups, w.columns, w.offsets = append(w.groups, group), append(w.columns, columns), append(w.offsets, offsets)
	w.total += group.NumRows
	w.clear()
	return w.out.Flush()
}

func (w *Writer) shapeOf(l *List) *shape {
	if l == nil {
		return &w.rows
	}
	return &l.shape
}

// Rows is the number of rows written to the file.
func (w *Writer) Rows() int64 { return w.total }
