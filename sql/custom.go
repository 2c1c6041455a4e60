package sql

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// customFiles holds a user's own views, and a README that makes the folder exist.
//
//go:embed custom
var customFiles embed.FS

var (
	viewName   = regexp.MustCompile(`^[a-z][a-z0-9_]{0,127}$`)
	columnLine = regexp.MustCompile(`^-- column:\s*([a-z][a-z0-9_]*)\s+(.+)$`)
)

// tables are what views read that are no views.
var tables = []string{"findings", "quarantine", "accounts"}

// customViews reads custom/*.sql of files, in the order of their names. All that
// is wrong is reported together.
func customViews(files fs.FS, ours []View) ([]View, error) {
	names, err := fs.Glob(files, "custom/*.sql")
	if err != nil {
		return nil, fmt.Errorf("listing sql/custom: %w", err)
	}
	var views []View
	var errs []error
	for _, file := range names {
		text, err := fs.ReadFile(files, file)
		if err != nil {
			return nil, fmt.Errorf("reading sql/%s: %w", file, err)
		}
		view, err := customView(strings.TrimSuffix(path.Base(file), ".sql"), string(text), ours)
		if err != nil {
			errs = append(errs, fmt.Errorf("reading sql/%s: %w", file, err))
		}
		views = append(views, view)
	}
	return views, errors.Join(errs...)
}

// customView reads one view: what stands in its header lines, and its query.
func customView(name, text string, ours []View) (View, error) {
	text = strings.ReplaceAll(text, "\r\n", "\n") // written on Windows
	view := View{Name: name, Description: "A view of your own (sql/custom).", Grain: "as its author chose", Custom: true, SQL: text}
	if !viewName.MatchString(name) {
		return view, fmt.Errorf("the name %q must begin with a letter a-z and hold only a-z, 0-9 and _", name)
	}
	if slices.Contains(tables, name) || slices.ContainsFunc(ours, func(v View) bool { return v.Name == name }) {
		return view, fmt.Errorf("the name %q is taken: choose another", name)
	}
	for n, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, "-- column:") {
			continue
		}
		column, err := customColumn(line)
		if err != nil {
			return view, fmt.Errorf("line %d: %w", n+1, err)
		}
		if slices.ContainsFunc(view.Columns, func(c Column) bool { return c.Name == column.Name }) {
			return view, fmt.Errorf("line %d: column %q is declared twice", n+1, column.Name)
		}
		view.Columns = append(view.Columns, column)
	}
	if len(view.Columns) == 0 {
		return view, errors.New("no header line says which columns it has: want -- column: <name> <trino type> <description>")
	}
	if strings.Contains(withoutStrings(text), ";") {
		return view, errors.New("a view is one query, without a semicolon")
	}
	if why := AthenaRefuses(text); why != "" {
		return view, fmt.Errorf("the query would be refused by Athena: %s", why)
	}
	return view, nil
}

// customColumn reads a header line. A type ends at the first blank outside of
// parentheses, save that "with time zone" and its like belong to no type here:
// Athena's views have timestamps without zone.
func customColumn(line string) (Column, error) {
	found := columnLine.FindStringSubmatch(strings.TrimRight(line, " \t"))
	if found == nil {
		return Column{}, fmt.Errorf("%q: want -- column: <name> <trino type> <description>", line)
	}
	column := Column{Name: found[1], Trino: found[2]}
	depth := 0
	for i, r := range found[2] {
		if r == '(' {
			depth++
		} else if r == ')' {
			depth--
		} else if r == ' ' && depth == 0 {
			column.Trino, column.Description = found[2][:i], strings.TrimSpace(found[2][i:])
			break
		}
	}
	if _, err := HiveType(column.Trino); err != nil {
		return Column{}, fmt.Errorf("column %q: %w", column.Name, err)
	}
	if column.Description == "" {
		return Column{}, fmt.Errorf("column %q: the description is missing", column.Name)
	}
	return column, nil
}

var stringOrComment = regexp.MustCompile(`'[^']*'|"[^"]*"|--[^\n]*|(?s:/\*.*?\*/)`)

// withoutStrings is a query without its strings, quoted names and comments.
func withoutStrings(query string) string { return stringOrComment.ReplaceAllString(query, " ") }
