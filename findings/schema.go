package findings

import (
	"fmt"
	"strings"
)

// SchemaVersion counts the versions of the columns; it stands in every Parquet
// file. Columns are only ever added, so a reader of version n reads all before.
// Version 2 added finding_digest.
const SchemaVersion = 2

// PartitionColumn is the partition of the findings table: the UTC day of
// ingested_at as YYYY-MM-DD, a varchar. It is in the path, not in the file.
const PartitionColumn = "ingest_date"

// Column is one column of the findings table.
type Column struct {
	// Name of the column, in [a-z0-9_].
	Name string
	// Parquet, Hive (Glue) and Trino (Athena) type. QuickSight type, "" where
	// QuickSight cannot hold the column.
	Parquet, Hive, Trino, QuickSight string
	// Description for users.
	Description string
	// ASFF and OCSF paths in order of preference, separated by blanks; "" where
	// the schema has no such member or the description says how it is made.
	ASFF, OCSF string
	// Promoted says that the column comes from the stack's config.
	Promoted bool
}

// Schema is the columns of the findings table: the fixed ones and those that
// the stack's config promotes. The zero value has no promoted ones.
type Schema struct{ promoted []promotion }

// NewSchema adds promoted columns, each written name=asffPath or
// name=asffPath|ocsfPath, for example owner=Resources[0].Tags.Owner. The error
// names the first column that is malformed, taken or given twice.
func NewSchema(promoted ...string) (*Schema, error) {
	s := &Schema{}
	taken := map[string]string{PartitionColumn: "a column of the schema"}
	for _, c := range s.Columns() {
		taken[c.Name] = "a column of the schema"
	}
	for _, spec := range promoted {
		p, err := parsePromotion(spec)
		if err != nil {
			return nil, err
		}
		if what := taken[p.name]; what != "" {
			return nil, fmt.Errorf("column %q: the name %q is already %s: choose another", spec, p.name, what)
		}
		taken[p.name] = "another promoted column"
		s.promoted = append(s.promoted, p)
	}
	return s, nil
}

// Columns lists the columns in the order of the table, without the partition.
func (s *Schema) Columns() []Column {
	var columns []Column
	for i := range columnFields {
		columns = append(columns, columnFields[i].column())
	}
	for _, p := range s.promoted {
		t := scalarTypes[kindText]
		columns = append(columns, Column{
			Name: p.name, Parquet: t.parquet, Hive: t.hive, Trino: t.trino, QuickSight: t.quicksight,
			Description: "Promoted by the stack's config.", ASFF: p.asff, OCSF: p.ocsf, Promoted: true,
		})
	}
	return columns
}

func (f *field[T]) column() Column {
	c := Column{Name: f.name, Description: f.doc, ASFF: f.asff, OCSF: f.ocsf}
	switch f.kind {
	case kindTexts:
		c.Parquet, c.Hive, c.Trino = "LIST of BYTE_ARRAY (STRING)", "array<string>", "array(varchar)"
	case kindPairs:
		c.Parquet, c.Hive, c.Trino = "MAP of BYTE_ARRAY (STRING)", "map<string,string>", "map(varchar, varchar)"
	case kindRows:
		c.Hive, c.Trino = f.rows.types()
		c.Parquet = "LIST of groups"
	default:
		t := scalarTypes[f.kind]
		c.Parquet, c.Hive, c.Trino, c.QuickSight = t.parquet, t.hive, t.trino, t.quicksight
		if f.kind == kindJSON && f.name == "finding" {
			c.QuickSight = "" // longer than a SPICE string may be (2,047 characters)
		}
	}
	return c
}

// types are the Hive and Trino types of the list.
func (r *records[T, E]) types() (hive, trino string) {
	var hives, trinos []string
	for i := range r.fields {
		if f := &r.fields[i]; f.name != "" {
			c := f.column()
			hives = append(hives, f.name+":"+c.Hive)
			trinos = append(trinos, fmt.Sprintf("%s %s", f.name, c.Trino))
		}
	}
	return "array<struct<" + strings.Join(hives, ",") + ">>", "array(row(" + strings.Join(trinos, ", ") + "))"
}
