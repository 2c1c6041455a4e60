package findings

import (
	"math"

	"security-hub-analytics/internal/parquetfile"
)

// store adds a field of records that follow each other to its columns; first is
// the number of the first one there. What is null is not added. kin are numbers by
// record, the same for such as tend to have the same texts.
type store[T any] func(of []T, first int, kin []uint32)

// store returns the way of the field into its columns.
func (f *field[T]) store(w *parquetfile.Writer, prefix []string) store[T] {
	path := pathOf(prefix, f.name)
	leaf, list := w.Leaf(path...), w.List(path...)
	if f.opts&(long|distinct|random) != 0 {
		leaf.Unbounded()
	}
	switch f.kind {
	case kindText, kindJSON:
		return func(of []T, first int, kin []uint32) {
			for i := range of {
				if v := *f.text(&of[i]); v != nil {
					leaf.Text(first+i, v, kin[i])
				}
			}
		}
	case kindInt, kindLong, kindTime:
		return func(of []T, first int, _ []uint32) {
			for i := range of {
				if v := f.whole(&of[i]); v.Set {
					leaf.Bits(first+i, uint64(v.V)) //nolint:gosec // the bits
				}
			}
		}
	case kindDouble:
		return func(of []T, first int, _ []uint32) {
			for i := range of {
				if v := f.double(&of[i]); v.Set {
					leaf.Bits(first+i, math.Float64bits(v.V))
				}
			}
		}
	case kindBool:
		return func(of []T, first int, _ []uint32) {
			for i := range of {
				if v := f.flag(&of[i]); v.Set {
					leaf.Bool(first+i, v.V)
				}
			}
		}
	case kindTexts:
		element := w.Leaf(pathOf(path, "list", "element")...)
		return func(of []T, first int, kin []uint32) {
			for i := range of {
				if v := *f.texts(&of[i]); v != nil {
					storeTexts(element, v, list.Add(first+i, len(v)), kin[i])
				}
			}
		}
	case kindPairs:
		key, value := w.Leaf(pathOf(path, "key_value", "key")...), w.Leaf(pathOf(path, "key_value", "value")...)
		key.Unbounded()
		value.Unbounded()
		return func(of []T, first int, kin []uint32) {
			for i := range of {
				if v := *f.pairs(&of[i]); v != nil {
					storePairs(key, value, v, list.Add(first+i, len(v)), kin[i])
				}
			}
		}
	default:
		return f.rows.store(w, path)
	}
}

func pathOf(prefix []string, names ...string) []string {
	return append(prefix[:len(prefix):len(prefix)], names...)
}

// kinOf is the number for a place in a list of a record of that kin.
func kinOf(kin uint32, place int) uint32 { return kin*37 + uint32(place) } //nolint:gosec // any number will do

func storeTexts(leaf *parquetfile.Leaf, texts []Text, first int, kin uint32) {
	for i, v := range texts {
		if v != nil {
			leaf.Text(first+i, v, kinOf(kin, i))
		}
	}
}

func storePairs(key, value *parquetfile.Leaf, pairs []Pair, first int, kin uint32) {
	for i := range pairs {
		key.Text(first+i, pairs[i].Key, kinOf(kin, i))
		if v := pairs[i].Value; v != nil {
			value.Text(first+i, v, kinOf(kin, i))
		}
	}
}

func (r *records[T, E]) store(w *parquetfile.Writer, path []string) store[T] {
	list := w.List(path...)
	var inner []store[E]
	for i := range r.fields {
		if r.fields[i].name != "" {
			inner = append(inner, r.fields[i].store(w, pathOf(path, "list", "element")))
		}
	}
	var places []uint32
	return func(of []T, first int, kin []uint32) {
		for i := range of {
			elements := *r.at(&of[i])
			if elements == nil {
				continue
			}
			from := list.Add(first+i, len(elements))
			places = places[:0]
			for j := range elements {
				places = append(places, kinOf(kin[i], j))
			}
			for _, store := range inner {
				store(elements, from, places)
			}
		}
	}
}

func storePromoted(leaf *parquetfile.Leaf, i int) store[Row] {
	return func(of []Row, first int, kin []uint32) {
		for j := range of {
			if v := of[j].Promoted[i]; v != nil {
				leaf.Text(first+j, v, kin[j])
			}
		}
	}
}
