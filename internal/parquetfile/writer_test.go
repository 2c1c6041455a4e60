package parquetfile

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// What is written, in any order and cut into pages of any size, is read again.
// One Writer writes all files: nothing of one may show in the next.
func TestRowsComeBack(t *testing.T) {
	for _, pageBytes := range []int{1, 3_000, 4 << 20} {
		w := newWriter(t, pageBytes)
		for seed := range uint64(6) {
			tb := newTable(seed, 1+int(seed%3), 200, 1+2*int(seed))
			file := tb.write(t, w)
			how := fmt.Sprintf("pages of %d bytes, table %d", pageBytes, seed)
			sameRows(t, how, read(t, file), tb.want(t))
			if !bytes.Equal(file, tb.write(t, newWriter(t, pageBytes))) {
				t.Errorf("%s: a new Writer writes other bytes", how)
			}
			checkIndex(t, how, file)
		}
	}
}

// checkIndex compares statistics and page index with the values on the pages.
func checkIndex(t *testing.T, how string, content []byte) {
	t.Helper()
	file, err := parquet.OpenFile(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	for g, group := range file.RowGroups() {
		for i, chunk := range group.ColumnChunks() {
			meta := &file.Metadata().RowGroups[g].Columns[i].MetaData
			name := fmt.Sprintf("%s: group %d, column %s", how, g, strings.Join(meta.PathInSchema, "."))
			kind := chunk.Type()
			pages, at, nulls := chunk.Pages(), 0, int64(0)
			var least, most parquet.Value
			offsets := file.OffsetIndexes()[g*len(group.ColumnChunks())+i]
			index, tooLong := columnIndex(t, content, &file.Metadata().RowGroups[g].Columns[i]), false
			row := int64(0)
			for ; ; at++ {
				page, err := pages.ReadPage()
				if err != nil {
					break
				}
				if got := offsets.PageLocations[at].FirstRowIndex; got != row {
					t.Fatalf("%s: page %d begins with row %d, not %d", name, at, row, got)
				}
				row += page.NumRows()
				values := make([]parquet.Value, page.NumValues())
				if n, err := page.Values().ReadValues(values); n != len(values) {
					t.Fatalf("%s: page %d: %d of %d values: %v", name, at, n, len(values), err)
				}
				var pageLeast, pageMost parquet.Value
				for _, v := range values {
					switch {
					case v.IsNull():
						nulls++
						continue
					case pageLeast.IsNull() || kind.Compare(v, pageLeast) < 0:
						pageLeast = v.Clone()
					}
					if pageMost.IsNull() || kind.Compare(v, pageMost) > 0 {
						pageMost = v.Clone()
					}
				}
				if index != nil {
					checkPage(t, fmt.Sprint(name, ", page ", at), kind, index, at, pageLeast, pageMost)
				} else if len(pageMost.Bytes()) > maxBoundBytes || len(pageLeast.Bytes()) > maxBoundBytes {
					tooLong = true
				}
				if !pageLeast.IsNull() && (least.IsNull() || kind.Compare(pageLeast, least) < 0) {
					least = pageLeast
				}
				if !pageMost.IsNull() && (most.IsNull() || kind.Compare(pageMost, most) > 0) {
					most = pageMost
				}
			}
			if index == nil && !tooLong {
				t.Fatalf("%s: no column index", name)
			}
			if at != len(offsets.PageLocations) || row != group.NumRows() || nulls != meta.Statistics.NullCount {
				t.Fatalf("%s: %d pages, %d rows, %d nulls; the footer says %d, %d, %d", name, at, row, nulls, len(offsets.PageLocations), group.NumRows(), meta.Statistics.NullCount)
			}
			for _, bound := range []struct {
				what   string
				is     []byte
				should parquet.Value
			}{{"least", meta.Statistics.MinValue, least}, {"most", meta.Statistics.MaxValue, most}} {
				if bound.is == nil && (bound.should.IsNull() || len(least.Bytes()) > maxBoundBytes || len(most.Bytes()) > maxBoundBytes) {
					continue
				}
				if got := kind.Kind().Value(bound.is); bound.is == nil || kind.Compare(got, bound.should) != 0 {
					t.Fatalf("%s: %s is %v, want %v", name, bound.what, bound.is, bound.should)
				}
			}
		}
	}
}

// columnIndex reads the column index of a column; nil if there is none.
func columnIndex(t *testing.T, content []byte, c *format.ColumnChunk) *format.ColumnIndex {
	t.Helper()
	if c.ColumnIndexOffset == 0 {
		return nil
	}
	index := new(format.ColumnIndex)
	if err := thrift.Unmarshal(new(thrift.CompactProtocol), content[c.ColumnIndexOffset:c.ColumnIndexOffset+int64(c.ColumnIndexLength)], index); err != nil {
		t.Fatal(err)
	}
	return index
}

func checkPage(t *testing.T, name string, kind parquet.Type, index *format.ColumnIndex, at int, least, most parquet.Value) {
	t.Helper()
	if index.NullPages[at] != least.IsNull() {
		t.Fatalf("%s: null page %v, least value %v", name, index.NullPages[at], least)
	}
	if least.IsNull() {
		return
	}
	from, to := kind.Kind().Value(index.MinValues[at]), kind.Kind().Value(index.MaxValues[at])
	if kind.Compare(from, least) != 0 || kind.Compare(to, most) != 0 {
		t.Fatalf("%s: from %v to %v, the index says %v to %v", name, least, most, from, to)
	}
}

// A key of a map is required: that one is missing is an error, not a file in which
// the next value stands in its place.
func TestMissingValue(t *testing.T) {
	w := newWriter(t, 1<<20)
	w.Reset(io.Discard)
	pairs := w.List("pairs").Add(0, 2)
	w.Leaf("pairs", "key_value", "key").Text(pairs, []byte("a"), 0)
	w.Leaf("pairs", "key_value", "value").Text(pairs+1, []byte("b"), 0)
	if err := w.Flush([]uint32{0}); err == nil || !strings.Contains(err.Error(), "writing column pairs.key_value.key: 1 of 2 values") {
		t.Errorf("error %v", err)
	}
}

// What cannot be written is refused before anything is.
func TestRefusedSchemas(t *testing.T) {
	for name, node := range map[string]parquet.Node{
		"repeated":          parquet.Repeated(parquet.String()),
		"required":          parquet.String(),
		"a bare group":      parquet.Optional(groupOf("a", parquet.String(), "b", parquet.String())),
		"a date of 96 bits": parquet.Optional(parquet.Leaf(parquet.Int96Type)),
		"a float":           parquet.Optional(parquet.Leaf(parquet.FloatType)),
		"fixed bytes":       parquet.Optional(parquet.Leaf(parquet.FixedLenByteArrayType(3))),
	} {
		_, err := New(Options{Schema: parquet.NewSchema("s", parquet.Group{"odd": node}), Compression: &zstd.Codec{}, PageBytes: 100})
		if err == nil || !strings.Contains(err.Error(), "odd") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// A file without rows has its columns, and a group without rows is none.
func TestEmptyFile(t *testing.T) {
	w := newWriter(t, 100)
	var out bytes.Buffer
	w.Reset(&out)
	if err := w.Flush(nil); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := parquet.OpenFile(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if v, _ := file.Lookup("k"); file.NumRows() != 0 || len(file.RowGroups()) != 0 || file.Schema().String() != everything.String() || v != "v" {
		t.Errorf("%d rows, columns %s", file.NumRows(), file.Schema())
	}
}

// An error of what is written to ends the writing.
func TestErrorsOfTheOutput(t *testing.T) {
	tb := newTable(1, 2, 100, 5)
	size := len(tb.write(t, newWriter(t, 1000)))
	for _, room := range []int{0, 10, size / 2, size - 1} {
		w := newWriter(t, 1000)
		w.Reset(&full{room})
		err := error(nil)
		for i := range tb.groups {
			for at, row := range tb.groups[i] {
				for _, f := range everything.Fields() {
					put(w, f, nil, at, row[f.Name()])
				}
			}
			if err = w.Flush(tb.orders[i]); err != nil {
				break
			}
		}
		if err == nil {
			err = w.Close()
		}
		if err != os.ErrClosed { //nolint:errorlint // as it is
			t.Errorf("room for %d of %d bytes: %v", room, size, err)
		}
	}
}

type full struct{ room int }

func (f *full) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, os.ErrClosed
	}
	return len(b), nil
}

// Held follows what is added, and what it says of the same values stays the same
// whatever the Writer wrote before.
func TestHeld(t *testing.T) {
	held := func(w *Writer) (all []int64) {
		w.Reset(new(bytes.Buffer))
		for i := range 3000 {
			w.Leaf("repeating").Text(i, []byte(strings.Repeat("r", i%7*100)), 0)
			w.Leaf("distinct").Text(i, []byte(strings.Repeat("d", i)), 0)
			w.List("texts").Add(i, 3)
			if i%100 == 0 {
				all = append(all, w.Held(i+1))
			}
		}
		return all
	}
	fresh := newWriter(t, 1000)
	want := held(fresh)
	if last := want[len(want)-1]; last < 2900*2900/2 || last > 2900*2900/2+2900*400 {
		t.Errorf("%d bytes held of %d", last, 2900*2900/2)
	}
	newTable(1, 2, 1000, 9).write(t, fresh)
	if got := held(fresh); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("after another file %d, before %d", got, want)
	}
}

func FuzzRowsComeBack(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(seed, uint16(40), uint8(5), uint16(300))
	}
	writers := map[int]*Writer{}
	f.Fuzz(func(t *testing.T, seed uint64, rows uint16, most uint8, pageBytes uint16) {
		size := 1 << (pageBytes % 16)
		if writers[size] == nil {
			writers[size] = newWriter(t, size)
		}
		tb := newTable(seed, 1+int(seed%2), 1+int(rows)%500, 1+int(most)%20)
		file := tb.write(t, writers[size])
		sameRows(t, "parquet-go", read(t, file), tb.want(t))
	})
}

// Encodings that a value is told by, and the codec, are those of the schema.
func TestEncodings(t *testing.T) {
	content := newTable(3, 1, 300, 5).write(t, newWriter(t, 1000))
	file, err := parquet.OpenFile(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range file.Metadata().RowGroups[0].Columns {
		name := strings.Join(c.MetaData.PathInSchema, ".")
		want := name == "repeating" || name == "texts.list.element" || strings.HasSuffix(name, "name") && !strings.HasPrefix(name, "nothing") ||
			strings.HasSuffix(name, ".key") || name == "records.list.element.tags.key_value.value" || strings.HasSuffix(name, "deep.list.element")
		if got := c.MetaData.DictionaryPageOffset != 0; got != want {
			t.Errorf("%s has a dictionary: %v", name, got)
		}
		if c.MetaData.Codec != format.Zstd {
			t.Errorf("%s is compressed by %s", name, c.MetaData.Codec)
		}
	}
}
