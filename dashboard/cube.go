package dashboard

import (
	"fmt"
	"slices"
	"strings"
)

// Cube is a view summed up as far as its visuals and filters allow: a row for each
// combination of the columns that they look at. What a visual shows, filtered or
// not, comes from adding its rows up.
type Cube struct {
	// View is the view.
	View string
	// Dims are the columns that tell rows apart.
	Dims []string
	// Parts are what is added up.
	Parts []Part
	// Time is the column by which old rows may be left out; "" if all count.
	Time string
}

// Part is a number of which measures are made.
type Part struct {
	// Name is its column's name.
	Name string
	// Aggregation is how parts become one: Sum, Max or Min.
	Aggregation Aggregation
	// SQL makes it of the view's rows.
	SQL string
}

// Parts are the numbers that a measure is made of: of a Mean the sum and the
// count, of any other one number.
func (m Measure) Parts() []Part {
	switch m.Aggregation {
	case Count:
		return []Part{{"n", Sum, "count(1)"}}
	case Sum:
		return []Part{{"sum_" + m.Column, Sum, "cast(coalesce(sum(" + quoted(m.Column) + "), 0) as bigint)"}}
	case Mean:
		return []Part{
			{"sum_" + m.Column, Sum, "cast(coalesce(sum(" + quoted(m.Column) + "), 0) as bigint)"},
			{"known_" + m.Column, Sum, "count(" + quoted(m.Column) + ")"},
		}
	default:
		return []Part{{string(m.Aggregation) + "_" + m.Column, m.Aggregation, string(m.Aggregation) + "(" + quoted(m.Column) + ")"}}
	}
}

// Cubes are what a page has to hold for its charts, one for each view.
func (d *Dashboard) Cubes() []Cube {
	var cubes []Cube
	for _, s := range d.Sheets {
		for _, v := range s.Visuals {
			if v.Chart == List {
				continue
			}
			i := slices.IndexFunc(cubes, func(c Cube) bool { return c.View == v.View })
			if i < 0 {
				i, cubes = len(cubes), append(cubes, Cube{View: v.View, Time: "?"})
			}
			cubes[i].take(d, s, v)
		}
	}
	return cubes
}

// take makes room for a visual.
func (c *Cube) take(d *Dashboard, s Sheet, v Visual) {
	dim := func(names ...string) {
		for _, name := range names {
			if name != "" && !slices.Contains(c.Dims, name) {
				c.Dims = append(c.Dims, name)
			}
		}
	}
	dim(v.By...)
	dim(v.Split, v.Time)
	conditions, snapshots := slices.Clone(v.Where), len(v.Values) > 0
	for _, m := range v.Values {
		conditions = append(conditions, m.Where...)
		snapshots = snapshots && m.Snapshot
		if m.Snapshot {
			dim("day_on")
		}
		for _, part := range m.Parts() {
			if !slices.Contains(c.Parts, part) {
				c.Parts = append(c.Parts, part)
			}
		}
	}
	for _, condition := range conditions {
		dim(condition.Column)
	}
	for _, f := range s.Filters {
		if !f.Period() && d.Heeds(v, f) {
			dim(f.Column)
		}
	}
	// Old rows may go if every visual of the view looks at a time.
	switch time := v.Time; {
	case time == "" && snapshots: // looks back some days
	case time == "" || c.Time != "?" && c.Time != time:
		c.Time = ""
	case c.Time == "?":
		c.Time = time
	}
}

// CubeQuery asks for a cube, in an order that is always the same. Rows older than
// since, YYYY-MM-DD, are left out where the cube allows it.
func (d *Dashboard) CubeQuery(c Cube, since string, relation func(view string) string) Query {
	b := builder{relation: relation(c.View)}
	columns := make([]string, 0, len(c.Dims)+len(c.Parts))
	for _, dim := range c.Dims {
		columns = append(columns, b.column(dim)+" as "+quoted(dim))
	}
	for _, part := range c.Parts {
		columns = append(columns, part.SQL+" as "+quoted(part.Name))
	}
	b.text("select " + strings.Join(columns, ", ") + " from " + b.relation)
	if c.Time != "" && since != "" {
		b.text(" where " + quoted(c.Time) + " >= cast(" + b.arg(since) + " as date)")
	}
	if len(c.Dims) > 0 {
		b.text(" group by " + numbers(len(c.Dims)) + " order by " + numbers(len(c.Dims)))
	}
	return b.query
}

// Rows are the part of a List that is asked for.
type Rows struct {
	// Search is text that one of the columns has to hold, whatever its case.
	Search string
	// Order replaces the visual's own, if it is not nil.
	Order []Order
	// Offset and Limit are the rows that are left out and taken; Limit 0 means all.
	Offset, Limit int
}

// ListColumns are the columns of a List's answer: what it shows, and what it may be
// filtered by.
func (d *Dashboard) ListColumns(s Sheet, v Visual) []string {
	columns := slices.Clone(v.By)
	for _, f := range s.Filters {
		if !f.Period() && d.Heeds(v, f) && !slices.Contains(columns, f.Column) {
			columns = append(columns, f.Column)
		}
	}
	return columns
}

// ListQuery asks for rows of a List.
func (d *Dashboard) ListQuery(s Sheet, v Visual, c Choices, r Rows, relation func(view string) string) Query {
	return d.list(&builder{relation: relation(v.View)}, s, v, c, r)
}

func (d *Dashboard) list(b *builder, s Sheet, v Visual, c Choices, r Rows) Query {
	var columns []string
	for _, column := range d.ListColumns(s, v) {
		columns = append(columns, b.column(column)+" as "+quoted(column))
	}
	b.text("select " + strings.Join(columns, ", ") + " from " + b.relation)
	b.where(d, v, c)
	b.search(v, r.Search)
	order := r.Order
	if order == nil {
		order = v.Order
	}
	b.text(" order by ")
	for i, o := range order {
		if i > 0 {
			b.text(", ")
		}
		b.text(b.column(o.Column))
		if o.Down {
			b.text(" desc")
		}
		b.text(" nulls last")
	}
	if r.Limit > 0 {
		b.text(fmt.Sprintf(" limit %d offset %d", r.Limit, r.Offset))
	}
	return b.query
}

// ListCount asks how many rows of a List there are.
func (d *Dashboard) ListCount(v Visual, c Choices, search string, relation func(view string) string) Query {
	b := builder{relation: relation(v.View)}
	b.text("select count(1) as " + quoted("n") + " from " + b.relation)
	b.where(d, v, c)
	b.search(v, search)
	return b.query
}

// search narrows rows down to those with a text in one of the columns.
func (b *builder) search(v Visual, text string) {
	if text == "" {
		return
	}
	either := make([]string, len(v.By))
	for i, column := range v.By {
		either[i] = "strpos(lower(cast(" + b.column(column) + " as varchar)), lower(" + b.arg(text) + ")) > 0"
	}
	joint := " where "
	if b.filtered {
		joint = " and "
	}
	b.text(joint + "(" + strings.Join(either, " or ") + ")")
}

// Narrows lists the columns that a visual can be narrowed down by, those that a
// reader clicks on among them.
func (d *Dashboard) Narrows(s Sheet, v Visual) []string {
	if v.Chart == List {
		return d.ListColumns(s, v)
	}
	for _, c := range d.Cubes() {
		if c.View == v.View {
			return c.Dims
		}
	}
	return nil
}

// OptionQueries ask for the values that a filter can have on a sheet, of each view
// that has them; none if there is no such filter.
func (d *Dashboard) OptionQueries(sheet, filter string, relation func(view string) string) []Query {
	var queries []Query
	var asked []string
	for _, s := range d.Sheets {
		for _, f := range s.Filters {
			if s.ID != sheet || f.ID != filter || f.Period() {
				continue
			}
			for _, v := range s.Visuals {
				if d.Heeds(v, f) && !slices.Contains(asked, v.View) {
					asked = append(asked, v.View)
					queries = append(queries, Query{Text: "select distinct " + quoted(f.Column) + " from " + relation(v.View) + " order by 1"})
				}
			}
		}
	}
	return queries
}
