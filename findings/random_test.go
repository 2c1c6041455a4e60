package findings_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/findings"
)

// pieces that random inputs are made of: events and what is none.
func pieces() []string {
	event, deep := imported(asff("1"), ocsf("2")), strings.Repeat("[", findings.MaxDepth+1)
	return []string{
		event, imported(asff("3")), imported(nameless, asff("4")), imported(), imported("1", "{}"), pretty(imported("{}")),
		pretty(`{"detail-type":"Findings Imported V2","detail":{"findings":[{"Id":"5","AwsAccountId":"1"},{"class_uid":1}]}}`),
		`{"detail-type":"Findings Imported V2","detail":{"findings":{"AwsAccountId":true,"Id":6}}}`,
		`{"detail-type":"Security Hub Findings - Custom Action","detail":{"findings":[{"Id":"1","AwsAccountId":"1"}]}}`,
		asff("7"), "1", "-0.5e9", "0", `"}{"`, `"\ud83d\ude00"`, "true", "false", "null", "[]", "{}", "[[[]]]",
		`{"a":`, `[1,`, `"open`, "}", "]", ",", ":", "tru", "-", "1e", "\x00", "\xff", "\xef", "\xef\xbb", "é", `\`, `"\ud800"`,
		deep, deep[1:] + strings.Repeat("]", findings.MaxDepth), deep + strings.Repeat("]", findings.MaxDepth+1),
		event[:len(event)/2], event[len(event)/2:], event[:len(event)-1],
	}
}

var separators = []string{"", "", "\n", "\n", "\n", "\r\n", " ", "\t", bom, "\n\n", "\n" + bom}

func random(r *rand.Rand, pieces []string) string {
	var b strings.Builder
	for range r.IntN(12) {
		piece := pieces[r.IntN(len(pieces))]
		switch r.IntN(10) {
		case 0:
			piece = piece[:r.IntN(len(piece)+1)]
		case 1:
			spoilt := []byte(piece)
			spoilt[r.IntN(len(spoilt))] ^= 1 << r.IntN(8)
			piece = string(spoilt)
		}
		b.WriteString(piece)
		b.WriteString(separators[r.IntN(len(separators))])
	}
	return b.String()
}

// checkAgainstModel compares a Reader of events with the model, whose bent
// values do not count.
func checkAgainstModel(t *testing.T, r *findings.Reader, b *findings.Batch, input string) *reading {
	t.Helper()
	got, err := collectBy(r, b, strings.NewReader(input))
	if err != nil {
		t.Fatal(err)
	}
	checkLaws(t, input, got)
	want := model(input)
	same := func(a, b findings.Quarantined) bool {
		return a.Reason == b.Reason && a.Kind == b.Kind && a.Offset == b.Offset && a.Part == b.Part && bytes.Equal(a.Record, b.Record)
	}
	want.counts.Coerced = got.counts.Coerced
	if got.counts != want.counts || !slices.Equal(got.rows, want.rows) || !slices.Equal(got.ids, want.ids) || !slices.EqualFunc(got.quarantined, want.quarantined, same) {
		t.Fatalf("input %q:\n got %q %+v %.2000q\nwant %q %+v %.2000q", input, got.ids, got.counts, got.records(), want.ids, want.counts, want.records())
	}
	return got
}

// Any sequence of records, whole, cut or spoilt, gives what the model says.
func TestReaderAgainstModel(t *testing.T) {
	reasons := map[findings.Reason]int{}
	rows, pieces := 0, pieces()
	var batch findings.Batch
	r := findings.NewReader(nil, findings.Events, &batch)
	for seed := range uint64(6000) {
		got := checkAgainstModel(t, r, &batch, random(rand.New(rand.NewPCG(seed, 1)), pieces))
		rows += len(got.rows)
		for _, q := range got.quarantined {
			reasons[q.Reason]++
		}
	}
	t.Log(rows, "rows;", reasons)
	for _, reason := range []findings.Reason{findings.NotJSON, findings.TooDeep, findings.NotAFindingEvent, findings.NoIdentity} {
		if reasons[reason] == 0 || rows == 0 {
			t.Errorf("the inputs show no %s, or no row", reason)
		}
	}
}
