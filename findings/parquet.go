package findings

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/parquet-go/parquet-go/format"

	"security-hub-analytics/internal/parquetfile"
)

// Keys of the metadata that every Parquet file of the lake carries.
const (
	// MetadataSchemaVersion is the SchemaVersion that the file was written with.
	MetadataSchemaVersion = "shub.schema_version"
	createdBy             = "security-hub-analytics"
)

const pageBytes = 4 << 20 // of one column, before compression: many alike values side by side

// ParquetWriter writes rows to one Parquet file. The same rows give the same
// bytes. It is not safe for concurrent use.
type ParquetWriter struct {
	file      *parquetfile.Writer
	columns   []store[Row]
	generator *parquetfile.Leaf // what it made is alike
	kin       [blockRows]uint32
	order     order
	added     int // rows since the last row group
	written   int64
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
	file, err := parquetfile.New(parquetfile.Options{
		Schema: parquetSchema(fields, promoted), Compression: quick, PageBytes: pageBytes, CreatedBy: createdBy,
		Metadata: []format.KeyValue{{Key: MetadataSchemaVersion, Value: strconv.Itoa(SchemaVersion)}},
	})
	if err != nil {
		panic(err) // the schema is ours: every test would fail
	}
	w := &ParquetWriter{file: file, generator: file.Leaf("generator_id"), order: newOrder(file)}
	for i := range fields {
		w.columns = append(w.columns, fields[i].store(file, nil))
		if fields[i].name == "generator_id" {
			w.columns[0], w.columns[i] = w.columns[i], w.columns[0]
		}
	}
	for i, p := range promoted {
		w.columns = append(w.columns, storePromoted(file.Leaf(p.name), i))
	}
	return w
}

// Reset makes the writer begin a new file.
func (w *ParquetWriter) Reset(to io.Writer) {
	w.file.Reset(to)
	w.added, w.written = 0, 0
}

// Rows is the number of rows added to the file.
func (w *ParquetWriter) Rows() int64 { return w.written + int64(w.added) }

// blockRows are added column by column: with what they point to they fit a core's
// cache.
const blockRows = 64

// Add adds rows to the row group that the next Flush writes. Nothing of them is
// needed afterwards.
func (w *ParquetWriter) Add(rows []Row) {
	for block := range slices.Chunk(rows, blockRows) {
		for i, store := range w.columns {
			store(block, w.added, w.kin[:])
			if i == 0 {
				for row := range block {
					w.kin[row] = w.generator.Number(w.added + row)
				}
			}
		}
		w.added += len(block)
	}
}

// Write writes rows as one row group.
func (w *ParquetWriter) Write(rows []Row) error {
	w.Add(rows)
	return w.Flush()
}

// Held is about the memory, in bytes, that the rows added since the last Flush
// take. It depends on the rows alone.
func (w *ParquetWriter) Held() int64 { return w.file.Held(w.added) + int64(w.added)*rowOrderBytes }

// Flush writes the rows added since the last one as one row group, sorted so
// that alike rows stand together (half the bytes, and queries for a control or
// an account skip pages).
func (w *ParquetWriter) Flush() error {
	if err := w.file.Flush(w.order.of(w.added)); err != nil {
		return fmt.Errorf("writing a row group of %d rows: %w", w.added, err)
	}
	w.written += int64(w.added)
	w.added = 0
	return nil
}

// Close writes what was added and the footer. That it holds as many rows as were
// handed over is part of the accounting: otherwise the file is not to be kept.
func (w *ParquetWriter) Close() error {
	if err := w.Flush(); err != nil {
		return err
	}
	if n := w.file.Rows(); n != w.written {
		return fmt.Errorf("accounting: %d rows written, but the Parquet footer counts %d", w.written, n)
	}
	if err := w.file.Close(); err != nil {
		return fmt.Errorf("writing the Parquet footer: %w", err)
	}
	return nil
}
