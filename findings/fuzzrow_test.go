package findings_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"security-hub-analytics/findings"
)

// roundTrip is a column of each kind, as an independent reader of Parquet sees it.
type roundTrip struct {
	FindingID     *string            `parquet:"finding_id"`
	Title         *string            `parquet:"title"`
	Finding       *string            `parquet:"finding"`
	UpdatedAt     *int64             `parquet:"updated_at"`
	Confidence    *int32             `parquet:"confidence"`
	Sample        *bool              `parquet:"sample"`
	SeverityScore *float64           `parquet:"severity_product"`
	Types         []*string          `parquet:"types,list"`
	ProductFields map[string]*string `parquet:"product_fields"`
	Resources     []struct {
		ID      *string            `parquet:"id"`
		Details *string            `parquet:"details"`
		Tags    map[string]*string `parquet:"tags"`
	} `parquet:"resources,list"`
	Vulnerabilities []struct {
		ID   *string `parquet:"id"`
		Cvss []struct {
			BaseScore *float64 `parquet:"base_score"`
		} `parquet:"cvss,list"`
	} `parquet:"vulnerabilities,list"`
}

func sameText(a findings.Text, b *string) bool {
	return (a == nil) == (b == nil) && (b == nil || string(a) == *b)
}

func sameMap(a []findings.Pair, b map[string]*string) bool {
	for _, p := range a {
		if v, ok := b[string(p.Key)]; !ok || !sameText(p.Value, v) {
			return false
		}
	}
	return len(a) == len(b)
}

func sameOpt[T comparable, U any](a findings.Opt[T], b *U, as func(U) T) bool {
	return a.Set == (b != nil) && (b == nil || a.V == as(*b))
}

func (got *roundTrip) same(row *findings.Row) bool {
	ok := sameText(row.FindingID, got.FindingID) && sameText(row.Title, got.Title) && sameText(row.Finding, got.Finding) &&
		sameOpt(row.UpdatedAt, got.UpdatedAt, func(n int64) int64 { return n }) &&
		sameOpt(row.Confidence, got.Confidence, func(n int32) int64 { return int64(n) }) &&
		sameOpt(row.Sample, got.Sample, func(b bool) bool { return b }) &&
		sameOpt(row.SeverityProduct, got.SeverityScore, func(f float64) float64 { return f }) &&
		sameMap(row.ProductFields, got.ProductFields) &&
		len(row.Types) == len(got.Types) && len(row.Resources) == len(got.Resources) && len(row.Vulnerabilities) == len(got.Vulnerabilities)
	for i := 0; ok && i < len(row.Types); i++ {
		ok = sameText(row.Types[i], got.Types[i])
	}
	for i := 0; ok && i < len(row.Resources); i++ {
		a, b := row.Resources[i], got.Resources[i]
		ok = sameText(a.ID, b.ID) && sameText(a.Details, b.Details) && sameMap(a.Tags, b.Tags)
	}
	for i := 0; ok && i < len(row.Vulnerabilities); i++ {
		a, b := row.Vulnerabilities[i], got.Vulnerabilities[i]
		ok = sameText(a.ID, b.ID) && len(a.Cvss) == len(b.Cvss)
		for j := 0; ok && j < len(a.Cvss); j++ {
			ok = sameOpt(a.Cvss[j].BaseScore, b.Cvss[j].BaseScore, func(f float64) float64 { return f })
		}
	}
	return ok
}

// checkRows decodes the input as bare findings, again with a Reader that has
// read something else, and through Parquet and back: always the same rows.
func checkRows(t *testing.T, input string, reused *findings.Reader, batch *findings.Batch) {
	t.Helper()
	got, err := collectBy(reused, batch, strings.NewReader(input))
	if err != nil {
		t.Fatal(err)
	}
	checkLaws(t, input, got)
	var own findings.Batch
	first := findings.NewReader(nil, findings.Bare, &own)
	first.Quarantine = func(findings.Quarantined) error { return nil }
	first.Reset(strings.NewReader(input))
	for first.Next() == nil {
		continue
	}
	rows := own.Rows()
	same := len(rows) == 0 && len(batch.Rows()) == 0 || reflect.DeepEqual(rows, batch.Rows())
	if !same || first.Counts() != reused.Counts() {
		t.Fatalf("decoded twice, %q is\n%+v\n%+v", input, rows, batch.Rows())
	}
	if len(rows) == 0 {
		return
	}
	var file bytes.Buffer
	w := findings.NewParquetWriter(nil)
	w.Reset(&file)
	if err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	back, err := parquet.Read[roundTrip](bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil || len(back) != len(rows) {
		t.Fatalf("%d rows of %d come back: %v", len(back), len(rows), err)
	}
	for i := range back { // sorted, so that the order is another
		found := false
		for j := range rows {
			found = found || back[i].same(&rows[j])
		}
		if !found {
			t.Fatalf("of %q comes back %+v", input, back[i])
		}
	}
}

func fuzzRows(f *testing.F, patterns ...string) {
	for _, pattern := range patterns {
		for name, text := range corpusFiles(f, pattern) {
			if strings.HasSuffix(name, ".gz") { // hundreds alike: a few will do
				text = strings.Join(strings.SplitAfterN(text, "\n", 6)[:5], "")
			}
			f.Add([]byte(text))
		}
	}
	var batch findings.Batch
	reused := findings.NewReader(nil, findings.Bare, &batch)
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 64<<10 {
			checkRows(t, string(data), reused, &batch)
		}
	})
}

func FuzzASFF(f *testing.F) { fuzzRows(f, "[a-np-z]*.json", "*.asff.ndjson.gz") }

func FuzzOCSF(f *testing.F) { fuzzRows(f, "ocsf-*.json", "*.ocsf.ndjson.gz") }
