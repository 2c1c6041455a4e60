// Package sql holds the views, one file each, the file's name being the view's,
// and says of each what a reader of its columns has to know. The SQL is written
// once for both engines, Athena's (Trino) and DuckDB:
//
//   - the outermost select casts every scalar to the type declared here, so that
//     both engines agree on it, and passes lists, maps and rows through bare;
//   - a list is read with element_at, which gives null past its end, or by an
//     index that is known to exist, since a subscript fails on Trino otherwise;
//   - functions are those of Functions, which mean the same on both, some of them
//     by local/macros.sql;
//   - tables and views are named without a database: locally the schema is the
//     database, and a Glue view names its own (PrestoView), so that one text
//     serves any name of it.
package sql

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"time"

	"security-hub-analytics/findings"
)

// Database is the name of the database (locally of the schema) that holds the
// tables and views; the seed's queries name it.
const Database = "security_hub_database"

//go:embed *.sql
var files embed.FS

// Column is one column of a view.
type Column struct {
	// Name is the column's name.
	Name string
	// Trino is its type, as Athena and Trino write it.
	Trino string
	// Description says what it holds.
	Description string
}

// View is one view.
type View struct {
	// Name is the view's name, that of its file without .sql.
	Name string
	// Description says what the view answers.
	Description string
	// Grain says what one row stands for.
	Grain string
	// Key is the columns that tell rows apart, nulls being equal; nil if none do.
	Key []string
	// Reads is the tables and views that it reads; nil for a custom view.
	Reads []string
	// Columns is its columns, in order.
	Columns []Column
	// SQL is its query.
	SQL string
	// Custom says that the view is a user's own, from sql/custom.
	Custom bool

	promotes bool // it shows the columns that the stack's config promotes
}

// listed is our views, each after those that it reads.
func listed() []View {
	return slices.Concat(stateViews(), childViews(), trendViews(), postureViews(),
		accountabilityViews(), pipelineViews(), seedViews())
}

// Views lists the views, each after those that it reads: ours, then those of
// sql/custom. Columns that schema promotes appear where a view shows them; nil
// means none. The error is about a promoted column whose name a view uses for
// something else, or a custom view that is malformed.
func Views(schema *findings.Schema) ([]View, error) {
	if schema == nil {
		schema = &findings.Schema{}
	}
	var promoted []findings.Column
	for _, column := range schema.Columns() {
		if column.Promoted {
			promoted = append(promoted, column)
		}
	}
	views := listed()
	for i := range views {
		query, err := files.ReadFile(views[i].Name + ".sql")
		if err != nil {
			return nil, fmt.Errorf("reading the embedded view %q: %w", views[i].Name, err)
		}
		views[i].SQL = string(query)
		if err := views[i].promote(promoted); err != nil {
			return nil, err
		}
	}
	custom, err := customViews(customFiles, views)
	return append(views, custom...), err
}

// The marker lines that stand for promoted columns: in a query within the view,
// and in its outermost select.
const (
	bareMarker = "-- promoted columns\n"
	castMarker = "-- promoted columns, cast\n"
)

// promote puts the promoted columns where the marker lines stand, and declares
// them behind those that come before the marker.
func (v *View) promote(promoted []findings.Column) error {
	var bare, cast strings.Builder
	declared := make([]Column, 0, len(v.Columns)+len(promoted))
	for _, column := range v.Columns {
		if column.Name != promotedHere {
			declared = append(declared, column)
			continue
		}
		for _, p := range promoted {
			declared = append(declared, Column{p.Name, p.Trino, p.Description})
			// In quotes, for a name may be a word of SQL.
			fmt.Fprintf(&bare, "\"%s\",\n        ", p.Name)
			fmt.Fprintf(&cast, "cast(\"%s\" as %s) as \"%[1]s\",\n    ", p.Name, p.Trino)
		}
	}
	v.Columns = declared
	if v.promotes = strings.Contains(v.SQL, castMarker); v.promotes {
		for _, p := range promoted {
			same := func(c Column) bool { return c.Name == p.Name }
			if first := slices.IndexFunc(declared, same); slices.ContainsFunc(declared[first+1:], same) {
				return fmt.Errorf("column %q: the view %s has a column of that name: choose another", p.Name, v.Name)
			}
		}
	}
	v.SQL = replaceMarker(v.SQL, castMarker, cast.String())
	v.SQL = replaceMarker(v.SQL, bareMarker, bare.String())
	return nil
}

// replaceMarker puts lines in the place of a marker line.
func replaceMarker(query, marker, lines string) string {
	parts := strings.Split(query, marker)
	for i := range parts[:len(parts)-1] {
		// The blanks in front of the marker serve the first line, those at the
		// end of lines the line behind it.
		at := strings.LastIndexByte(parts[i], '\n') + 1
		if lines == "" {
			parts[i] = parts[i][:at]
		} else {
			parts[i] += strings.TrimRight(lines, " ")
		}
	}
	return strings.Join(parts, "")
}

// At is the view's query with the clock standing at t, for tests: silence in
// product_coverage is the one thing that the clock decides.
func (v *View) At(t time.Time) string {
	return strings.ReplaceAll(v.SQL, "localtimestamp", t.UTC().Format("timestamp '2006-01-02 15:04:05.000'"))
}
