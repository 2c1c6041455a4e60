package parquetfile

import (
	"bufio"
	"fmt"
	"hash/crc32"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// Options sets a Writer up.
type Options struct {
	// Schema is the columns: optional scalars, lists and maps in three levels,
	// and lists of groups of the like. Nodes say by their encoding whether texts
	// have a dictionary (parquet.RLEDictionary) or not (parquet.Plain), and by
	// their compression whether they have another than Compression.
	Schema *parquet.Schema
	// Compression is for every column that has none of its own.
	Compression compress.Codec
	// PageBytes is about how many bytes of values a page holds, before compression.
	PageBytes int
	// CreatedBy and Metadata stand in the footer.
	CreatedBy string
	Metadata  []format.KeyValue
}

// Writer writes Parquet files, one after the other. It is not safe for
// concurrent use.
type Writer struct {
	options Options
	schema  []format.SchemaElement
	orders  []format.ColumnOrder
	leaves  []*Leaf
	byPath  map[string]*Leaf
	lists   []*List // parents first
	named   map[string]*List

	plain, texts arena
	rows         shape
	firsts       []uint32
	chunk        chunk

	out     *bufio.Writer
	encoder *thrift.Encoder
	offset  int64
	groups  []format.RowGroup
	columns [][]format.ColumnIndex
	offsets [][]format.OffsetIndex
	total   int64 // rows written
}

const magic = "PAR1"

// New returns a Writer; Reset gives it something to write to. It fails on a
// schema that has anything else than Options.Schema says.
func New(o Options) (*Writer, error) {
	w := &Writer{options: o, byPath: map[string]*Leaf{}, named: map[string]*List{}, out: bufio.NewWriterSize(nil, 64<<10)}
	w.encoder = thrift.NewEncoder(new(thrift.CompactProtocol).NewWriter(counted{w}))
	if err := w.addFields(o.Schema, nil, nil, 0); err != nil {
		return nil, err
	}
	return w, w.describe()
}

func pathOf(prefix []string, names ...string) []string {
	return append(prefix[:len(prefix):len(prefix)], names...)
}

func (w *Writer) addFields(of parquet.Node, prefix []string, in *List, level uint8) error {
	for _, f := range of.Fields() {
		path := pathOf(prefix, f.Name())
		inner := level
		if f.Optional() {
			inner++
		}
		switch {
		case f.Leaf() && !f.Repeated():
			if err := w.addLeaf(f, path, in, inner); err != nil {
				return err
			}
		case !f.Leaf() && f.Optional() && len(f.Fields()) == 1 && f.Fields()[0].Repeated():
			l := &List{parent: in, null: level, repetition: 1}
			l.full = level + 2
			if in != nil {
				l.repetition = in.repetition + 1
			}
			w.lists = append(w.lists, l)
			w.named[strings.Join(path, ".")] = l
			repeated := f.Fields()[0]
			if err := w.addFields(repeated, pathOf(path, repeated.Name()), l, l.full); err != nil {
				return err
			}
		case !f.Leaf() && f.Required():
			if err := w.addFields(f, path, in, inner); err != nil {
				return err
			}
		default:
			return fmt.Errorf("column %s: only scalars, lists, maps and groups that are required in a list can be written", strings.Join(path, "."))
		}
	}
	return nil
}

func (w *Writer) addLeaf(f parquet.Field, path []string, in *List, level uint8) error {
	name := strings.Join(path, ".")
	if level == 0 {
		return fmt.Errorf("column %s: outside of lists only optional scalars can be written", name)
	}
	l := &Leaf{w: w, list: in, path: path, kind: format.Type(f.Type().Kind()), maxLevel: level, codec: f.Compression()}
	switch l.kind {
	case format.ByteArray, format.Int32, format.Int64, format.Double, format.Boolean:
	default:
		return fmt.Errorf("column %s: the type %s cannot be written", name, l.kind)
	}
	if l.codec == nil {
		l.codec = w.options.Compression
	}
	l.distinct = f.Encoding() != nil && f.Encoding().Encoding() == format.Plain
	w.leaves = append(w.leaves, l)
	w.byPath[name] = l
	return nil
}

// Leaf returns the column of that path, nil if there is none.
func (w *Writer) Leaf(path ...string) *Leaf { return w.byPath[strings.Join(path, ".")] }

// List returns the list or map of that path, nil if there is none.
func (w *Writer) List(path ...string) *List { return w.named[strings.Join(path, ".")] }

// Held is about the memory, in bytes, that the values take until the next Flush
// of that many rows, and Flush itself. It depends on the values alone.
func (w *Writer) Held(rows int) int64 {
	held := w.plain.used + w.texts.used
	for _, l := range w.leaves {
		held += l.held()
	}
	const slot, number = 6, 4 // two levels and an order
	held += int64(rows) * slot
	for _, l := range w.lists {
		held += int64(l.slots(rows))*slot + int64(len(l.lengths))*number
	}
	return held
}

// counted lets the encoder of Thrift write to a Writer.
type counted struct{ w *Writer }

func (c counted) Write(b []byte) (int, error) { return len(b), c.w.write(b) }

func (w *Writer) write(b []byte) error {
	w.offset += int64(len(b))
	_, err := w.out.Write(b)
	return err
}

func (w *Writer) encode(v any) error { return w.encoder.Encode(v) }

func checksum(b []byte) int32 { return int32(crc32.ChecksumIEEE(b)) }
