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

type sizeCase struct {
	name, input string
	rows        string
	want        []record
}

// check reads the input with another bound than MaxEventBytes.
func (c sizeCase) check(t *testing.T, limit int) {
	t.Helper()
	var batch findings.Batch
	r := findings.NewReader(nil, findings.Events, &batch)
	r.SetMaxEvent(limit)
	got, err := collectBy(r, &batch, strings.NewReader(c.input))
	if err != nil {
		t.Fatal(err)
	}
	checkLaws(t, c.input, got)
	equal(t, "rows", got.ids, strings.Fields(c.rows))
	if len(got.quarantined) != len(c.want) {
		t.Fatalf("%d records quarantined, want %d", len(got.quarantined), len(c.want))
	}
	for i, q := range got.records() {
		if q != c.want[i] {
			t.Errorf("%s of %d bytes, want %s of %d", q.reason, len(q.text), c.want[i].reason, len(c.want[i].text))
		}
	}
}

func tooLarge(text string) []record { return []record{{findings.TooLarge, findings.KindEvent, text}} }

// Records larger than what EventBridge lets through, up to the bound, which is
// smaller here: the run stays short.
func TestSize(t *testing.T) {
	const limit, mb = findings.ChunkSize*5/2 + 7, 1 << 20
	next := "\n" + imported(asff("next"))
	open := `"` + strings.Repeat("x", limit)
	for _, test := range []sizeCase{
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
	} {
		t.Run(test.name, func(t *testing.T) { test.check(t, limit) })
	}
}

func TestMaxEventBytes(t *testing.T) {
	const limit = findings.MaxEventBytes
	next := "\n" + imported(asff("next"))
	sizeCase{input: sized(limit) + next, rows: "sized next"}.check(t, limit)
	sizeCase{input: sized(limit+1) + next, rows: "next", want: tooLarge(sized(limit + 1))}.check(t, limit)
}

// Bare findings have no such bound: a list of all findings of an account is
// one value.
func TestBareHasNoBound(t *testing.T) {
	one := strings.Replace(asff("one"), `"Title":"`, `"Title":"`+strings.Repeat("x", 4<<20), 1)
	input := "[" + one + strings.Repeat(","+one, findings.MaxEventBytes/len(one)) + "]\n" + asff("next")
	got := read(t, input, findings.Bare)
	if len(input) <= findings.MaxEventBytes || len(got.rows) != findings.MaxEventBytes/len(one)+2 || len(got.quarantined) != 0 {
		t.Errorf("%d bytes: %d rows, %d records quarantined", len(input), len(got.rows), len(got.quarantined))
	}
}
