package main

import (
	"database/sql/driver"
	"encoding/csv"
	"fmt"

	"security-hub-analytics/local"
)

// csvWriter writes an answer as CSV.
type csvWriter struct {
	to      *csv.Writer
	columns []local.Column
}

func newCSV(to screen) *csvWriter { return &csvWriter{to: csv.NewWriter(to)} }

// Columns writes the names.
func (w *csvWriter) Columns(columns []local.Column) error {
	w.columns = columns
	names := make([]string, len(columns))
	for i, column := range columns {
		names[i] = column.Name
	}
	return w.to.Write(names)
}

// Row writes one record.
func (w *csvWriter) Row(values []driver.Value) (err error) {
	record := make([]string, len(values))
	for i, value := range values {
		if record[i], err = textValue(w.columns[i], value); err != nil {
			return fmt.Errorf("writing column %q: %w", w.columns[i].Name, err)
		}
	}
	return w.to.Write(record)
}

func (w *csvWriter) end() error {
	w.to.Flush()
	return w.to.Error()
}
