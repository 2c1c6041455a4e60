package local

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"reflect"

	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"

	"security-hub-analytics/findings"
)

// A year of deliveries every quarter of an hour is 35,000 files. DuckDB reads files
// of different columns as one table only if it keeps the footers of all of them in
// memory, 0.4 MB each, and opens all before it reads one. So files that have every
// column, most of them, are told from those of former schema versions and of other
// promoted columns, and read one by one.

// split parts the files of a lake into those that are complete and the others.
func split(schema *findings.Schema, files []string) (complete, others []string, err error) {
	c, err := newCompleteness(schema)
	if err != nil {
		return nil, nil, err
	}
	for _, name := range files {
		if c.file(name) {
			complete = append(complete, name)
		} else {
			others = append(others, name)
		}
	}
	return complete, others, nil
}

// completeness tells files that have every column of the table findings, in the
// very type that it is written in.
type completeness struct {
	want map[string][]format.SchemaElement
	seen []seenSchema
}

// seenSchema is how the footer of a file begins, and whether such a file is complete.
type seenSchema struct {
	start    []byte
	complete bool
}

// head is the beginning of Parquet's FileMetaData.
type head struct {
	Version int32                  `thrift:"1,required"`
	Schema  []format.SchemaElement `thrift:"2,required"`
}

func newCompleteness(schema *findings.Schema) (*completeness, error) {
	var file bytes.Buffer
	w := findings.NewParquetWriter(schema)
	w.Reset(&file)
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("writing a file of no rows: %w", err)
	}
	footer, err := footerOf(bytes.NewReader(file.Bytes()), int64(file.Len()), math.MaxInt)
	if err != nil {
		return nil, err
	}
	h, err := headOf(footer)
	return &completeness{want: subtrees(h.Schema)}, err
}

// file says whether the file of a name is complete. One that cannot be read is not:
// DuckDB will say what is wrong with it.
func (c *completeness) file(name string) bool {
	file, err := os.Open(name)
	if err != nil {
		return false
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return false
	}
	for _, s := range c.seen {
		if start, err := footerOf(file, info.Size(), len(s.start)); err == nil && bytes.Equal(start, s.start) {
			return s.complete
		}
	}
	footer, err := footerOf(file, info.Size(), math.MaxInt)
	if err != nil {
		return false
	}
	h, err := headOf(footer)
	if err != nil {
		return false
	}
	complete := c.has(subtrees(h.Schema))
	// As this program writes it the schema's bytes follow from the schema alone. What
	// others wrote otherwise would only make the list longer.
	start, err := thrift.Marshal(new(thrift.CompactProtocol), &h)
	if err == nil && bytes.HasPrefix(footer, start[:len(start)-1]) {
		c.seen = append(c.seen, seenSchema{start[:len(start)-1], complete})
	}
	return complete
}

func (c *completeness) has(columns map[string][]format.SchemaElement) bool {
	for name, want := range c.want {
		if !reflect.DeepEqual(columns[name], want) {
			return false
		}
	}
	return true
}

// subtrees are the elements of each column, by its name.
func subtrees(schema []format.SchemaElement) map[string][]format.SchemaElement {
	columns := map[string][]format.SchemaElement{}
	for at := 1; at < len(schema); {
		end := at
		for open := 1; open > 0 && end < len(schema); end++ {
			open--
			if n := schema[end].NumChildren; n.Valid {
				open += int(n.V)
			}
		}
		columns[schema[at].Name] = schema[at:end]
		at = end
	}
	return columns
}

const parquetMagic = "PAR1"

// footerOf is the footer of a Parquet file, or as many bytes of its beginning.
func footerOf(file io.ReaderAt, size int64, most int) ([]byte, error) {
	var end [8]byte
	if _, err := file.ReadAt(end[:], size-int64(len(end))); err != nil {
		return nil, err
	}
	length := int64(binary.LittleEndian.Uint32(end[:4]))
	if string(end[4:]) != parquetMagic || length > size-int64(len(end)) {
		return nil, errors.New("no Parquet file")
	}
	footer := make([]byte, min(length, int64(most)))
	_, err := file.ReadAt(footer, size-int64(len(end))-length)
	return footer, err
}

func headOf(footer []byte) (h head, err error) {
	err = thrift.Unmarshal(new(thrift.CompactProtocol), footer, &h)
	return h, err
}
