package dashboard

import (
	"fmt"
	"strings"
)

// Choice is what a reader chose of a column: rows with one of the values are in.
type Choice struct {
	// ID is the filter's, "" for a click on a value.
	ID string `json:"id"`
	// Column is the column.
	Column string `json:"column"`
	// Values are the values chosen, Null says that rows without one are in too.
	Values []string `json:"values"`
	Null   bool     `json:"null"`
}

// Choices are all that a reader chose for a sheet.
type Choices struct {
	// Columns are the choices of columns.
	Columns []Choice `json:"columns"`
	// Since is the first day of the period, YYYY-MM-DD; "" means all of it.
	Since string `json:"since"`
}

// Query is one question in SQL that Athena and DuckDB both read.
type Query struct {
	// Text is the question, with a ? for each of Args.
	Text string
	// Args are the values that a reader chose: never part of the text.
	Args []any
}

// Query asks for all of a visual: its By, its Split, its Values, a row for each
// combination in an order that is always the same, without the limit of Top. relation says what stands for a view.
func (d *Dashboard) Query(v Visual, c Choices, relation func(view string) string) Query {
	return d.counted(&builder{relation: relation(v.View)}, v, c)
}

func (d *Dashboard) counted(q *builder, v Visual, c Choices) Query {
	groups := d.keys(v)
	columns := make([]string, 0, len(groups)+len(v.Values))
	for _, column := range groups {
		columns = append(columns, q.column(column)+" as "+quoted(column))
	}
	for i, m := range v.Values {
		columns = append(columns, q.measure(m)+" as "+quoted(ValueName(i)))
	}
	q.text("select " + strings.Join(columns, ", ") + " from " + q.relation)
	q.where(d, v, c)
	if v.Chart != List && len(groups) > 0 {
		q.text(" group by " + numbers(len(groups)) + " order by " + numbers(len(groups)))
	}
	return q.query
}

// ValueName is the name of the i-th number of a visual in answers.
func ValueName(i int) string { return fmt.Sprintf("value_%d", i+1) }

// isValue says that a column is a number of the visual.
func isValue(column string) bool { return strings.HasPrefix(column, "value_") }

// keys are the columns of an answer that are no numbers.
func (d *Dashboard) keys(v Visual) []string {
	groups := append([]string{}, v.By...)
	if v.Split != "" && v.Split != v.By[0] {
		groups = append(groups, v.Split)
	}
	return groups
}

func numbers(n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprint(i + 1)
	}
	return strings.Join(all, ", ")
}

// builder writes a query.
type builder struct {
	query    Query
	relation string
	filtered bool // there is a where
	inline   bool // what is chosen is ours, and written
}

func (b *builder) text(text string) { b.query.Text += text }

func (b *builder) arg(value string) string {
	if b.inline {
		return literal(value)
	}
	b.query.Args = append(b.query.Args, value)
	return "?"
}

func (b *builder) column(name string) string {
	if derived, ok := DerivedOf(name); ok {
		return "(" + derived.SQL + ")"
	}
	return quoted(name)
}

// measure is the expression of a number.
func (b *builder) measure(m Measure) string {
	var conditions []string
	for _, c := range m.Where {
		conditions = append(conditions, b.condition(c))
	}
	if m.Snapshot {
		conditions = append(conditions, fmt.Sprintf("day_on = date_add('day', %d, (select max(day_on) from %s))", -m.Ago, b.relation))
	}
	value := b.column(m.Column)
	if m.Aggregation == Count {
		value = "1"
	}
	if conditions != nil {
		value = "case when " + strings.Join(conditions, " and ") + " then " + value + " end"
	}
	switch m.Aggregation {
	case Count:
		return "count(" + value + ")"
	case Sum:
		return "cast(coalesce(sum(" + value + "), 0) as bigint)"
	case Mean:
		return "avg(" + value + ")"
	default:
		return string(m.Aggregation) + "(" + value + ")"
	}
}

// condition is one of the dashboard's own: its values are ours.
func (b *builder) condition(c Condition) string {
	column := b.column(c.Column)
	if c.AtLeast != nil {
		return fmt.Sprintf("%s >= %d", column, *c.AtLeast)
	}
	if c.Values == nil {
		return column + " is not null"
	}
	list := make([]string, len(c.Values))
	for i, value := range c.Values {
		list[i] = literal(value)
	}
	if c.Not {
		return fmt.Sprintf("(%s is null or %[1]s not in (%s))", column, strings.Join(list, ", "))
	}
	return column + " in (" + strings.Join(list, ", ") + ")"
}

// where is what the visual leaves out, and what the reader does.
func (b *builder) where(d *Dashboard, v Visual, c Choices) {
	var all []string
	for _, own := range v.Where {
		all = append(all, b.condition(own))
	}
	for _, choice := range c.Columns {
		if !d.Heeds(v, Filter{ID: choice.ID, Column: choice.Column}) {
			continue
		}
		all = append(all, b.choice(choice))
	}
	if c.Since != "" && v.Time != "" {
		all = append(all, quoted(v.Time)+" >= cast("+b.arg(c.Since)+" as date)")
	}
	if all != nil {
		b.filtered = true
		b.text(" where " + strings.Join(all, " and "))
	}
}

func (b *builder) choice(c Choice) string {
	column := b.column(c.Column)
	var either []string
	if len(c.Values) > 0 {
		marks := make([]string, len(c.Values))
		for i, value := range c.Values {
			marks[i] = b.arg(value)
		}
		either = append(either, column+" in ("+strings.Join(marks, ", ")+")")
	}
	if c.Null {
		either = append(either, column+" is null")
	}
	if either == nil {
		return "false"
	}
	return "(" + strings.Join(either, " or ") + ")"
}

func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func literal(value string) string { return "'" + strings.ReplaceAll(value, "'", "''") + "'" }

// Shown is the question of a visual as a reader may paste it into Athena, with the
// filters of its sheet as they stand at first, time aside.
func (d *Dashboard) Shown(s Sheet, v Visual) string {
	var c Choices
	for _, f := range s.Filters {
		if f.Default != nil {
			c.Columns = append(c.Columns, Choice{ID: f.ID, Column: f.Column, Values: f.Default})
		}
	}
	b := builder{relation: quoted(v.View), inline: true}
	if v.Chart == List {
		return d.list(&b, s, v, c, Rows{Limit: 100}).Text
	}
	return d.counted(&b, v, c).Text
}
