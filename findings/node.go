package findings

import (
	"github.com/parquet-go/parquet-go"
)

// orderedGroup is a group whose fields keep their order; parquet.Group sorts
// them by name.
type orderedGroup struct {
	parquet.Group
	order []string
}

// Fields lists the fields in the order in which they were added.
func (g orderedGroup) Fields() []parquet.Field {
	byName := map[string]parquet.Field{}
	for _, f := range g.Group.Fields() {
		byName[f.Name()] = f
	}
	fields := make([]parquet.Field, len(g.order))
	for i, name := range g.order {
		fields[i] = byName[name]
	}
	return fields
}

func groupOf[T any](fields []field[T]) orderedGroup {
	g := orderedGroup{Group: parquet.Group{}}
	for i := range fields {
		if f := &fields[i]; f.name != "" {
			g.add(f.name, f.node())
		}
	}
	return g
}

func (g *orderedGroup) add(name string, n parquet.Node) {
	g.Group[name] = n
	g.order = append(g.order, name)
}

// stringNode is a string with a dictionary unless nearly every value differs.
// Lists and maps are written in three levels (parquet.List, parquet.Map), which
// Athena demands.
func stringNode(o options) parquet.Node {
	switch {
	case o&random != 0:
		return parquet.Compressed(parquet.Encoded(parquet.String(), &parquet.Plain), entropic)
	case o&distinct != 0:
		return parquet.Encoded(parquet.String(), &parquet.Plain)
	}
	return parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
}

func (f *field[T]) node() parquet.Node {
	var n parquet.Node
	switch f.kind {
	case kindText, kindJSON:
		n = stringNode(f.opts)
	case kindInt:
		n = parquet.Int(32)
	case kindLong:
		n = parquet.Int(64)
	case kindTime:
		// Milliseconds: Athena reads neither nano- nor all microsecond forms alike.
		n = parquet.Timestamp(parquet.Millisecond)
	case kindDouble:
		n = parquet.Leaf(parquet.DoubleType)
	case kindBool:
		n = parquet.Leaf(parquet.BooleanType)
	case kindTexts:
		n = parquet.List(parquet.Optional(stringNode(0)))
	case kindPairs:
		n = parquet.Map(stringNode(0), parquet.Optional(stringNode(distinct)))
	case kindRows:
		n = parquet.List(f.rows.group())
	}
	return parquet.Optional(n)
}

func (r *records[T, E]) group() parquet.Node { return groupOf(r.fields) }

func parquetSchema(fields []field[Row], promoted []promotion) *parquet.Schema {
	g := groupOf(fields)
	for _, p := range promoted {
		g.add(p.name, parquet.Optional(stringNode(0)))
	}
	return parquet.NewSchema("finding", g)
}
