package parquetfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
	"github.com/parquet-go/parquet-go/format"
)

// group is a group whose fields keep their order.
type group struct {
	parquet.Group
	names []string
}

func (g group) Fields() (fields []parquet.Field) {
	for _, name := range g.names {
		for _, f := range g.Group.Fields() {
			if f.Name() == name {
				fields = append(fields, f)
			}
		}
	}
	return fields
}

func groupOf(fields ...any) group {
	g := group{Group: parquet.Group{}}
	for i := 0; i < len(fields); i += 2 {
		name, _ := fields[i].(string)
		node, _ := fields[i+1].(parquet.Node)
		g.names, g.Group[name] = append(g.names, name), parquet.Optional(node)
	}
	return g
}

func text(distinct bool) parquet.Node {
	if distinct {
		return parquet.Encoded(parquet.String(), &parquet.Plain)
	}
	return parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
}

// everything is a schema with all that can be written, in all places.
var everything = parquet.NewSchema("everything", groupOf(
	"repeating", text(false), "distinct", text(true), "compressed", parquet.Compressed(text(true), &zstd.Codec{}),
	"int", parquet.Int(32), "long", parquet.Int(64), "time", parquet.Timestamp(parquet.Millisecond),
	"double", parquet.Leaf(parquet.DoubleType), "bool", parquet.Leaf(parquet.BooleanType),
	"texts", parquet.List(parquet.Optional(text(false))),
	"pairs", parquet.Map(text(false), parquet.Optional(text(true))),
	"records", parquet.List(groupOf(
		"name", text(false), "id", text(true), "count", parquet.Int(32), "score", parquet.Leaf(parquet.DoubleType), "flag", parquet.Leaf(parquet.BooleanType),
		"texts", parquet.List(parquet.Optional(text(true))), "tags", parquet.Map(text(false), parquet.Optional(text(false))),
		"records", parquet.List(groupOf("name", text(false), "deep", parquet.List(parquet.Optional(text(false))))),
	)),
	"never", text(false), "nothing", parquet.List(groupOf("name", text(false))),
))

// pair is an entry of a map, whose order counts.
type pair struct{ key, value any }

// maker makes random values. How often it says null changes with the column.
type maker struct {
	*rand.Rand
	most int // elements in a list
}

func (m maker) value(f parquet.Field, name string) any {
	if f.Name() == "never" || f.Name() == "nothing" || m.IntN(10) < len(name)%10 {
		return nil
	}
	switch {
	case !f.Leaf() && f.Fields()[0].Name() == "key_value":
		list := []pair{}
		for i := range m.IntN(m.most) {
			list = append(list, pair{fmt.Sprint(m.IntN(9), ".", i), m.text(name)})
		}
		return list
	case !f.Leaf():
		list := []any{}
		element := f.Fields()[0].Fields()[0]
		for range m.IntN(m.most) {
			if element.Leaf() {
				list = append(list, m.text(name))
				continue
			}
			list = append(list, m.record(element, name))
		}
		return list
	}
	switch f.Type().Kind() {
	case parquet.Int32:
		return int32(m.Uint32()) >> m.IntN(32)
	case parquet.Int64:
		if f.Name() == "time" {
			return m.Int64N(1 << 42) // what all engines know
		}
		return int64(m.Uint64()) >> m.IntN(64)
	case parquet.Double:
		return []float64{0, math.Copysign(0, -1), 1.5, -2.5e300, m.Float64()}[m.IntN(5)]
	case parquet.Boolean:
		return m.IntN(3) == 0
	}
	return m.text(name)
}

func (m maker) text(name string) any {
	switch n := m.IntN(40); n {
	case 0:
		return nil
	case 1:
		return ""
	case 2:
		return strings.Repeat("long ", m.IntN(200))
	default:
		return fmt.Sprint(name, m.IntN(1+n*n*n/20), "ü")
	}
}

func (m maker) record(of parquet.Node, name string) map[string]any {
	r := map[string]any{}
	for _, f := range of.Fields() {
		r[f.Name()] = m.value(f, name+f.Name())
	}
	return r
}

// put adds a value of a field of element at of its parent.
func put(w *Writer, f parquet.Field, path []string, at int, v any) {
	path = pathOf(path, f.Name())
	switch v := v.(type) {
	case string:
		w.Leaf(path...).Text(at, []byte(v), uint32(at/3))
	case int32:
		w.Leaf(path...).Bits(at, uint64(v))
	case int64:
		w.Leaf(path...).Bits(at, uint64(v))
	case float64:
		w.Leaf(path...).Bits(at, math.Float64bits(v))
	case bool:
		w.Leaf(path...).Bool(at, v)
	case []pair:
		first := w.List(path...).Add(at, len(v))
		for i, p := range v {
			put(w, f.Fields()[0].Fields()[0], pathOf(path, "key_value"), first+i, p.key)
			put(w, f.Fields()[0].Fields()[1], pathOf(path, "key_value"), first+i, p.value)
		}
	case []any:
		first := w.List(path...).Add(at, len(v))
		element := f.Fields()[0].Fields()[0]
		for i, e := range v {
			if record, ok := e.(map[string]any); ok {
				for _, inner := range element.Fields() {
					put(w, inner, pathOf(path, "list", "element"), first+i, record[inner.Name()])
				}
				continue
			}
			put(w, element, pathOf(path, "list"), first+i, e)
		}
	}
}

func newWriter(t testing.TB, pageBytes int) *Writer {
	t.Helper()
	w, err := New(Options{Schema: everything, Compression: &zstd.Codec{}, PageBytes: pageBytes, CreatedBy: "test", Metadata: []format.KeyValue{{Key: "k", Value: "v"}}})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// table is rows as they were added, in groups, and the order to write each in.
type table struct {
	groups [][]map[string]any
	orders [][]uint32
}

func newTable(seed uint64, groups, rows, most int) table {
	var tb table
	m := maker{rand.New(rand.NewPCG(seed, 7)), most}
	for range groups {
		var group []map[string]any
		var order []uint32
		for i := range 1 + m.IntN(rows) {
			group = append(group, m.record(everything, ""))
			order = append(order, uint32(i))
		}
		m.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		tb.groups, tb.orders = append(tb.groups, group), append(tb.orders, order)
	}
	return tb
}

func (tb table) write(t testing.TB, w *Writer) []byte {
	t.Helper()
	var out bytes.Buffer
	w.Reset(&out)
	for i, group := range tb.groups {
		for at, row := range group {
			for _, f := range everything.Fields() {
				put(w, f, nil, at, row[f.Name()])
			}
		}
		if err := w.Flush(tb.orders[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// plain is a value as JSON has it; of maps, whose order is not kept by readers, with sorted keys.
func plain(v any) any {
	switch v := v.(type) {
	case []pair:
		m := map[string]any{}
		for _, p := range v {
			key, _ := p.key.(string)
			m[key] = plain(p.value)
		}
		return m
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = plain(v[i])
		}
		return list
	case map[string]any:
		m := map[string]any{}
		for key := range v {
			m[key] = plain(v[key])
		}
		return m
	case []byte:
		return string(v)
	case *[]byte:
		if v == nil {
			return nil
		}
		return string(*v)
	}
	return v
}

func (tb table) want(t testing.TB) []string {
	var rows []string
	for i, group := range tb.groups {
		for _, at := range tb.orders[i] {
			rows = append(rows, asJSON(t, group[at]))
		}
	}
	return rows
}

func asJSON(t testing.TB, row map[string]any) string {
	t.Helper()
	text, err := json.Marshal(plain(row))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// read reads a file with parquet-go's reader.
func read(t testing.TB, file []byte) []string {
	t.Helper()
	r := parquet.NewGenericReader[any](bytes.NewReader(file))
	rows := make([]any, r.NumRows())
	if n, err := r.Read(rows); n != len(rows) || err != nil && !errors.Is(err, io.EOF) {
		t.Fatalf("read %d of %d rows: %v", n, len(rows), err)
	}
	all := make([]string, len(rows))
	for i, row := range rows {
		columns, _ := row.(map[string]any)
		all[i] = asJSON(t, columns)
	}
	return all
}

func sameRows(t testing.TB, how string, got, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d rows, want %d", how, len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%s: row %d is\n%s\nwant\n%s", how, i, got[i], want[i])
		}
	}
}
