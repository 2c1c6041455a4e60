package findings

import "github.com/parquet-go/parquet-go"

// column is one column of the table as Parquet knows it.
type column struct {
	isNull func(*Row) bool
	bulky  bool // its pages fill megabytes: written alone
	leaves []leaf[Row]
	first  int // of the leaves among all of the file
}

func columnsOf(fields []field[Row], promoted []promotion) []column {
	var all []column
	first := 0
	add := func(c column) {
		c.first = first
		all = append(all, c)
		first += len(c.leaves)
	}
	for i := range fields {
		f := &fields[i]
		add(column{isNull: f.isNull(), leaves: f.leaves(nil, 0), bulky: f.opts&(distinct|random) != 0 || f.kind >= kindPairs})
	}
	for i, p := range promoted {
		add(column{isNull: func(r *Row) bool { return r.Promoted[i] == nil }, leaves: []leaf[Row]{{
			[]string{p.name}, false, func(to []parquet.Value, r *Row, rep, def int) []parquet.Value {
				return textValue(to, r.Promoted[i], rep, def)
			},
		}}})
	}
	return all
}

func parquetSchema(fields []field[Row], promoted []promotion) *parquet.Schema {
	g := groupOf(fields)
	for _, p := range promoted {
		g.add(p.name, parquet.Optional(stringNode(0)))
	}
	return parquet.NewSchema("finding", g)
}
