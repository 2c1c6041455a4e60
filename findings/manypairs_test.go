package findings_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"security-hub-analytics/findings"
)

// A map with very many keys takes time in proportion to them: an event of
// 1 MB must not keep a transform busy for a minute.
func TestManyPairs(t *testing.T) {
	const keys = 100_000
	var all strings.Builder
	for i := range keys + 1 {
		fmt.Fprintf(&all, `"k%d":"%d",`, i%keys, i) // the first key comes again at the end
	}
	started := time.Now()
	row, bent := rowOf(t, `{"Id":"i","AwsAccountId":"1","ProductFields":{`+all.String()+`"k70":"again","last":""}}`)
	if took := time.Since(started); took > 10*time.Second {
		t.Errorf("it took %v", took)
	}
	if len(row.ProductFields) != keys+1 || bent != 2 {
		t.Fatalf("%d entries, %d coerced", len(row.ProductFields), bent)
	}
	for i, p := range row.ProductFields[:keys] {
		want := fmt.Sprint(i)
		switch i {
		case 0:
			want = fmt.Sprint(keys)
		case 70:
			want = "again"
		}
		if string(p.Key) != fmt.Sprint("k", i) || string(p.Value) != want {
			t.Fatalf("entry %d: %s = %s", i, p.Key, p.Value)
		}
	}
}

// Around the size at which keys are looked up in another way, nothing changes:
// neither within a map nor from one to the next.
func TestPairsByTheHundred(t *testing.T) {
	var batch findings.Batch
	r := findings.NewReader(nil, findings.Bare, &batch)
	var input strings.Builder
	for n := range 200 {
		input.WriteString(`{"Id":"i","AwsAccountId":"1","ProductFields":{"n":""`)
		for i := range n {
			fmt.Fprintf(&input, `,"%d":"%d","n":"%d"`, i, n, i)
		}
		input.WriteString("}}\n")
	}
	r.Reset(strings.NewReader(input.String()))
	for n := range 200 {
		if err := r.Next(); err != nil {
			t.Fatal(err)
		}
		fields := batch.Rows()[n].ProductFields
		if len(fields) != n+1 || n > 0 && string(fields[0].Value) != fmt.Sprint(n-1) {
			t.Fatalf("%d entries, first %q", len(fields), fields[0].Value)
		}
		for i, p := range fields[1:] {
			if string(p.Key) != fmt.Sprint(i) || string(p.Value) != fmt.Sprint(n) {
				t.Fatalf("map of %d: entry %d is %s = %s", n, i, p.Key, p.Value)
			}
		}
	}
}
