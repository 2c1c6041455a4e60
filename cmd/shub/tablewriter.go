package main

import (
	"database/sql/driver"
	"fmt"
	"strconv"
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

// layout aligns numbers to the right and, on a terminal, narrows the widest
// columns until a line fits.
func (w *tableWriter) layout() []table.ColumnConfig {
	widths := make([]int, len(w.columns))
	total := -len(gap)
	for i, column := range w.columns {
		widths[i] = text.StringWidth(printable(column.Name))
		for _, row := range w.rows {
			widths[i] = max(widths[i], text.StringWidth(row[i]))
		}
		total += widths[i] + len(gap)
	}
	for w.to.terminal() && total > w.to.width {
		widest := w.widestText(widths)
		if widest < 0 {
			break
		}
		widths[widest]--
		total--
		w.cut = true
	}
	configs := make([]table.ColumnConfig, len(w.columns))
	for i, column := range w.columns {
		configs[i] = table.ColumnConfig{Number: i + 1, WidthMax: widths[i], WidthMaxEnforcer: snip}
		if numeric(column.Type) {
			configs[i].Align, configs[i].AlignHeader = text.AlignRight, text.AlignRight
		}
	}
	return configs
}

// widestText is the widest column that may become narrower: a number or time that
// is cut says something else. It is -1 if there is none.
func (w *tableWriter) widestText(widths []int) int {
	widest := -1
	for i, width := range widths {
		if width > narrowest && textual(w.columns[i].Type) && (widest < 0 || width > widths[widest]) {
			widest = i
		}
	}
	return widest
}

func textual(duck string) bool {
	return duck == "VARCHAR" || duck == "JSON" || duck == "BLOB" || strings.ContainsAny(duck, "[(")
}

func snip(cell string, width int) string { return text.Snip(cell, width, "…") }

func numeric(duck string) bool {
	return strings.HasSuffix(duck, "INT") || duck == "INTEGER" || duck == "UINTEGER" ||
		strings.HasPrefix(duck, "DECIMAL") || duck == "DOUBLE" || duck == "FLOAT"
}

// printable shows what a terminal would act upon: findings are written by others.
func printable(s string) string {
	if strings.IndexFunc(s, unprintable) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if unprintable(r) {
			quoted := strconv.QuoteRune(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func unprintable(r rune) bool { return !strconv.IsPrint(r) && r != '\u00a0' }

// plainStyle parts columns by blanks and the header by a line.
var plainStyle = table.Style{
	Box: table.BoxStyle{
		MiddleHorizontal: "─", MiddleSeparator: gap, MiddleVertical: gap, PaddingRight: "", PaddingLeft: "",
	},
	Options: table.Options{SeparateColumns: true, SeparateHeader: true},
}
