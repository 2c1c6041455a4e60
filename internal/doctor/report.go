// Package doctor looks at an account before a stack goes there: what is on, what is
// in the way, what is missing; and says for each what settles it. It only reads.
package doctor

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Level says how bad it is.
type Level int

// The levels, the worst last.
const (
	// OK is as it should be.
	OK Level = iota
	// Note is worth knowing.
	Note
	// Unknown could not be looked at.
	Unknown
	// Warning may not work as it is meant.
	Warning
	// Problem stops pulumi up, or leaves the lake empty.
	Problem
)

var levelNames = []string{"ok", "note", "unknown", "warning", "problem"}

// String is the level's name.
func (l Level) String() string { return levelNames[l] }

// MarshalJSON writes the name.
func (l Level) MarshalJSON() ([]byte, error) { return json.Marshal(l.String()) }

// UnmarshalJSON reads the name.
func (l *Level) UnmarshalJSON(text []byte) error {
	var name string
	if err := json.Unmarshal(text, &name); err != nil {
		return err
	}
	i := slices.Index(levelNames, name)
	if i < 0 {
		return fmt.Errorf("reading a level: %q is none", name)
	}
	*l = Level(i)
	return nil
}

// Line is one thing that was looked at.
type Line struct {
	Level Level `json:"level"`
	// Topic is a word that stays: config, identity, security-hub, standards,
	// subscription, aggregator, config-recorder, quicksight, lake-formation, names,
	// adopted, network or rights.
	Topic string `json:"topic"`
	// Region is the Region that was asked; empty if it is about no Region.
	Region string `json:"region,omitempty"`
	// Found is what there is, Why why it matters.
	Found string `json:"found"`
	Why   string `json:"why,omitempty"`
	// Do are commands that settle it, one a line, to be chosen from or run in order.
	Do []string `json:"do,omitempty"`
}

// Report is everything that was looked at.
type Report struct {
	Stack   string `json:"stack"`
	Account string `json:"account,omitempty"`
	Region  string `json:"region,omitempty"`
	// Caller is the ARN of whoever asked.
	Caller string `json:"caller,omitempty"`
	// Worst is the worst level of all lines.
	Worst Level  `json:"worst"`
	Lines []Line `json:"lines"`
}

func (r *Report) add(line Line) {
	r.Lines = append(r.Lines, line)
	r.Worst = max(r.Worst, line.Level)
}
