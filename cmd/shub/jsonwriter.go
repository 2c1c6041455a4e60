package main

import (
	"bufio"
	"database/sql/driver"
	"fmt"

	"security-hub-analytics/local"
)

// jsonWriter writes an answer as an array of objects, one a line, whose members
// have the order of the columns.
type jsonWriter struct {
	to      screen
	buffer  *bufio.Writer
	columns []local.Column
	names   [][]byte
	rows    int
}

// Columns takes the names, which must differ: an object can hold only one of
// those that do not.
func (w *jsonWriter) Columns(columns []local.Column) error {
	w.columns = columns
	seen := map[string]bool{}
	for _, column := range columns {
		if seen[column.Name] {
			return &local.SQLError{Err: fmt.Errorf("column %q comes twice: give one of them another name with AS", column.Name)}
		}
		seen[column.Name] = true
		name, err := encode(column.Name)
		if err != nil {
			return err
		}
		w.names = append(w.names, name)
	}
	return nil
}

// Row writes one object.
func (w *jsonWriter) Row(values []driver.Value) error {
	w.begin()
	if w.rows > 0 {
		w.buffer.WriteString(",\n") //nolint:errcheck // Flush says it
	}
	w.rows++
	for i, value := range values {
		text, err := encode(plainValue(w.columns[i], value))
		if err != nil {
			return fmt.Errorf("writing column %q: %w", w.columns[i].Name, err)
		}
		between := byte(',')
		if i == 0 {
			between = '{'
		}
		w.buffer.WriteByte(between) //nolint:errcheck // Flush says it
		w.buffer.Write(w.names[i])  //nolint:errcheck // Flush says it
		w.buffer.WriteByte(':')     //nolint:errcheck // Flush says it
		_, err = w.buffer.Write(text)
		if err != nil {
			return err
		}
	}
	return w.buffer.WriteByte('}')
}

func (w *jsonWriter) begin() {
	if w.buffer == nil {
		w.buffer = bufio.NewWriter(w.to)
		w.buffer.WriteByte('[') //nolint:errcheck // Flush says it
	}
}

func (w *jsonWriter) end() error {
	w.begin()
	w.buffer.WriteString("]\n") //nolint:errcheck // Flush says it
	return w.buffer.Flush()
}
