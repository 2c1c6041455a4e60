package parquetfile

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// describe takes the description of the columns from parquet-go: it is in the
// footer of a file without rows.
func (w *Writer) describe() error {
	var empty bytes.Buffer
	if err := parquet.NewGenericWriter[any](&empty, w.options.Schema).Close(); err != nil {
		return fmt.Errorf("describing the columns: %w", err)
	}
	file, err := parquet.OpenFile(bytes.NewReader(empty.Bytes()), int64(empty.Len()))
	if err != nil {
		return fmt.Errorf("describing the columns: %w", err)
	}
	w.schema, w.orders = file.Metadata().Schema, file.Metadata().ColumnOrders
	return nil
}

// Close writes the page index and the footer. What was added since the last
// Flush is not in the file.
func (w *Writer) Close() error {
	for i := range w.groups {
		for j := range w.groups[i].Columns {
			if index := &w.columns[i][j]; indexed(index) {
				column := &w.groups[i].Columns[j]
				column.ColumnIndexOffset = w.offset
				if err := w.encode(index); err != nil {
					return err
				}
				column.ColumnIndexLength = int32(w.offset - column.ColumnIndexOffset)
			}
		}
	}
	for i := range w.groups {
		for j := range w.groups[i].Columns {
			column := &w.groups[i].Columns[j]
			column.OffsetIndexOffset = w.offset
			if err := w.encode(&w.offsets[i][j]); err != nil {
				return err
			}
			column.OffsetIndexLength = int32(w.offset - column.OffsetIndexOffset)
		}
	}
	start := w.offset
	if err := w.encode(&format.FileMetaData{
		Version: 2, Schema: w.schema, NumRows: w.total, RowGroups: w.groups,
		KeyValueMetadata: w.options.Metadata, CreatedBy: w.options.CreatedBy, ColumnOrders: w.orders,
	}); err != nil {
		return err
	}
	footer := binary.LittleEndian.AppendUint32(nil, uint32(w.offset-start))
	if err := w.write(append(footer, magic...)); err != nil {
		return err
	}
	return w.out.Flush()
}

// indexed reports whether a column index tells anything: each page that has
// values has extremes too.
func indexed(index *format.ColumnIndex) bool {
	return !slices.ContainsFunc(index.MinValues, func(least []byte) bool { return least == nil })
}
