package findings

import "github.com/parquet-go/parquet-go"

// leaf is one Parquet column: a scalar of a T, however deep in lists.
type leaf[T any] struct {
	path []string
	long bool // see the option
	// emit appends the column's values for t. rep and def are the repetition
	// and definition levels at which t itself stands (Dremel encoding; Parquet
	// format, "Nested Encoding").
	emit func(to []parquet.Value, t *T, rep, def int) []parquet.Value
}

func null(to []parquet.Value, rep, def int) []parquet.Value {
	return append(to, parquet.NullValue().Level(rep, def, 0))
}

func textValue(to []parquet.Value, v Text, rep, def int) []parquet.Value {
	if v == nil {
		return null(to, rep, def)
	}
	return append(to, parquet.ByteArrayValue(v).Level(rep, def+1, 0))
}

// isNull returns the question whether the field is null.
func (f *field[T]) isNull() func(*T) bool {
	switch f.kind {
	case kindText, kindJSON:
		return func(t *T) bool { return *f.text(t) == nil }
	case kindInt, kindLong, kindTime:
		return func(t *T) bool { return !f.whole(t).Set }
	case kindDouble:
		return func(t *T) bool { return !f.double(t).Set }
	case kindBool:
		return func(t *T) bool { return !f.flag(t).Set }
	case kindTexts:
		return func(t *T) bool { return *f.texts(t) == nil }
	case kindPairs:
		return func(t *T) bool { return *f.pairs(t) == nil }
	default:
		return f.rows.isNull
	}
}

// leaves are the Parquet columns of the field. depth counts the lists that T
// stands in.
func (f *field[T]) leaves(prefix []string, depth int) []leaf[T] {
	path := append(prefix[:len(prefix):len(prefix)], f.name)
	one := func(emit func(to []parquet.Value, t *T, rep, def int) []parquet.Value) []leaf[T] {
		return []leaf[T]{{path, f.opts&long != 0, emit}}
	}
	switch f.kind {
	case kindText, kindJSON:
		return one(func(to []parquet.Value, t *T, rep, def int) []parquet.Value {
			return textValue(to, *f.text(t), rep, def)
		})
	case kindInt:
		return one(func(to []parquet.Value, t *T, rep, def int) []parquet.Value {
			if v := f.whole(t); v.Set {
				return append(to, parquet.Int32Value(int32(v.V)).Level(rep, def+1, 0)) //nolint:gosec // decoder.whole keeps to 32 bits
			}
			return null(to, rep, def)
		})
	case kindLong, kindTime:
		return one(func(to []parquet.Value, t *T, rep, def int) []parquet.Value {
			if v := f.whole(t); v.Set {
				return append(to, parquet.Int64Value(v.V).Level(rep, def+1, 0))
			}
			return null(to, rep, def)
		})
	case kindDouble:
		return one(func(to []parquet.Value, t *T, rep, def int) []parquet.Value {
			if v := f.double(t); v.Set {
				return append(to, parquet.DoubleValue(v.V).Level(rep, def+1, 0))
			}
			return null(to, rep, def)
		})
	case kindBool:
		return one(func(to []parquet.Value, t *T, rep, def int) []parquet.Value {
			if v := f.flag(t); v.Set {
				return append(to, parquet.BooleanValue(v.V).Level(rep, def+1, 0))
			}
			return null(to, rep, def)
		})
	case kindTexts:
		return one(func(to []parquet.Value, t *T, rep, def int) []parquet.Value {
			return eachOf(to, *f.texts(t), rep, def, depth+1, func(to []parquet.Value, v *Text, rep, def int) []parquet.Value {
				return textValue(to, *v, rep, def)
			})
		})
	case kindPairs:
		return []leaf[T]{
			{path, true, func(to []parquet.Value, t *T, rep, def int) []parquet.Value {
				return eachOf(to, *f.pairs(t), rep, def, depth+1, func(to []parquet.Value, p *Pair, rep, def int) []parquet.Value {
					return append(to, parquet.ByteArrayValue(p.Key).Level(rep, def, 0))
				})
			}},
			{path, true, func(to []parquet.Value, t *T, rep, def int) []parquet.Value {
				return eachOf(to, *f.pairs(t), rep, def, depth+1, func(to []parquet.Value, p *Pair, rep, def int) []parquet.Value {
					return textValue(to, p.Value, rep, def)
				})
			}},
		}
	default:
		return f.rows.leaves(path, depth)
	}
}

func (r *records[T, E]) isNull(t *T) bool { return *r.at(t) == nil }

func (r *records[T, E]) leaves(path []string, depth int) []leaf[T] {
	var all []leaf[T]
	for i := range r.fields {
		if r.fields[i].name == "" {
			continue
		}
		for _, inner := range r.fields[i].leaves(path, depth+1) {
			all = append(all, leaf[T]{inner.path, inner.long, func(to []parquet.Value, t *T, rep, def int) []parquet.Value {
				return eachOf(to, *r.at(t), rep, def, depth+1, inner.emit)
			}})
		}
	}
	return all
}

// eachOf appends the values of a list: at level def it is null, at def+1 empty,
// at def+2 its elements stand. The first element repeats at the level of what
// holds the list, the others at the list's own.
func eachOf[E any](to []parquet.Value, list []E, rep, def, depth int, emit func(to []parquet.Value, e *E, rep, def int) []parquet.Value) []parquet.Value {
	switch {
	case list == nil:
		return null(to, rep, def)
	case len(list) == 0:
		return null(to, rep, def+1)
	}
	for i := range list {
		to = emit(to, &list[i], rep, def+2)
		rep = depth
	}
	return to
}
