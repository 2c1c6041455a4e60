package findings_test

import (
	"strings"
	"testing"

	"security-hub-analytics/findings"
)

// sized is an imported event of exactly n bytes.
func sized(n int) string {
	event := imported(asff("sized"))
	return strings.Replace(event, `"Title":"`, `"Title":"`+strings.Repeat("x", n-len(event)), 1)
}

// Records larger than what EventBridge lets through, up to the bound.
func TestSize(t *testing.T) {
	const limit, mb = findings.ChunkSize*5/2 + 7, 1 << 20
	next := "\n" + imported(asff("next"))
	tooLarge := func(text string) []record { return []record{{findings.TooLarge, findings.KindEvent, text}} }
	open := `"` + strings.Repeat("x", limit)
	for _, test := range []struct {
		name, input string
		rows        string
		want        []record
	}{
		{"240 KB", sized(240<<10) + next, "sized next", nil},
		{"1 MB", sized(mb) + next, "sized next", nil},
		{"1 MB and a bit", sized(mb+1) + next, "sized next", nil},
		{"larger than a buffer", sized(2*mb+7) + sized(2*mb-1) + next, "sized sized next", nil},
		{"just so large", sized(limit) + next, "sized next", nil},
		{"just so large, concatenated", sized(limit) + next[1:], "sized next", nil},
		{"just so large, nothing follows", sized(limit), "sized", nil},
		{"just too large", sized(limit+1) + next, "next", tooLarge(sized(limit + 1))},
		{"just too large, nothing follows", sized(limit + 1), "", tooLarge(sized(limit + 1))},
		{"far too large", sized(2*limit+5) + next, "next", tooLarge(sized(2*limit + 5))},
		{"no newline follows", sized(limit+9) + next[1:], "", tooLarge(sized(limit+9) + next[1:])},
		{"blanks before do not count", strings.Repeat(" ", mb) + sized(limit) + next, "sized next", nil},
		{"newlines before the bound do not count", strings.Replace(sized(limit+1), ",", ",\n\n", 2) + next, "next", tooLarge(strings.Replace(sized(limit+1), ",", ",\n\n", 2))},
		{"newline just behind the bound", "[" + strings.Repeat(" ", limit-1) + "\n" + next, "next", tooLarge("[" + strings.Repeat(" ", limit-1))},
		{"newline just before the bound", "[" + strings.Repeat(" ", limit-2) + "\n]x" + next, "next", tooLarge("[" + strings.Repeat(" ", limit-2) + "\n]x")},
		{"broken just before the bound", "[" + strings.Repeat(" ", limit-2) + "x" + next, "next", []record{notJSON("[" + strings.Repeat(" ", limit-2) + "x")}},
		{"broken before it is too large", open[:mb] + "\n" + open[1:mb] + next, "next", []record{notJSON(open[:mb]), notJSON(open[1:mb])}},
		{"a tail that is never done", open[:limit-1], "", []record{notJSON(open[:limit-1])}},
		{"a tail that reaches the bound", open[:limit], "", tooLarge(open[:limit])},
		{"just so large in earnest", "", "sized next", nil},
		{"just too large in earnest", "", "next", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			var batch findings.Batch
			r := findings.NewReader(nil, findings.Events, &batch)
			switch test.name {
			case "just so large in earnest":
				test.input = sized(findings.MaxEventBytes) + next
			case "just too large in earnest":
				test.input = sized(findings.MaxEventBytes+1) + next
				test.want = tooLarge(sized(findings.MaxEventBytes + 1))
			default:
				r.SetMaxEvent(limit)
			}
			got, err := collectBy(r, &batch, strings.NewReader(test.input))
			if err != nil {
				t.Fatal(err)
			}
			checkLaws(t, test.input, got)
			equal(t, "rows", got.ids, strings.Fields(test.rows))
			if len(got.quarantined) != len(test.want) {
				t.Fatalf("%d records quarantined, want %d", len(got.quarantined), len(test.want))
			}
			for i, q := range got.records() {
				if q != test.want[i] {
					t.Errorf("%s of %d bytes, want %s of %d", q.reason, len(q.text), test.want[i].reason, len(test.want[i].text))
				}
			}
		})
	}
}
