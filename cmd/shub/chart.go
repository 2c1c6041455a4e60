package main

import (
	"fmt"
	"strings"
)

// line is one line of a chart.
type line struct {
	name   string // a time; "" where findings have none
	counts [6]int64
}

func (l line) total() (sum int64) {
	for _, n := range l.counts {
		sum += n
	}
	return sum
}

// untimed stands for the time of what has none.
const untimed = "without a time"

// chart draws lines: the number of each severity, and a bar as long as their sum.
// times is what the names of the lines are.
func chart(to screen, times string, lines []line) error {
	shown, longest := shownSeverities(lines), int64(fewest)
	widths := make([]int, len(severities))
	for _, l := range lines {
		longest = max(longest, l.total())
		for _, s := range shown {
			widths[s] = max(widths[s], len(severities[s].short)+1, len(count(l.counts[s])))
		}
	}
	first := len(times)
	for _, l := range lines {
		first = max(first, len(l.title()))
	}
	bar := to.columns() - first - 2
	header := fmt.Sprintf("%-*s", first, times)
	for _, s := range shown {
		bar -= widths[s] + 2
		header += strings.Repeat(" ", widths[s]+1-len(severities[s].short)) +
			to.paint(severities[s].colour, severities[s].fill+severities[s].short)
	}
	if _, err := fmt.Fprintln(to, header); err != nil {
		return err
	}
	for _, l := range lines {
		text := fmt.Sprintf("%-*s", first, l.title())
		for _, s := range shown {
			text += "  " + fmt.Sprintf("%*s", widths[s], dash(l.counts[s]))
		}
		text += "  " + l.bar(to, max(bar, minBar), longest)
		if _, err := fmt.Fprintln(to, strings.TrimRight(text, " ")); err != nil {
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

func (l line) title() string {
	if l.name == "" {
		return untimed
	}
	return l.name
}

// bar is width cells long for the longest line. A severity that occurs gets a
// cell if there are enough, so that one critical among a thousand shows.
func (l line) bar(to screen, width int, longest int64) string {
	var b strings.Builder
	for s, cells := range l.cells(width, longest) {
		b.WriteString(to.paint(severities[s].colour, strings.Repeat(severities[s].fill, cells)))
	}
	return b.String()
}

// cells shares out the cells of the bar among the severities.
func (l line) cells(width int, longest int64) (cells [6]int) {
	total := l.total()
	if total == 0 {
		return cells
	}
	left := max(1, int((total*int64(width)+longest/2)/longest))
	for s, n := range l.counts { // the worst first, as far as it goes
		if n > 0 && left > 0 {
			cells[s], left = 1, left-1
		}
	}
	for ; left > 0; left-- {
		most, lack := 0, -1.0
		for s, n := range l.counts {
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
func shownSeverities(lines []line) []int {
	var shown []int
	for s := range severities {
		other := s == len(severities)-1
		var sum int64
		for _, l := range lines {
			sum += l.counts[s]
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
