package findings_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/findings"
)

// turns reads an input as one does that empties the batch after every turn.
func turns(t *testing.T, form findings.Form, turn int64, input string) (rows []string, quarantined []string, counts findings.Counts, most int) {
	t.Helper()
	var batch findings.Batch
	r := findings.NewReader(nil, form, &batch)
	r.SetTurn(turn)
	r.Quarantine = func(q findings.Quarantined) error {
		quarantined = append(quarantined, fmt.Sprintf("%s %s %d %d %.200s", q.Reason, q.Kind, q.Part, q.Offset, q.Record))
		return nil
	}
	r.Reset(strings.NewReader(input))
	for {
		err := r.Next()
		for _, row := range batch.Rows() {
			rows = append(rows, fmt.Sprintf("%s %s %s %s %s %v %d", row.EventID, row.EventAccount, row.EventRegion, row.FindingID, row.Finding, row.Types, len(row.Resources)))
		}
		most = max(most, len(batch.Rows()))
		batch.Reset()
		if err == io.EOF { //nolint:errorlint // only the bare io.EOF is an end
			return rows, quarantined, r.Counts(), most
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestTurns checks that an event that is told in turns becomes what it becomes
// told at once.
func TestTurns(t *testing.T) {
	t.Parallel()
	bent := strings.Replace(asff("5"), `"Id"`, `"Types":"t","Id"`, 1)
	more := append(pieces(), imported(asff("1"), "7", nameless, bent, asff("2")), imported("1", "{}", "[]", asff("3")), imported("1", "{}", "[]", "null"),
		`{"id":7,"detail-type":"Findings Imported V2","detail":{"findings":[`+asff("4")+`,1],"findings":`+bent+`},"account":5,"detail":{"findings":[`+ocsf("6")+`]},"time":"x"}`,
		`{"id":"\u0061b","account":"\u0031","region":"e\u0075","detail-type":"Findings Imported V2","detail":{"findings":[`+strings.Repeat(asff(`\u0078yz`)+",", 3)+asff("c")+`]}}`,
		`{"detail-type":"Other","detail":{"findings":[`+asff("4")+`,`+asff("5")+`]}}`, "["+asff("8")+","+ocsf("9")+",1,"+bent+"]",
		`{"Findings":[1,2,`+bent+`,`+asff("a")+`],"NextToken":"x"}`, `{"Findings":[1,2]}`, "[1,2]", `[1,`+nameless+`]`)
	for seed := range uint64(3000) {
		input := random(rand.New(rand.NewPCG(seed, 2)), more)
		for _, form := range []findings.Form{findings.Events, findings.Bare} {
			rows, quarantined, counts, _ := turns(t, form, 1<<40, input)
			gotRows, gotQuarantined, gotCounts, most := turns(t, form, 1, input)
			if !slices.Equal(gotRows, rows) || !slices.Equal(gotQuarantined, quarantined) || gotCounts != counts || most > 1 {
				t.Fatalf("input %q:\n got %q %q %+v, %d rows at once\nwant %q %q %+v", input, gotRows, gotQuarantined, gotCounts, most, rows, quarantined, counts)
			}
		}
	}
}

// TestLongLists checks that a finding's lists end where they would fill the
// memory, that this is counted once, and that nothing else of it is lost.
func TestLongLists(t *testing.T) {
	t.Parallel()
	const n = 400_000
	for name, list := range map[string]string{
		"resources": `"Resources":[` + strings.Repeat("{},", n) + `{}]`,
		"nested":    `"Vulnerabilities":[` + strings.Repeat(`{"Cvss":[{},{},{},{}]},`, n/4) + `{}]`,
		"texts":     `"Types":[` + strings.Repeat(`"",`, 2*n) + `""]`,
		"pairs":     `"ProductFields":{` + keys(2*n) + `}`,
		"a tag map": `"Resources":[{"Tags":{` + keys(2*n) + `}}]`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			finding := `{"Id":"1","AwsAccountId":"1",` + list + `,"Title":"last"}`
			var batch findings.Batch
			r := findings.NewReader(nil, findings.Events, &batch)
			r.Reset(strings.NewReader(imported(finding, asff("2"))))
			for range 2 { // as many turns
				if err := r.Next(); err != nil {
					t.Fatal(err)
				}
			}
			rows := batch.Rows()
			if len(rows) != 2 || string(rows[0].Title) != "last" || string(rows[0].Finding) != finding || r.Counts().Coerced != 1 {
				t.Fatalf("%d rows, %+v", len(rows), r.Counts())
			}
			// More than the lists: what was read before the text had come whole is held too.
			if size := batch.Size(); size > 4*findings.ListBytes {
				t.Errorf("%d bytes of text take %d in memory", len(finding), size)
			}
		})
	}
}

func keys(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `"%d":""`, i)
	}
	return b.String()
}
