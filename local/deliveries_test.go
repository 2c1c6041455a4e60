package local

import (
	"bytes"
	"compress/gzip"
	"database/sql/driver"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"security-hub-analytics/lake"
	"security-hub-analytics/lake/dirstore"
	"security-hub-analytics/local/generate"
	"security-hub-analytics/local/generate/model"
)

// delivery is a raw object on its way.
type delivery struct {
	key     string
	written time.Time
	content []byte // plain
}

// deliveries makes the raw objects of a history.
func deliveries(t *testing.T, c generate.Config) []delivery {
	t.Helper()
	var all []delivery
	_, err := c.Objects(generate.Buffer{Interval: 24 * time.Hour, Size: 4 << 20}, func(o generate.Object) error {
		r, err := gzip.NewReader(bytes.NewReader(o.Content))
		if err != nil {
			return err
		}
		content, err := io.ReadAll(r)
		all = append(all, delivery{o.Key, o.LastModified, content})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// inputs are what the transform reads of them.
func inputs(t *testing.T, all []delivery) *Inputs {
	t.Helper()
	in := &Inputs{open: map[string]opener{}}
	for _, d := range all {
		err := in.add(d.key, func() (io.ReadCloser, lake.Info, error) {
			return io.NopCloser(bytes.NewReader(d.content)), lake.Info{LastModified: d.written, Size: int64(len(d.content))}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return in
}

// fill transforms the raw objects into the lake in dir.
func fill(t *testing.T, dir string, all []delivery) {
	t.Helper()
	store, err := dirstore.New(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if _, err := (Transform{Inputs: inputs(t, all), Sink: store, Workers: 2}).Run(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// lakeOf is a lake of the raw objects, open for questions.
func lakeOf(t *testing.T, all []delivery) *DB {
	t.Helper()
	dir := t.TempDir()
	fill(t, dir, all)
	writeFile(t, dir, "reference/accounts/a.csv", accounts)
	return openLake(t, dir)
}

// accounts is an accounts table: it lacks most accounts of a history, has one
// that the history lacks, one twice, blanks, quotes and empty fields.
const accounts = "id,name,owner,unit,environment\n" +
	"000000100001,\"Payments, \"\"live\"\"\",ann,,prod\n" +
	" 000000100002 ,,,,\n000000100003,b,bob,x,dev\n000000100003,a,zoe,x,dev\n000000100003,a,bob,x,dev\n" +
	"999999999999,nobody's,eve,y,prod\n"

// modelOf is what the model makes of them.
func modelOf(t *testing.T, all []delivery) *model.History {
	t.Helper()
	h := model.New()
	if err := h.ReadAccounts(strings.NewReader(accounts)); err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		if err := h.Read(bytes.NewReader(d.content), d.key, d.written); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// lines are the rows of an answer as the model writes them.
func lines(t *testing.T, db *DB, query string) []string {
	t.Helper()
	var all collected
	if _, err := db.Query(t.Context(), query, &all); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	rows := make([][]any, len(all.rows))
	for i, row := range all.rows {
		rows[i] = plain(row)
	}
	return model.Lines(rows)
}

// plain turns the driver's values into the model's.
func plain(row []driver.Value) []any {
	values := make([]any, len(row))
	for i, value := range row {
		switch v := value.(type) {
		case int8, int16, int32:
			n, _ := strconv.ParseInt(fmt.Sprint(v), 10, 64)
			values[i] = n
		case duckdb.Decimal:
			values[i] = v.Float64()
		default:
			values[i] = v
		}
	}
	return values
}

// hold compares a view's answer with the model's, row by row.
func hold(t *testing.T, db *DB, want model.Table) {
	t.Helper()
	equal(t, want.View, lines(t, db, want.Query()), want.Lines())
}

// equal tells the first few rows that one of two has and the other has not.
func equal(t *testing.T, what string, got, want []string) {
	t.Helper()
	const shown = 3
	var more, less []string
	for len(got) > 0 || len(want) > 0 {
		switch {
		case len(want) == 0 || len(got) > 0 && got[0] < want[0]:
			more, got = append(more, got[0]), got[1:]
		case len(got) == 0 || want[0] < got[0]:
			less, want = append(less, want[0]), want[1:]
		default:
			got, want = got[1:], want[1:]
		}
	}
	if len(more)+len(less) == 0 {
		return
	}
	t.Errorf("%s has %d rows that it should not have, and lacks %d", what, len(more), len(less))
	for _, row := range more[:min(shown, len(more))] {
		t.Logf("has   %s", row)
	}
	for _, row := range less[:min(shown, len(less))] {
		t.Logf("lacks %s", row)
	}
}

// few puts raw objects together, so that a lake of months is a few files.
func few(all []delivery, n int) []delivery {
	var merged []delivery
	for len(all) > 0 {
		n := min(n, len(all))
		last := all[n-1]
		last.content = nil
		for _, d := range all[:n] {
			last.content = append(last.content, d.content...)
		}
		merged, all = append(merged, last), all[n:]
	}
	return merged
}
