package model

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Table is what a view has to answer: some of its columns, all of its rows, in
// no order.
type Table struct {
	// View is the view's name.
	View string
	// Columns are the names of the columns.
	Columns []string
	// Rows hold nil, strings, int64s, float64s, bools and times. There are none
	// if the History emits them.
	Rows [][]any

	emit func(row []any)
}

func (t *Table) add(row []any) {
	if t.emit != nil {
		t.emit(row)
		return
	}
	t.Rows = append(t.Rows, row)
}

// Query asks a view for the columns.
func (t Table) Query() string {
	return "select " + strings.Join(t.Columns, ", ") + " from " + t.View
}

// Lines are the rows as text, in order, to be compared.
func (t Table) Lines() []string { return Lines(t.Rows) }

// Lines writes rows as text and sorts them.
func Lines(rows [][]any) []string {
	lines := make([]string, len(rows))
	for i, row := range rows {
		lines[i] = Line(row)
	}
	slices.Sort(lines)
	return lines
}

// Line writes a row as text.
func Line(row []any) string {
	values := make([]string, len(row))
	for j, value := range row {
		values[j] = text(value)
	}
	return strings.Join(values, " | ")
}

// text writes a value; doubles to nine digits, since the order of a sum decides
// about the last ones.
func text(value any) string {
	switch v := value.(type) {
	case nil:
		return "null"
	case time.Time:
		return v.UTC().Format("2006-01-02T15:04:05.000Z")
	case float64:
		if math.IsNaN(v) {
			return "NaN"
		}
		return strconv.FormatFloat(v, 'g', 9, 64)
	case float32:
		return text(float64(v))
	case string:
		return strconv.Quote(v)
	}
	return fmt.Sprint(value)
}

// Opt is a value that may be null.
type Opt[T cmp.Ordered] struct {
	V   T
	Set bool
}

func some[T cmp.Ordered](v T) Opt[T] { return Opt[T]{v, true} }

// or is the first that is not null.
func or[T cmp.Ordered](all ...Opt[T]) Opt[T] {
	for _, o := range all {
		if o.Set {
			return o
		}
	}
	return Opt[T]{}
}

// value is for a Table.
func (o Opt[T]) value() any {
	if !o.Set {
		return nil
	}
	return o.V
}

// is says whether it is that value; null is none.
func (o Opt[T]) is(v T) bool { return o.Set && o.V == v }

// at is a time for a Table.
func at(ms int64) any { return time.UnixMilli(ms).UTC() }

// atOf is a time for a Table.
func atOf(ms Opt[int64]) any {
	if !ms.Set {
		return nil
	}
	return at(ms.V)
}
