package local

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"security-hub-analytics/findings"
)

// TestSplit tells files with every column from others, whichever come first: the
// second file of a kind is told by how its footer begins.
func TestSplit(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	schema := func(promoted ...string) *findings.Schema {
		s, err := findings.NewSchema(promoted...)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	write := func(name string, s *findings.Schema, rows ...findings.Row) string {
		var file bytes.Buffer
		w := findings.NewParquetWriter(s)
		w.Reset(&file)
		if err := w.Write(rows); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, file.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	rows := []findings.Row{{FindingID: findings.Text("a")}, {FindingID: findings.Text("b")}}
	plain, team := schema(), schema("team=Resources[0].Tags.team|resources[0].tags")
	current := []string{write("1", plain, rows...), write("2", plain, rows[0]), write("3", plain)}
	promoted := []string{write("4", team), write("5", team)}
	former, err := filepath.Glob("../findings/testdata/parquet/*v1*.parquet")
	if err != nil || len(former) == 0 {
		t.Fatal(former, err)
	}
	broken := []string{filepath.Join(dir, "missing"), filepath.Join(dir, "short"), filepath.Join(dir, "none"), filepath.Join(dir, "long")}
	writeFile(t, dir, "short", "PAR1")
	writeFile(t, dir, "none", "this is no Parquet file at all")
	writeFile(t, dir, "long", "PAR1....\xff\xff\xff\x7fPAR1")
	all := slices.Concat(current, promoted, former, broken)
	for name, test := range map[string]struct {
		schema *findings.Schema
		want   []string
	}{
		"without promoted columns": {plain, slices.Concat(current, promoted)}, // more columns do no harm
		"with one":                 {team, promoted},
		"with another":             {schema("owner=Resources[0].Tags.owner|resources[0].tags"), nil},
	} {
		for range 2 {
			complete, others, err := split(test.schema, all)
			if err != nil {
				t.Fatal(err)
			}
			slices.Sort(complete)
			if !slices.Equal(complete, test.want) || len(complete)+len(others) != len(all) {
				t.Errorf("%s: %q are complete, want %q; others %q", name, complete, test.want, others)
			}
			slices.Reverse(all)
		}
	}
}

// TestSplitRemembers keeps one beginning for each kind of file, not one a file: a
// year of deliveries is compared with what is kept.
func TestSplitRemembers(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var names []string
	for _, name := range []string{"1", "2", "3"} {
		var file bytes.Buffer
		w := findings.NewParquetWriter(nil)
		w.Reset(&file)
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		names = append(names, filepath.Join(dir, name))
		if err := os.WriteFile(filepath.Join(dir, name), file.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c, err := newCompleteness(&findings.Schema{})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(names, "../findings/testdata/parquet/v1.parquet", "../findings/testdata/parquet/v1.parquet") {
		c.file(name)
	}
	if len(c.seen) != 2 {
		t.Errorf("of files of 2 kinds %d beginnings are kept", len(c.seen))
	}
}
