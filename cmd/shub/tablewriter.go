package main

import (
	"database/sql/driver"
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"security-hub-analytics/local"
)

// tableWriter writes an answer as tables, each of tableRows at the most: a long
// answer neither waits for its end nor fills the memory.
type tableWriter struct {
	to, notes screen
	columns   []local.Column
	rows      [][]string
	count     int64
	answered  bool
	cut       bool
	upright   bool // a column is a line: there are too many for one
}

const (
	tableRows = 1000
	// narrowest is how narrow a column may become to fit on the terminal.
	narrowest = 8
	gap       = "  "
)

// Columns takes the names.
func (w *tableWriter) Columns(columns []local.Column) error {
	w.columns, w.answered = columns, true
	return nil
}

// Row takes one row.
func (w *tableWriter) Row(values []driver.Value) error {
	cells := make([]string, len(values))
	for i, value := range values {
		if value == nil {
			cells[i] = "null"
			continue
		}
		cell, err := textValue(w.columns[i], value)
		if err != nil {
			return fmt.Errorf("writing column %q: %w", w.columns[i].Name, err)
		}
		if !w.plan() { // a plan is drawn over several lines
			cell = printable(cell)
		}
		cells[i] = cell
	}
	w.rows = append(w.rows, cells)
	w.count++
	if len(w.rows) == tableRows {
		return w.flush()
	}
	return nil
}

// flushUpright writes the rows that have come, a column a line.
func (w *tableWriter) flushUpright() error {
	names := make([]string, len(w.columns))
	width := 0
	for i, column := range w.columns {
		names[i] = printable(column.Name)
		width = max(width, text.StringWidth(names[i]))
	}
	room := max(narrowest, w.to.width-width-len(gap))
	for i, row := range w.rows {
		title := "row " + count(w.count-int64(len(w.rows)-i)+1) + " "
		if _, err := fmt.Fprintln(w.to, title+strings.Repeat("─", max(0, w.to.width-len(title)))); err != nil {
			return err
		}
		for j, cell := range row {
			shown := text.Snip(cell, room, "…")
			w.cut = w.cut || shown != cell
			if _, err := fmt.Fprintln(w.to, strings.TrimRight(w.to.paint(faint, text.Pad(names[j], width, ' '))+gap+shown, " ")); err != nil {
				return err
			}
		}
	}
	w.rows = nil
	return nil
}

// plan says whether the answer is that of EXPLAIN.
func (w *tableWriter) plan() bool {
	return len(w.columns) == 2 && w.columns[0].Name == "explain_key"
}

func (w *tableWriter) end() error {
	if !w.answered {
		return nil
	}
	if len(w.rows) > 0 || w.count == 0 {
		if err := w.flush(); err != nil {
			return err
		}
	}
	if w.cut {
		fmt.Fprintln(w.notes, "shub: cells are cut to fit the terminal; --csv and --json give them whole") //nolint:errcheck // only a note
	}
	_, err := fmt.Fprintf(w.to, "(%s)\n", plural(w.count, "row"))
	return err
}

// flush writes the rows that have come.
func (w *tableWriter) flush() error {
	if w.plan() {
		for _, row := range w.rows {
			if _, err := fmt.Fprintln(w.to, strings.TrimRight(row[1], "\n")); err != nil {
				return err
			}
		}
		w.rows = nil
		return nil
	}
	if w.upright = w.upright || !w.fits(); w.upright {
		return w.flushUpright()
	}
	out := table.NewWriter()
	out.SetStyle(plainStyle)
	out.SetColumnConfigs(w.layout())
	header := make(table.Row, len(w.columns))
	for i, column := range w.columns {
		header[i] = printable(column.Name)
	}
	out.AppendHeader(header)
	for _, cells := range w.rows {
		row := make(table.Row, len(cells))
		for i, cell := range cells {
			row[i] = cell
		}
		out.AppendRow(row)
	}
	w.rows = nil
	for line := range strings.Lines(out.Render() + "\n") {
		if _, err := fmt.Fprintln(w.to, strings.TrimRight(line, " \n")); err != nil {
			return err
		}
	}
	return nil
}
