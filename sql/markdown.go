package sql

import (
	"fmt"
	"strings"
)

// Markdown is docs/views.md: what each view says, from what is declared beside
// it.
func Markdown(views []View) string {
	var b strings.Builder
	b.WriteString("# Views\n\n" +
		"Made from the Go code in `sql/` by `go test ./sql -run TestViewsPage -update`; do not edit.\n\n" +
		"Each view is one file, `sql/<name>.sql`, whose head says how it counts. Types are Athena's. In a key nulls\n" +
		"count as equal. Columns that the stack's config promotes come where *promoted* stands.\n\n" +
		"| view | answers |\n|---|---|\n")
	for _, view := range views {
		fmt.Fprintf(&b, "| [%s](#%[1]s) | %s |\n", view.Name, view.Description)
	}
	for _, view := range views {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\nGrain: %s.", view.Name, view.Description, view.Grain)
		if view.Key != nil {
			fmt.Fprintf(&b, " Key: `%s`.", strings.Join(view.Key, "`, `"))
		}
		fmt.Fprintf(&b, " Reads: `%s`.\n\n| column | type | |\n|---|---|---|\n", strings.Join(view.Reads, "`, `"))
		for _, column := range view.Columns {
			if column.Name == promotedHere {
				b.WriteString("| *promoted* | varchar | Columns of the stack's config. |\n")
				continue
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", column.Name, shortType(column.Trino), strings.ReplaceAll(column.Description, "|", "\\|"))
		}
	}
	return b.String()
}

// shortType leaves out the members of rows, which docs/schema.md lists.
func shortType(trino string) string {
	if strings.HasPrefix(trino, "array(row(") {
		return "array(row)"
	}
	return trino
}
