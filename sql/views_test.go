package sql

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// seedNames are the names that hyphens do not disqualify.
var seedNames = []string{"security-hub-crawled-findings", "security-hub-rolled-up-finding"}

func TestViewsAreListedOnce(t *testing.T) {
	t.Parallel()
	listed := map[string]bool{}
	for _, view := range Views() {
		if listed[view.Name] {
			t.Errorf("view %q is listed twice", view.Name)
		}
		listed[view.Name] = true
	}
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if !listed[strings.TrimSuffix(name, ".sql")] {
			t.Errorf("%s is no listed view", name)
		}
	}
	if len(names) != len(listed) {
		t.Errorf("%d files, %d views", len(names), len(listed))
	}
}

func TestViewsSayWhatTheyAre(t *testing.T) {
	t.Parallel()
	plain := regexp.MustCompile(`^[a-z0-9_]+$`)
	known := []string{"findings", "quarantine"}
	for _, view := range Views() {
		t.Run(view.Name, func(t *testing.T) {
			if !plain.MatchString(view.Name) && !slices.Contains(seedNames, view.Name) {
				t.Errorf("name %q is not of [a-z0-9_]", view.Name)
			}
			if view.Grain == "" || view.Description == "" || len(view.Columns) == 0 {
				t.Errorf("grain, description or columns are missing")
			}
			var names []string
			for _, column := range view.Columns {
				names = append(names, column.Name)
				if !plain.MatchString(column.Name) {
					t.Errorf("column %q is not of [a-z0-9_]", column.Name)
				}
				if column.Trino == "" || !strings.HasSuffix(column.Description, ".") {
					t.Errorf("column %q: type %q, description %q", column.Name, column.Trino, column.Description)
				}
			}
			slices.Sort(names)
			if unique := slices.Compact(slices.Clone(names)); len(unique) != len(names) {
				t.Errorf("columns occur twice: %v", names)
			}
			for _, key := range view.Key {
				if !slices.Contains(names, key) {
					t.Errorf("key column %q does not exist", key)
				}
			}
			for _, read := range view.Reads {
				if !slices.Contains(known, read) {
					t.Errorf("reads %q, which comes later or nowhere", read)
				}
				if slices.Contains(seedNames, read) {
					t.Errorf("reads %q, which a user may drop", read)
				}
			}
			if !strings.HasPrefix(view.SQL, "-- grain: "+view.Grain+"\n") {
				t.Errorf("the file's first line does not state the grain %q", view.Grain)
			}
			if !strings.Contains(view.SQL, "\n-- reads: "+strings.Join(view.Reads, ", ")+"\n") {
				t.Errorf("the file's header does not state what it reads: %v", view.Reads)
			}
		})
		known = append(known, view.Name)
	}
}

// TestPortableSQL looks for what one engine takes and the other refuses or
// takes for something else.
func TestPortableSQL(t *testing.T) {
	t.Parallel()
	refused := map[string]*regexp.Regexp{
		"select *, which breaks a view when a column is added":         regexp.MustCompile(`select\s+(\w+\.)?\*`),
		"a format letter that means something else on DuckDB":          regexp.MustCompile(`'%[^']*%[^YmdHf%][^']*'`),
		"a subscript, which fails past the end of a list on Trino":     regexp.MustCompile(`\w\[\d+\]`),
		"a cast with ::, which only DuckDB reads":                      regexp.MustCompile(`::`),
		"a cast to timestamp, which Athena refuses from one with zone": regexp.MustCompile(`as timestamp\)`),
	}
	comment, literal := regexp.MustCompile(`--[^\n]*`), regexp.MustCompile(`'[^']*'`)
	for _, view := range Views() {
		text := comment.ReplaceAllString(view.SQL, "")
		for what, pattern := range refused {
			if found := pattern.FindString(text); found != "" {
				t.Errorf("%s.sql has %s: %s", view.Name, what, found)
			}
		}
		for n, line := range strings.Split(view.SQL, "\n") {
			if len(line) > 80 {
				t.Errorf("%s.sql:%d is %d characters long", view.Name, n+1, len(line))
			}
		}
		if bare := literal.ReplaceAllString(text, ""); bare != strings.ToLower(bare) {
			t.Errorf("%s.sql has upper-case letters outside of strings", view.Name)
		}
	}
}

// TestOutermostSelectCasts checks that each column is cast to its declared
// type, in order: that is what keeps the view valid in Glue.
func TestOutermostSelectCasts(t *testing.T) {
	t.Parallel()
	cast := regexp.MustCompile(`(?s)as\s+(varchar|bigint|integer|double|boolean|date|timestamp\(3\))\s*\)\s+as\s+(\w+)`)
	for _, view := range Views() {
		outermost := view.SQL[strings.LastIndex(view.SQL, "\nselect\n"):]
		var got []string
		for _, match := range cast.FindAllStringSubmatch(outermost, -1) {
			got = append(got, match[2]+" "+match[1])
		}
		var want []string
		for _, column := range view.Columns {
			want = append(want, column.Name+" "+column.Trino)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s casts\n%q\nand declares\n%q", view.Name, got, want)
		}
	}
}
