package main

// severity is how a severity looks in the chart: told apart by its filling
// first, by its colour only where there is one.
type severity struct {
	label, short, fill, colour string
}

// severities, the worst first; the last one takes what has another label or none.
var severities = []severity{
	{"CRITICAL", "CRIT", "█", "1;35"},
	{"HIGH", "HIGH", "▓", "31"},
	{"MEDIUM", "MED", "▒", "33"},
	{"LOW", "LOW", "░", "36"},
	{"INFORMATIONAL", "INFO", "·", "2"},
	{"", "OTHER", "?", "2"},
}

// severityOf is the index of a label.
func severityOf(label string) int {
	for i, s := range severities {
		if s.label == label {
			return i
		}
	}
	return len(severities) - 1
}
