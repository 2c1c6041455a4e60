package main

import (
	"fmt"
	"strings"
)

// hour is one line of the chart.
type hour struct {
	name   string // YYYY-MM-DD HH:00; "" where findings have no time
	counts [6]int64
}

func (h hour) total() (sum int64) {
	for _, n := range h.counts {
		sum += n
	}
	return sum
}

// untimed stands for the hour of what has none.
const untimed = "without a time"

// chart draws hours, a line each: its number of each severity, and a bar as long
// as their sum.
func chart(to screen, hours []hour) error {
	shown, longest := shownSeverities(hours), int64(fewest)
	widths := make([]int, len(severities))
	for _, h := range hours {
		longest = max(longest, h.total())
		for _, s := range shown {
			widths[s] = max(widths[s], len(severities[s].short)+1, len(count(h.counts[s])))
		}
	}
	first := len("2006-01-02 15:00")
	bar := to.columns() - first - 2
	header := fmt.Sprintf("%-*s", first, "hour (UTC)")
	for _, s := range shown {
		bar -= widths[s] + 2
		header += strings.Repeat(" ", widths[s]+1-len(severities[s].short)) +
			to.paint(severities[s].colour, severities[s].fill+severities[s].short)
	}
	if _, err := fmt.Fprintln(to, header); err != nil {
		return err
	}
	for _, h := range hours {
		line := fmt.Sprintf("%-*s", first, h.title())
		for _, s := range shown {
			line += "  " + fmt.Sprintf("%*s", widths[s], dash(h.counts[s]))
		}
		line += "  " + h.bar(to, max(bar, minBar), longest)
		if _, err := fmt.Fprintln(to, strings.TrimRight(line, " ")); err != nil {
			return err
		}
	}
	return nil
}

const (
	minBar = 10
	// fewest keeps a few findings from looking like many.
	fewest = 10
)

func (h hour) title() string {
	if h.name == "" {
		return untimed
	}
	return h.name
}

// bar is width cells long for the longest hour. A severity that occurs gets a
// cell if there are enough, so that one critical among a thousand shows.
func (h hour) bar(to screen, width int, longest int64) string {
	var b strings.Builder
	for s, cells := range h.cells(width, longest) {
		b.WriteString(to.paint(severities[s].colour, strings.Repeat(severities[s].fill, cells)))
	}
	return b.String()
}

// cells shares out the cells of the hour's bar among the severities.
func (h hour) cells(width int, longest int64) (cells [6]int) {
	total := h.total()
	if total == 0 {
		return cells
	}
	left := max(1, int((total*int64(width)+longest/2)/longest))
	for s, n := range h.counts { // the worst first, as far as it goes
		if n > 0 && left > 0 {
			cells[s], left = 1, left-1
		}
	}
	for ; left > 0; left-- {
		most, lack := 0, -1.0
		for s, n := range h.counts {
			if n == 0 {
				continue
			}
			if l := float64(n) / float64(cells[s]); l > lack { // d'Hondt
				most, lack = s, l
			}
		}
		cells[most]++
	}
	return cells
}

// shownSeverities leaves out the column for other labels if it is empty.
func shownSeverities(hours []hour) []int {
	var shown []int
	for s := range severities {
		other := s == len(severities)-1
		var sum int64
		for _, h := range hours {
			sum += h.counts[s]
		}
		if !other || sum > 0 {
			shown = append(shown, s)
		}
	}
	return shown
}

func dash(n int64) string {
	if n == 0 {
		return "-"
	}
	return count(n)
}
