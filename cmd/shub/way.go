package main

import (
	"security-hub-analytics/lake"
	"security-hub-analytics/local"
)

// way says what came in, what the rule let through, and what was delivered.
func (l *localRun) way(inputs *local.Inputs, d local.Delivered, r lake.Report) [][2]string {
	from := plural(d.Inputs-int64(inputs.Generated), "file")
	if inputs.Generated > 0 {
		from += " and " + plural(int64(inputs.Generated), "made-up day")
	}
	if len(inputs.Keys) == 1 && inputs.Keys[0] == local.Stdin {
		from = "standard input"
	}
	came := plural(d.Matched+d.Unmatched, "event")
	if l.form == formFindings {
		came += " (envelopes made here)"
	}
	input := join(from, size(d.Bytes), came)
	lines := [][2]string{{"input", input}}
	switch {
	case d.Stretches == 1:
		lines = append(lines, [2]string{"", "1 stretch that is no JSON"})
	case d.Stretches > 1:
		lines = append(lines, [2]string{"", count(d.Stretches) + " stretches that are no JSON"})
	}
	passed := plural(d.Matched, "event") + " let through"
	if d.Unmatched > 0 {
		passed += ", " + count(d.Unmatched) + " unmatched"
	}
	raw := "none"
	if r.Objects > 0 {
		raw = join(count(r.Objects), size(r.Bytes.In), plural(r.Findings, "finding"))
	}
	return append(lines, [2]string{"rule", passed}, [2]string{"raw objects", raw})
}
