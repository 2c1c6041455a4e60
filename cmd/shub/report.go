package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
)

// writeReport says in words what the report of a transform counts.
func writeReport(to screen, r lake.Report) error {
	input := join(plural(r.Objects, "object"), size(r.Bytes.In), plural(r.Events, "event"), plural(r.Findings, "finding"))
	return writePairs(to, slices.Concat([][2]string{{"input", input}}, reportLines(r)))
}

// reportLines say what became of the raw objects.
func reportLines(r lake.Report) [][2]string {
	lines := [][2]string{{"rows", count(r.Rows)}}
	if r.Empty > 0 {
		lines = append(lines, [2]string{"empty", plural(r.Empty, "event") + " without any finding"})
	}
	lines = append(lines, quarantined(r.Quarantined)...)
	coerced := "none"
	if r.Coerced > 0 {
		coerced = plural(r.Coerced, "value") + " bent to a column's type, or null where not possible"
	}
	return append(lines, [2]string{"coerced", coerced}, [2]string{"took", fmt.Sprintf("%.2f s", r.Seconds)})
}

// writeDoubt asks whether the input is what it was said to be, where nothing of
// it became a row, or the rule let little of it through. Events that the rule did
// not match are none of the report's; matched is how many it did.
func (in *input) writeDoubt(to screen, r lake.Report, matched, unmatched int64) error {
	doubt := ""
	switch events := in.form == formEvents; {
	case r.Rows == 0 && r.Quarantined[string(findings.NotAFindingEvent)]+unmatched > 0 && events:
		doubt = "Nothing became a row. Are these findings without events? Then: --as findings"
	case r.Rows == 0 && r.Quarantined[string(findings.NotAFindingEvent)]+unmatched > 0:
		doubt = "Nothing became a row. Are these events? Then without --as findings"
	case events && unmatched > matched:
		doubt = "Most of it is no event of findings. Findings without events? Then: --as findings"
	}
	if doubt == "" {
		return nil
	}
	_, err := fmt.Fprintf(to, "\n%s\n", doubt)
	return err
}

// writePairs writes labels and values in two columns.
func writePairs(to screen, lines [][2]string) error {
	width := 0
	for _, line := range lines {
		width = max(width, len(line[0]))
	}
	for _, line := range lines {
		label := line[0] + strings.Repeat(" ", width-len(line[0]))
		if _, err := fmt.Fprintf(to, "%s  %s\n", to.paint(faint, label), line[1]); err != nil {
			return err
		}
	}
	return nil
}

// reasons are the words for what the report has names for.
var reasons = map[findings.Reason]string{
	findings.NotJSON:          "bytes that are no JSON",
	findings.TooDeep:          fmt.Sprintf("nested more than %d deep", findings.MaxDepth),
	findings.TooLarge:         fmt.Sprintf("longer than %d MiB", findings.MaxEventBytes>>20),
	findings.NotAFindingEvent: "JSON, but no event with findings",
	findings.NoIdentity:       "no Id, or neither account nor product",
}

// quarantined lists the reasons, the most frequent first.
func quarantined(counts map[string]int64) [][2]string {
	if len(counts) == 0 {
		return [][2]string{{"quarantined", "none"}}
	}
	order := slices.Sorted(maps.Keys(counts))
	slices.SortStableFunc(order, func(a, b string) int { return cmp.Compare(counts[b], counts[a]) })
	var total int64
	name, number := 0, 0
	for reason, n := range counts {
		total += n
		name, number = max(name, len(reason)), max(number, len(count(n)))
	}
	lines := [][2]string{{"quarantined", count(total)}}
	for _, reason := range order {
		line := fmt.Sprintf("  %*s %-*s  %s", number, count(counts[reason]), name, reason, reasons[findings.Reason(reason)])
		lines = append(lines, [2]string{"", strings.TrimRight(line, " ")})
	}
	return lines
}

func join(parts ...string) string { return strings.Join(parts, ", ") }
