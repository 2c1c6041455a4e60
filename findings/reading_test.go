package findings_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/findings"
)

// reading is what a Reader made of one input.
type reading struct {
	ids         []string // finding_id of each row
	rows        []string // finding of each row
	quarantined []findings.Quarantined
	counts      findings.Counts
}

// record is a quarantined record as tests expect it.
type record struct {
	reason findings.Reason
	kind   findings.Kind
	text   string
}

func (r *reading) records() []record {
	var all []record
	for _, q := range r.quarantined {
		all = append(all, record{q.Reason, q.Kind, string(q.Record)})
	}
	return all
}

// collect reads src to its end, with the parts of each record put together.
func collect(src io.Reader, form findings.Form, schema *findings.Schema) (*reading, error) {
	var batch findings.Batch
	return collectBy(findings.NewReader(schema, form, &batch), &batch, src)
}

// collectBy does so with a Reader that may have read something else before.
func collectBy(r *findings.Reader, batch *findings.Batch, src io.Reader) (*reading, error) {
	got := &reading{}
	var wrong error
	r.Quarantine = func(q findings.Quarantined) error {
		q.Record = bytes.Clone(q.Record)
		if q.Part == 0 {
			got.quarantined = append(got.quarantined, q)
			return nil
		}
		if len(got.quarantined) == 0 {
			return errors.New("a record begins with another part than 0")
		}
		whole := &got.quarantined[len(got.quarantined)-1]
		switch {
		case q.Reason != whole.Reason || q.Kind != whole.Kind || q.Part != whole.Part+1:
			wrong = errors.New("parts of one record do not follow each other")
		case q.Offset != whole.Offset+int64(len(whole.Record)):
			wrong = errors.New("a part does not begin where the one before ends")
		case len(whole.Record) != q.Part*findings.PartBytes || len(q.Record) == 0 || len(q.Record) > findings.PartBytes:
			wrong = errors.New("a part other than the last is not full, or is empty")
		}
		whole.Part, whole.Record = q.Part, append(whole.Record, q.Record...)
		return nil
	}
	r.Reset(src)
	err := error(nil)
	for err == nil {
		err = r.Next()
	}
	if err == io.EOF { //nolint:errorlint // only the bare io.EOF is an end
		err = wrong
	}
	for _, row := range batch.Rows() {
		got.ids = append(got.ids, string(row.FindingID))
		got.rows = append(got.rows, string(row.Finding))
	}
	got.counts = r.Counts()
	return got, err
}

// read reads all of input and checks what holds for every input: the laws of
// accounting, that each row's finding and each quarantined byte is the
// input's, and that nothing is given twice.
func read(t testing.TB, input string, form findings.Form) *reading {
	t.Helper()
	got, err := collect(strings.NewReader(input), form, nil)
	if err != nil {
		t.Fatal(err)
	}
	checkLaws(t, input, got)
	return got
}

func checkLaws(t testing.TB, input string, got *reading) {
	t.Helper()
	c := got.counts
	if c.BytesIn != int64(len(input)) || c.BytesIn != c.BytesEvents+c.BytesBlank {
		t.Fatalf("%d bytes of input: %+v", len(input), c)
	}
	var events, elements, blank, ends int64
	for _, q := range got.quarantined {
		if q.Kind == findings.KindEvent {
			events++
		} else {
			elements++
		}
		end := q.Offset + int64(len(q.Record))
		if end > int64(len(input)) || input[q.Offset:end] != string(q.Record) {
			t.Fatalf("%s at %d: not the input's bytes: %.100q", q.Reason, q.Offset, q.Record)
		}
		if len(q.Record) == 0 || q.Offset < ends {
			t.Fatalf("%s at %d: empty, or overlaps what ends at %d", q.Reason, q.Offset, ends)
		}
		ends = end
	}
	if c.Events != c.WithFindings+c.Empty+events {
		t.Fatalf("%d events quarantined: %+v", events, c)
	}
	if c.Findings != int64(len(got.rows))+elements {
		t.Fatalf("%d rows, %d findings quarantined: %+v", len(got.rows), elements, c)
	}
	rest := input
	for _, row := range got.rows { // in the order of the input
		i := strings.Index(rest, row)
		if i < 0 {
			t.Fatalf("a row's finding is not in the input after the row before: %.100q", row)
		}
		rest = rest[i+len(row):]
	}
	for _, b := range []byte(strings.ReplaceAll(input, "\ufeff", "   ")) {
		if strings.IndexByte(" \t\r\n", b) >= 0 {
			blank++
		}
	}
	if c.BytesBlank > blank {
		t.Fatalf("%d bytes counted as blank, %d are", c.BytesBlank, blank)
	}
}

// Parts of test inputs. An event with findings is made by imported.
const (
	envelopeHead = `{"version":"0","id":"e1","detail-type":"Security Hub Findings - Imported","source":"aws.securityhub","account":"999999999999","time":"2026-11-22T10:00:00Z","region":"eu-west-1","detail":{"findings":[`
	envelopeTail = `]}}`
)

// asff is a finding with little more than its identity.
func asff(id string) string {
	return `{"SchemaVersion":"2018-10-08","Id":"` + id + `","ProductArn":"arn:aws:securityhub:eu-west-1::product/aws/securityhub","AwsAccountId":"123456789012","Title":"a}{b\n\"]}"}`
}

// ocsf is the same of class 2004.
func ocsf(id string) string {
	return `{"class_uid":2004,"finding_info":{"uid":"` + id + `","title":"t"},"cloud":{"account":{"uid":"123456789012"}},"metadata":{"product":{"uid":"arn:aws:securityhub:eu-west-1::productv2/aws/guardduty"},"version":"1.6.0"}}`
}

// nameless is a finding without identity.
const nameless = `{"SchemaVersion":"2018-10-08","Id":"","AwsAccountId":"123456789012"}`

func imported(elements ...string) string {
	return envelopeHead + strings.Join(elements, ",") + envelopeTail
}

func equal[T comparable](t testing.TB, what string, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %.300q\nwant %.300q", what, fmt.Sprint(got), fmt.Sprint(want))
	}
}
