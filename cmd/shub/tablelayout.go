package main

import (
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

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

// fits says whether a line fits the terminal with all texts as narrow as they may
// become.
func (w *tableWriter) fits() bool {
	total := -len(gap)
	for i, column := range w.columns {
		width := text.StringWidth(printable(column.Name))
		for _, row := range w.rows {
			width = max(width, text.StringWidth(row[i]))
		}
		if textual(column.Type) {
			width = min(width, narrowest)
		}
		total += width + len(gap)
	}
	return !w.to.terminal() || total <= w.to.width
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
