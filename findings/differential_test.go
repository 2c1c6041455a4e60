package findings_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/findings"
)

// The rows of real findings, as decoded and as Parquet gives them back, equal
// what encoding/json and the documented paths say.
func TestRowsEqualAnIndependentReading(t *testing.T) {
	t.Run("kept", func(t *testing.T) {
		checkDecoded(t, expect(t, distinct(append(kept(t), made()...)), nil))
	})
	t.Run("beside", func(t *testing.T) {
		dir := beside(t)
		if dir == "" {
			t.Skip("no corpus folder beside the checkout, and SHUB_CORPUS names none")
		}
		checkDecoded(t, expect(t, distinct(folder(t, dir, false)), nil))
	})
}

// Each exported field of Row is a column and the other way round.
func TestRowFieldsAreColumns(t *testing.T) {
	fields := map[string]bool{"Promoted": true}
	row := reflect.TypeFor[findings.Row]()
	for _, c := range findings.NestedColumns() {
		name := otherNames[c.Name]
		if name == "" {
			name = strings.ReplaceAll(c.Name, "_", "")
		}
		field, ok := row.FieldByNameFunc(func(s string) bool { return strings.EqualFold(s, name) })
		if !ok || fields[field.Name] {
			t.Errorf("column %s has no field of its own in Row", c.Name)
		}
		fields[field.Name] = true
	}
	for i := range row.NumField() {
		if f := row.Field(i); f.IsExported() && !fields[f.Name] {
			t.Errorf("Row.%s is no column", f.Name)
		}
	}
}

// Which paths the published findings show a value at. What they do not is
// listed, so that everybody knows what rests on made findings alone.
func TestPathsSeen(t *testing.T) {
	seen := map[string]int{}
	expect(t, distinct(kept(t)), seen)
	never := slices.DeleteFunc(paths(findings.NestedColumns(), ""), func(path string) bool { return seen[path] > 0 })
	if !slices.Equal(never, neverPublished) {
		t.Errorf("paths never seen in published findings:\n%s\nwant neverPublished:\n%s",
			strings.Join(never, "\n"), strings.Join(neverPublished, "\n"))
	}
	expect(t, made(), seen)
	for _, path := range paths(findings.NestedColumns(), "") {
		if seen[path] == 0 {
			t.Errorf("%s: neither a published nor a made finding has it", path)
		}
	}
	if dir := beside(t); dir != "" {
		more := map[string]int{}
		expect(t, distinct(folder(t, dir, false)), more)
		for _, path := range paths(findings.NestedColumns(), "") {
			if more[path] > 0 && slices.Contains(neverPublished, path) && !slices.Contains(seenBeside, path) {
				t.Errorf("%s: the corpus folder has a finding with it: keep a copy in testdata/corpus", path)
			}
		}
	}
}

// paths lists "column path" for all paths of all columns.
func paths(columns []findings.Nested, prefix string) []string {
	var all []string
	for _, c := range columns {
		for path := range strings.FieldsSeq(c.ASFF + " " + c.OCSF) {
			all = append(all, prefix+c.Name+" "+path)
		}
		all = append(all, derivedPaths[prefix+c.Name]...)
		all = append(all, paths(c.Fields, prefix+c.Name+".")...)
	}
	return all
}
