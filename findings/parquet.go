package findings

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/parquet-go/parquet-go"
)

// Keys of the metadata that every Parquet file of the lake carries.
const (
	// MetadataSchemaVersion is the SchemaVersion that the file was written with.
	MetadataSchemaVersion = "shub.schema_version"
	createdBy             = "security-hub-analytics"
)

const (
	pageBytes = 4 << 20 // of one column, before compression: many alike values side by side
	blockRows = 128     // written column by column at a time: with what they point to they fit a core's cache
)

// ParquetWriter writes rows to one Parquet file. The same rows give the same
// bytes. It is not safe for concurrent use.
type ParquetWriter struct {
	config       *parquet.WriterConfig
	writer       *parquet.GenericWriter[any]
	light, bulky []column
	values       []parquet.Value
	nulls        [blockRows]parquet.Value
	order        order
	rows         int64
}

// NewParquetWriter returns a writer for the columns of s; Reset gives it
// something to write to.
func NewParquetWriter(s *Schema) *ParquetWriter {
	if s == nil {
		s = &Schema{}
	}
	return newParquetWriter(columnFields, s.promoted)
}

func newParquetWriter(fields []field[Row], promoted []promotion) *ParquetWriter {
	w := &ParquetWriter{}
	for i := range w.nulls {
		w.nulls[i] = parquet.NullValue()
	}
	schema := parquetSchema(fields, promoted)
	paths := schema.Columns()
	var long [][]string
	for _, c := range columnsOf(fields, promoted) {
		if c.bulky {
			w.bulky = append(w.bulky, c)
		} else {
			w.light = append(w.light, c)
		}
		for i, leaf := range c.leaves {
			if leaf.long {
				long = append(long, paths[c.first+i])
			}
		}
	}
	w.config = &parquet.WriterConfig{
		CreatedBy:        createdBy,
		Schema:           schema,
		SkipPageBounds:   long,
		Compression:      quick,
		DataPageVersion:  1, // the one that every reader knows
		PageBufferSize:   pageBytes,
		KeyValueMetadata: map[string]string{MetadataSchemaVersion: strconv.Itoa(SchemaVersion)},
	}
	return w
}

// Reset makes the writer begin a new file. It takes a new parquet.Writer: one
// that is reset (parquet-go 0.32) forgets the column paths in the footer. The
// large buffers come from parquet-go's own pools either way.
func (w *ParquetWriter) Reset(to io.Writer) {
	w.writer = parquet.NewGenericWriter[any](to, w.config)
	w.rows = 0
}

// Rows is the number of rows written to the file.
func (w *ParquetWriter) Rows() int64 { return w.rows }

// Write writes rows as one row group, sorted so that alike rows stand together
// (half the bytes, and queries for a control or an account skip pages). It
// changes neither the rows nor their order in the slice.
func (w *ParquetWriter) Write(rows []Row) error {
	if len(rows) == 0 {
		return nil
	}
	sorted := w.order.of(rows)
	if err := w.writeColumns(w.light, rows, sorted); err != nil {
		return err
	}
	for i := range w.bulky {
		if err := w.writeColumns(w.bulky[i:i+1], rows, sorted); err != nil {
			return err
		}
	}
	if err := w.writer.Flush(); err != nil {
		return fmt.Errorf("writing a row group of %d rows: %w", len(rows), err)
	}
	w.rows += int64(len(rows))
	return nil
}

// writeColumns writes columns block by block, then their last pages, which
// frees their buffers for others.
func (w *ParquetWriter) writeColumns(columns []column, rows []Row, sorted []int32) error {
	writers := w.writer.ColumnWriters()
	for block := range slices.Chunk(sorted, blockRows) {
		for i := range columns {
			c := &columns[i]
			// Sorted rows are alike: often a whole block is null.
			isNull := !slices.ContainsFunc(block, func(row int32) bool { return !c.isNull(&rows[row]) })
			for j, leaf := range c.leaves {
				values := w.nulls[:len(block)]
				if !isNull {
					values = w.values[:0]
					for _, row := range block {
						values = leaf.emit(values, &rows[row], 0, 0)
					}
					w.values = values
				}
				if _, err := writers[c.first+j].WriteRowValues(values); err != nil {
					return fmt.Errorf("writing column %v: %w", leaf.path, err)
				}
			}
		}
	}
	for _, c := range columns {
		for j, leaf := range c.leaves {
			if err := writers[c.first+j].Flush(); err != nil {
				return fmt.Errorf("writing column %v: %w", leaf.path, err)
			}
		}
	}
	return nil
}

// Close writes the footer. That it holds as many rows as were handed over is
// part of the accounting: otherwise the file is not to be kept.
func (w *ParquetWriter) Close() error {
	if err := w.writer.Close(); err != nil {
		return fmt.Errorf("writing the Parquet footer: %w", err)
	}
	if n := w.writer.File().NumRows(); n != w.rows {
		return fmt.Errorf("accounting: %d rows written, but the Parquet footer counts %d", w.rows, n)
	}
	return nil
}
