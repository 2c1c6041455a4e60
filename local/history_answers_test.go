package local

import (
	"bufio"
	"database/sql/driver"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cespare/xxhash/v2"

	"security-hub-analytics/local/generate/model"
)

// recorded is what the model says that a view has to answer, out of memory: the
// rows stand in a file, and a number of each is kept. Rows that differ have
// other numbers, save once in billions of billions.
type recorded struct {
	view, query string
	columns     []string
	file        string
	rows        []uint64
}

// record takes down what the model says of every view, after which it can be
// forgotten.
func record(t *testing.T, h *model.History, dir string) []recorded {
	t.Helper()
	var all []recorded
	file, err := os.Create(filepath.Join(dir, "next"))
	if err != nil {
		t.Fatal(err)
	}
	out := bufio.NewWriter(file)
	var rows []uint64
	h.Emit = func(row []any) {
		line := model.Line(row)
		rows = append(rows, xxhash.Sum64String(line))
		out.WriteString(line + "\n") //nolint:errcheck // Flush says so
	}
	for table := range h.Tables() {
		r := recorded{view: table.View, query: table.Query(), columns: table.Columns, file: filepath.Join(dir, table.View), rows: slices.Clone(rows)}
		rows = rows[:0]
		slices.Sort(r.rows)
		all = append(all, r)
		err := errors.Join(out.Flush(), file.Close(), os.Rename(file.Name(), r.file))
		if err == nil {
			file, err = os.Create(filepath.Join(dir, "next"))
		}
		if err != nil {
			t.Fatal(err)
		}
		out.Reset(file)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	return all
}

// hold compares a view's answer with what was taken down.
func (r *recorded) hold(t *testing.T, db *DB, got *numbers) {
	t.Helper()
	slices.Sort(got.rows)
	more, less := differing(got.rows, r.rows), differing(r.rows, got.rows)
	if len(more)+len(less) == 0 {
		return
	}
	t.Errorf("%s has %d rows that it should not have, and lacks %d of %d", r.view, len(more), len(less), len(r.rows))
	const shown = 3
	r.ask(t, db, &numbers{show: func(n uint64, line string) {
		if i := slices.Index(more[:min(shown, len(more))], n); i >= 0 {
			t.Logf("has   %s", line)
		}
	}})
	file, err := os.Open(r.file)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if slices.Contains(less[:min(shown, len(less))], xxhash.Sum64String(lines.Text())) {
			t.Logf("lacks %s", lines.Text())
		}
	}
}

func (r *recorded) ask(t *testing.T, db *DB, rows Rows) {
	t.Helper()
	if _, err := db.Query(t.Context(), r.query, rows); err != nil {
		t.Fatalf("%s: %v", r.query, err)
	}
}

// differing is what sorted a has and sorted b has not, or not so often.
func differing(a, b []uint64) (only []uint64) {
	for _, n := range a {
		for len(b) > 0 && b[0] < n {
			b = b[1:]
		}
		if len(b) > 0 && b[0] == n {
			b = b[1:]
		} else {
			only = append(only, n)
		}
	}
	return only
}

// numbers keeps a number of each row of an answer.
type numbers struct {
	rows []uint64
	show func(n uint64, line string)
}

// Columns has nothing to learn: the query is the model's.
func (n *numbers) Columns([]Column) error { return nil }

// Row keeps the number of a row.
func (n *numbers) Row(values []driver.Value) error {
	line := model.Line(plain(values))
	number := xxhash.Sum64String(line)
	if n.show != nil {
		n.show(number, line)
		return nil
	}
	n.rows = append(n.rows, number)
	return nil
}

func TestDiffering(t *testing.T) {
	t.Parallel()
	a, b := []uint64{1, 2, 2, 3, 9}, []uint64{0, 2, 3, 3}
	if more, less := differing(a, b), differing(b, a); !slices.Equal(more, []uint64{1, 2, 9}) || !slices.Equal(less, []uint64{0, 3}) {
		t.Errorf("%v, %v", more, less)
	}
}
