package findings

import (
	"reflect"

	"github.com/parquet-go/parquet-go"

	"security-hub-analytics/internal/parquetfile"
)

// field is one member of a record T that the lake keeps: its name as a column,
// where it comes from in both schemas, and where it lives in T. Exactly one of
// the accessors is set, the one of its kind.
type field[T any] struct {
	name       string // "" for a part that is no column
	kind       kind
	asff, ocsf string // paths in order of preference, separated by blanks; "" if absent there
	doc        string
	enum       []string // the legal values: others are kept, but letter case is mended
	opts       options

	text   func(*T) *Text
	whole  func(*T) *Opt[int64]
	double func(*T) *Opt[float64]
	flag   func(*T) *Opt[bool]
	texts  func(*T) *[]Text
	pairs  func(*T) *[]Pair
	rows   rowsOf[T]
}

// options are what most fields do without.
type options int

const (
	// distinct: most values differ, so that a dictionary would only cost, and
	// extremes would skip nothing.
	distinct options = 1 << iota
	// random: distinct, and digits that only entropy coding makes shorter.
	random
	// long: texts by whose extremes no query skips a page; they are not compared.
	long
	// identity: the member's name must match exactly, and "" counts as absent.
	identity
	// account: an AWS account id, which a JSON number may have robbed of its leading zeros.
	account
	// firstOf: where a schema has a list, the first element (the column's description says so).
	firstOf
)

func textField[T any](name, asff, ocsf, doc string, at func(*T) *Text) field[T] {
	return field[T]{name: name, kind: kindText, asff: asff, ocsf: ocsf, doc: doc, text: at}
}

func jsonField[T any](name, asff, ocsf, doc string, at func(*T) *Text) field[T] {
	return field[T]{name: name, kind: kindJSON, asff: asff, ocsf: ocsf, doc: doc, text: at, opts: distinct | long}
}

func intField[T any](name, asff, ocsf, doc string, at func(*T) *Opt[int64]) field[T] {
	return field[T]{name: name, kind: kindInt, asff: asff, ocsf: ocsf, doc: doc, whole: at}
}

// longField is for what the transform makes: a decoder reads integers of 32 bits.
func longField[T any](name, doc string, at func(*T) *Opt[int64]) field[T] {
	return field[T]{name: name, kind: kindLong, doc: doc, whole: at}
}

func timeField[T any](name, asff, ocsf, doc string, at func(*T) *Opt[int64]) field[T] {
	return field[T]{name: name, kind: kindTime, asff: asff, ocsf: ocsf, doc: doc, whole: at}
}

func doubleField[T any](name, asff, ocsf, doc string, at func(*T) *Opt[float64]) field[T] {
	return field[T]{name: name, kind: kindDouble, asff: asff, ocsf: ocsf, doc: doc, double: at}
}

func boolField[T any](name, asff, ocsf, doc string, at func(*T) *Opt[bool]) field[T] {
	return field[T]{name: name, kind: kindBool, asff: asff, ocsf: ocsf, doc: doc, flag: at}
}

func textsField[T any](name, asff, ocsf, doc string, at func(*T) *[]Text) field[T] {
	return field[T]{name: name, kind: kindTexts, asff: asff, ocsf: ocsf, doc: doc, texts: at}
}

func pairsField[T any](name, asff, ocsf, doc string, at func(*T) *[]Pair) field[T] {
	return field[T]{name: name, kind: kindPairs, asff: asff, ocsf: ocsf, doc: doc, pairs: at}
}

func (f field[T]) with(o options) field[T] { f.opts |= o; return f }

func (f field[T]) oneOf(values []string) field[T] { f.enum = values; return f }

// rowsOf is a list of records within T; *records[T, E] is the only kind.
type rowsOf[T any] interface {
	decode(d *decoder, s schema, t *T) bool
	reset(t *T)
	store(w *parquetfile.Writer, path []string) store[T]
	group() parquet.Node
	types() (hive, trino string)
}

// records describes a list of E within T.
type records[T, E any] struct {
	at     func(*T) *[]E
	slab   func(*Batch) *slab[E]
	fields []field[E]
	// scalar is where an element goes that is a string instead of an object.
	scalar func(*E) *Text
	// finish completes an element that came from OCSF.
	finish func(*E)

	trees [2]*tree[E] // by schema
	size  int64       // of an E in memory
}

func rowsField[T, E any](name, asff, ocsf, doc string, r *records[T, E]) field[T] {
	r.size = int64(reflect.TypeFor[E]().Size()) //nolint:gosec // a few hundred
	r.trees = [2]*tree[E]{asffSchema: newTree(r.fields, asffSchema), ocsfSchema: newTree(r.fields, ocsfSchema)}
	return field[T]{name: name, kind: kindRows, asff: asff, ocsf: ocsf, doc: doc, rows: r}
}
