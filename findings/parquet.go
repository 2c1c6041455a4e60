package findings

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
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
	config  *parquet.WriterConfig
	writer  *parquet.GenericWriter[any]
	columns []column
	values  []parquet.Value
	nulls   [blockRows]parquet.Value
	order   order
	rows    int64
}

// NewParquetWriter returns a writer for the columns of s; Reset gives it
// something to write to.
func NewParquetWriter(s *Schema) *ParquetWriter {
	if s == nil {
		s = &Schema{}
	}
	w := &ParquetWriter{columns: s.columns()}
	for i := range w.nulls {
		w.nulls[i] = parquet.NullValue()
	}
	schema := s.parquet()
	paths := schema.Columns()
	var long [][]string
	for _, c := range w.columns {
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
		Compression:      &zstd.Codec{Level: zstd.SpeedFastest, Concurrency: 1},
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
	columns := w.writer.ColumnWriters()
	for block := range slices.Chunk(w.order.of(rows), blockRows) {
		for i := range w.columns {
			if err := w.writeColumn(&w.columns[i], columns, rows, block); err != nil {
				return err
			}
		}
	}
	if err := w.writer.Flush(); err != nil {
		return fmt.Errorf("writing a row group of %d rows: %w", len(rows), err)
	}
	w.rows += int64(len(rows))
	return nil
}

// writeColumn writes a block of one column of the table, which may be many of
// Parquet. Sorted rows are alike, so that often a whole block is null.
func (w *ParquetWriter) writeColumn(c *column, writers []*parquet.ColumnWriter, rows []Row, block []int32) error {
	isNull := true
	for _, row := range block {
		if !c.isNull(&rows[row]) {
			isNull = false
			break
		}
	}
	for i, leaf := range c.leaves {
		values := w.nulls[:len(block)]
		if !isNull {
			values = w.values[:0]
			for _, row := range block {
				values = leaf.emit(values, &rows[row], 0, 0)
			}
			w.values = values
		}
		if _, err := writers[c.first+i].WriteRowValues(values); err != nil {
			return fmt.Errorf("writing column %v: %w", leaf.path, err)
		}
	}
	return nil
}

// Close writes the footer.
func (w *ParquetWriter) Close() error {
	if err := w.writer.Close(); err != nil {
		return fmt.Errorf("writing the Parquet footer: %w", err)
	}
	return nil
}

// EmptyParquet writes a Parquet file without rows: the columns of s alone.
func EmptyParquet(to io.Writer, s *Schema) error {
	w := NewParquetWriter(s)
	w.Reset(to)
	return w.Close()
}

// column is one column of the table as Parquet knows it.
type column struct {
	isNull func(*Row) bool
	leaves []leaf[Row]
	first  int // of the leaves among all of the file
}

func (s *Schema) columns() []column {
	var all []column
	first := 0
	add := func(isNull func(*Row) bool, leaves []leaf[Row]) {
		all = append(all, column{isNull, leaves, first})
		first += len(leaves)
	}
	for i := range columnFields {
		add(columnFields[i].isNull(), columnFields[i].leaves(nil, 0))
	}
	for i, p := range s.promoted {
		add(func(r *Row) bool { return r.Promoted[i] == nil }, []leaf[Row]{{
			[]string{p.name}, false, func(to []parquet.Value, r *Row, rep, def int) []parquet.Value {
				return textValue(to, r.Promoted[i], rep, def)
			},
		}})
	}
	return all
}

func (s *Schema) parquet() *parquet.Schema {
	g := groupOf(columnFields)
	for _, p := range s.promoted {
		g.add(p.name, parquet.Optional(stringNode(0)))
	}
	return parquet.NewSchema("finding", g)
}
