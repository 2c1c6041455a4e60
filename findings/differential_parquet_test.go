package findings_test

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/parquet-go/parquet-go"

	"security-hub-analytics/findings"
)

// throughParquet writes rows in row groups and reads them back.
func throughParquet(t *testing.T, rows []findings.Row) []map[string]any {
	t.Helper()
	var file bytes.Buffer
	w := findings.NewParquetWriter(widest)
	w.Reset(&file)
	const group = 700 // several groups, and several of the writer's blocks in each
	for from := 0; from < len(rows); from += group {
		if err := w.Write(rows[from:min(from+group, len(rows))]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return readParquet(t, file.Bytes())
}

// readParquet reads a file into the oracle's terms.
func readParquet(t *testing.T, file []byte, options ...parquet.ReaderOption) []map[string]any {
	t.Helper()
	r := parquet.NewGenericReader[any](bytes.NewReader(file), options...)
	rows := make([]any, r.NumRows())
	if n, err := r.Read(rows); n != len(rows) || err != nil && !errors.Is(err, io.EOF) {
		t.Fatalf("read %d of %d rows: %v", n, len(rows), err)
	}
	all := make([]map[string]any, len(rows))
	for i, row := range rows {
		columns, ok := row.(map[string]any)
		if !ok {
			t.Fatalf("row %d is a %T", i, row)
		}
		for name := range columns {
			columns[name] = plainParquet(columns[name])
		}
		all[i] = columns
	}
	return all
}

func plainParquet(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = plainParquet(v[i])
		}
	case map[string]any:
		for key := range v {
			v[key] = plainParquet(v[key])
		}
	case *[]byte: // a map's value
		if v == nil {
			return nil
		}
		return string(*v)
	case []byte:
		return string(v)
	case int32:
		return int64(v)
	}
	return v
}
