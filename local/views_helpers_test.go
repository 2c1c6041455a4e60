package local

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
	"security-hub-analytics/lake/dirstore"
	"security-hub-analytics/sql"
)

// The tests of views go the whole way: findings as JSON in events, the
// transform, Parquet, DuckDB.

// asff is members of a finding, by path: "Workflow.Status". What is nil is left
// out.
type asff map[string]any

// event is one finding as an event announces it.
type event struct {
	at      string // the time of the event
	finding asff
}

// base is a failed check of S3.1 that nobody has looked at.
var base = asff{
	"SchemaVersion": "2018-10-08", "Id": "f1", "AwsAccountId": "111122223333", "Region": "eu-west-1",
	"ProductArn": "arn:aws:securityhub:eu-west-1::product/aws/securityhub", "ProductName": "Security Hub",
	"GeneratorId": "security-control/S3.1", "Title": "S3.1", "Description": "d",
	"CreatedAt": "2026-01-01T00:00:00Z", "UpdatedAt": "2026-01-01T00:00:00Z",
	"Severity.Label": "HIGH", "Compliance.Status": "FAILED", "Compliance.SecurityControlId": "S3.1",
	"Workflow.Status": "NEW", "RecordState": "ACTIVE",
	"Resources": []any{map[string]any{"Type": "AwsS3Bucket", "Id": "arn:aws:s3:::b1"}},
}

// said is base with some members changed, announced at a time.
func said(at string, changes ...asff) event {
	finding := maps.Clone(base)
	for _, change := range changes {
		maps.Copy(finding, change)
	}
	return event{at, finding}
}

// updated is a change of UpdatedAt.
func updated(at string) asff { return asff{"UpdatedAt": at} }

func (e event) json(t *testing.T, id string) string {
	t.Helper()
	finding := map[string]any{}
	for path, value := range e.finding {
		if value == nil {
			continue
		}
		at, last := finding, path
		for name, rest, more := strings.Cut(path, "."); more; name, rest, more = strings.Cut(rest, ".") {
			if at[name] == nil {
				at[name] = map[string]any{}
			}
			at, last = at[name].(map[string]any), rest //nolint:errcheck // made above
		}
		at[last] = value
	}
	text, err := json.Marshal(map[string]any{
		"version": "0", "id": id, "detail-type": "Security Hub Findings - Imported", "source": "aws.securityhub",
		"account": "999988887777", "time": e.at, "region": "eu-west-1", "detail": map[string]any{"findings": []any{finding}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// rawObject is a raw object under its key.
type rawObject struct {
	written time.Time
	text    string
}

func (r rawObject) Open(context.Context, string) (io.ReadCloser, lake.Info, error) {
	return io.NopCloser(strings.NewReader(r.text)), lake.Info{LastModified: r.written, Size: int64(len(r.text))}, nil
}

// tell opens a lake of the events, each in an object of its own, in the order
// given. now is when the last object was written, and so what views take for now.
func tell(t *testing.T, now string, events []event, promoted ...string) *DB {
	t.Helper()
	dir := t.TempDir()
	for i, e := range events {
		store(t, dir, now, fmt.Sprintf("raw/%03d", i), e.json(t, fmt.Sprintf("e%03d", i)), promoted...)
	}
	return openLake(t, dir, promoted...)
}

// store transforms a raw object into the lake dir.
func store(t *testing.T, dir, written, key, text string, promoted ...string) {
	t.Helper()
	storeAs(t, findings.Events, dir, written, key, text, promoted...)
}

func storeAs(t *testing.T, form findings.Form, dir, written, key, text string, promoted ...string) {
	t.Helper()
	schema, err := findings.NewSchema(promoted...)
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.Parse(time.RFC3339, written)
	if err != nil {
		t.Fatal(err)
	}
	sink, err := dirstore.New(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer sink.Close()
	if _, err := lake.NewTransformer(lake.Options{Schema: schema, Form: form}).Object(t.Context(), rawObject{at, text}, key, sink); err != nil {
		t.Fatal(err)
	}
}

// checkViews checks of every view that its key tells its rows apart, and the
// values that its columns may have.
func checkViews(t *testing.T, db *DB) {
	t.Helper()
	views, err := sql.Views(nil)
	if err != nil {
		t.Fatal(err)
	}
	accepted := map[string]string{
		"worst_severity_label": "'INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'",
		"control_status":       "'FAILED', 'UNKNOWN', 'PASSED', 'NO_DATA'",
		"close_reason":         "'ARCHIVED', 'SUPPRESSED', 'PASSED', 'RESOLVED', 'EXPIRED'",
	}
	for _, view := range views {
		// One query a view: making the plan takes longer than running it.
		var wrong []string
		count := func(condition string) { wrong = append(wrong, "count_if("+condition+")") }
		if view.Key != nil {
			wrong = append(wrong, "count(*) - count(distinct row("+strings.Join(view.Key, ", ")+"))")
		}
		for _, column := range view.Columns {
			if values := accepted[column.Name]; values != "" {
				count(column.Name + " not in (" + values + ")")
			}
			// What no finding can leave out.
			switch column.Name {
			case "finding_id", "first_seen_at", "last_seen_at", "seen_at", "day_on", "as_of_at", "is_open", "is_archived",
				"standards_id", "control_status", "resource_index", "open_count", "finding_count":
				count(column.Name + " is null")
			}
		}
		if wrong == nil {
			continue
		}
		want := strings.TrimSuffix(strings.Repeat("0|", len(wrong)), "|")
		wantAnswer(t, db, "select "+strings.Join(wrong, ", ")+" from "+quoteName(view.Name), want)
	}
}

// TestViewsOfTheSample checks keys and values on what real products send.
func TestViewsOfTheSample(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("every view over the corpus")
	}
	dir := t.TempDir()
	files, err := filepath.Glob(filepath.Join("..", "findings", "testdata", "corpus", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, form := range []findings.Form{findings.Events, findings.Bare} {
			storeAs(t, form, dir, "2026-06-01T00:00:00Z", fmt.Sprint(form, filepath.Base(file)), string(text))
		}
	}
	checkViews(t, openLake(t, dir))
}

// writeFile writes a file of a lake.
func writeFile(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, []byte(text), 0o666)); err != nil {
		t.Fatal(err)
	}
}
