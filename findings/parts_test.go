package findings_test

import (
	"fmt"
	"strings"
	"testing"

	"security-hub-analytics/findings"
)

// Records of every reason that are larger than a part go out in parts, each
// where it stands in the input (checked by read).
func TestParts(t *testing.T) {
	const part = findings.PartBytes
	for _, size := range []int{part - 1, part, part + 1, 2 * part, 3*part + 5} {
		element := `{"Id":"","AwsAccountId":"1","x":"`
		element += strings.Repeat("é", (size-len(element)-2)/2) + `"}` // parts cut letters in two
		element = strings.Repeat(" ", 3) + element + strings.Repeat(" ", size-len(element))
		event := `{"detail":"` + strings.Repeat("x", size-13) + `"}`
		text := strings.Repeat("\x80", size)
		got := read(t, imported(asff("a"), element, asff("b"))+event+"\n"+text+"\n"+imported(asff("c")), findings.Events)
		equal(t, "rows", got.ids, []string{"a", "b", "c"})
		if len(got.quarantined) != 3 {
			t.Fatalf("%d bytes: %d records", size, len(got.quarantined))
		}
		for i, want := range []record{noIdentity(strings.TrimSpace(element)), noEvent(event), notJSON(text)} {
			q := got.quarantined[i]
			if got.records()[i] != want || q.Part != (len(want.text)-1)/part {
				t.Errorf("%d bytes: %s of %d bytes, last part %d", size, q.Reason, len(q.Record), q.Part)
			}
		}
	}
}

// Rows of one batch point into many buffers, none of which may be filled anew
// while they stand.
func TestRowsOutliveTheBuffer(t *testing.T) {
	var input strings.Builder
	long := strings.Repeat("x", 1000)
	const n = 6000
	for i := range n {
		fmt.Fprintf(&input, `{"Id":"%d","AwsAccountId":"1","Title":"%s%d","Description":"\u00e9%d","Types":["%d"]}`+"\n", i, long, i, i, i)
	}
	var batch findings.Batch
	r := findings.NewReader(nil, findings.Bare, &batch)
	for range 2 { // the second time with buffers of the first
		r.Reset(strings.NewReader(input.String()))
		for r.Next() == nil {
			continue
		}
		if len(batch.Rows()) != n {
			t.Fatalf("%d rows", len(batch.Rows()))
		}
		for i, row := range batch.Rows() {
			id := fmt.Sprint(i)
			if string(row.FindingID) != id || string(row.Title) != long+id || string(row.Description) != "é"+id || len(row.Types) != 1 || string(row.Types[0]) != id {
				t.Fatalf("row %d is %s, %s, %s", i, row.FindingID, row.Description, row.Types)
			}
		}
	}
}
