// Package sql holds the views, one file each, the file's name being the view's,
// and says of each what a reader of its columns has to know. The SQL is written
// once for both engines, Athena's (Trino) and DuckDB:
//
//   - the outermost select casts every scalar to the type declared here, so that
//     both engines agree on it, and passes lists, maps and rows through bare;
//   - a list is read with element_at, which gives null past its end, where a
//     subscript fails on Trino;
//   - functions are those that local/macros.sql has, or that mean the same on both.
package sql

import (
	"embed"
	"fmt"
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
	// Reads is the tables and views that it reads.
	Reads []string
	// Columns is its columns, in order.
	Columns []Column
	// SQL is its query.
	SQL string
}

// Views lists the views, each after those that it reads.
func Views() []View {
	views := []View{crawledFindings, rolledUpFinding}
	for i := range views {
		query, err := files.ReadFile(views[i].Name + ".sql")
		if err != nil {
			panic(fmt.Sprintf("reading the embedded view %q: %v", views[i].Name, err))
		}
		views[i].SQL = string(query)
	}
	return views
}
