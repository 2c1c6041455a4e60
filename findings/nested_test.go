package findings

// Nested is a column, or a member of a nested row, as the column list has it.
// Tests see the members of nested rows through it; Schema.Columns has types only.
type Nested struct {
	Column
	Fields []Nested // of a nested row
}

// NestedColumns lists the fixed columns with the members of nested rows.
func NestedColumns() []Nested { return nestedOf(columnFields) }

// ColumnGroup is columns that belong together.
type ColumnGroup struct {
	Title   string
	Columns []Nested
}

// ColumnGroups lists the columns by subject, in the order of the table.
func ColumnGroups() []ColumnGroup {
	return []ColumnGroup{
		{"Identity", nestedOf(identityColumns)},
		{"Times", nestedOf(timeColumns)},
		{"Severity", nestedOf(severityColumns)},
		{"Text", nestedOf(textColumns)},
		{"Resources", nestedOf(resourceColumns)},
		{"Compliance", nestedOf(complianceColumns)},
		{"State", nestedOf(stateColumns)},
		{"Observations", nestedOf(observedColumns)},
		{"Lineage", nestedOf(lineageColumns)},
	}
}

func nestedOf[T any](fields []field[T]) []Nested {
	var all []Nested
	for i := range fields {
		f := &fields[i]
		if f.name == "" {
			continue // a part that derived columns are made of
		}
		n := Nested{Column: f.column()}
		if f.rows != nil {
			inner, ok := f.rows.(interface{ nested() []Nested })
			if !ok {
				panic(f.name + ": not of the kind that rowsField makes")
			}
			n.Fields = inner.nested()
		}
		all = append(all, n)
	}
	return all
}

func (r *records[T, E]) nested() []Nested { return nestedOf(r.fields) }
