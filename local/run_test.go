package local

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
	"security-hub-analytics/lake/dirstore"
)

const bareFinding = `{"SchemaVersion":"2018-10-08","Id":"%s","ProductArn":"arn:aws:securityhub:eu-west-1::product/aws/securityhub",
"AwsAccountId":"111122223333","Title":"T","UpdatedAt":"2026-01-01T00:00:00Z","Resources":[{"Type":"Other","Id":"r"}]}`

// tree is what a folder holds: path to hash.
func tree(t *testing.T, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(name)
		rel, _ := filepath.Rel(folder, name)
		files[filepath.ToSlash(rel)] = fmt.Sprintf("%x", sha256.Sum256(content))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func runInto(t *testing.T, folder string, inputs *Inputs, workers int, form findings.Form) (lake.Report, error) {
	t.Helper()
	store, err := dirstore.New(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	return Transform{Inputs: inputs, Sink: store, Options: lake.Options{Form: form}, Workers: workers, Meter: &Meter{}}.Run(t.Context())
}

// TestTransformIsDeterministic checks that neither workers nor order show.
func TestTransformIsDeterministic(t *testing.T) {
	t.Parallel()
	var want map[string]string
	for _, workers := range []int{1, 0, 3} {
		inputs, err := Sample()
		if err != nil {
			t.Fatal(err)
		}
		if workers == 3 {
			for i, j := 0, len(inputs.Keys)-1; i < j; i, j = i+1, j-1 {
				inputs.Keys[i], inputs.Keys[j] = inputs.Keys[j], inputs.Keys[i]
			}
		}
		folder := t.TempDir()
		report, err := runInto(t, folder, inputs, workers, findings.Events)
		if err != nil {
			t.Fatal(err)
		}
		var quarantined int64
		for _, n := range report.Quarantined {
			quarantined += n
		}
		if report.Objects != int64(len(inputs.Keys)) || report.Rows == 0 || report.Findings > report.Rows+quarantined ||
			report.Bytes.In != report.Bytes.Events+report.Bytes.Blank {
			t.Errorf("report %+v", report)
		}
		got := tree(t, folder)
		if want == nil {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("with %d workers the lake differs:\n%s", workers, diff)
		}
	}
}

// TestTransformGoesOn checks that an object that cannot be read is named and
// keeps no other from becoming rows.
func TestTransformGoesOn(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for i, content := range []string{fmt.Sprintf(bareFinding, "f0"), "\x1f\x8b broken gzip", fmt.Sprintf(bareFinding, "f2"), ""} {
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprint(i)), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	inputs, err := FindFiles([]string{folder}, nil, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(folder, "3")); err != nil {
		t.Fatal(err)
	}
	report, err := runInto(t, t.TempDir(), inputs, 2, findings.Bare)
	if err == nil || !strings.Contains(err.Error(), filepath.ToSlash(folder)+"/1") || !strings.Contains(err.Error(), folder+"/3") || isUsage(err) {
		t.Errorf("error %v, want one naming both objects", err)
	}
	if report.Objects != 2 || report.Rows != 2 {
		t.Errorf("report %+v, want 2 objects and rows", report)
	}
}

// TestTransformStops checks that a run that is interrupted ends soon and says
// why once, and that the input's end that comes with it is no end.
func TestTransformStops(t *testing.T) {
	t.Parallel()
	why := errors.New("enough")
	ctx, stop := context.WithCancelCause(context.Background())
	interrupted := readerFunc(func(p []byte) (int, error) {
		stop(why)
		return copy(p, fmt.Sprintf(bareFinding, "f")), nil
	})
	inputs, err := FindFiles([]string{Stdin}, interrupted, time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	store, err := dirstore.New(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	report, err := Transform{Inputs: inputs, Sink: store, Options: lake.Options{Form: findings.Bare}}.Run(ctx)
	if !errors.Is(err, why) || err.Error() != why.Error() || report.Rows != 0 {
		t.Errorf("error %v, report %+v", err, report)
	}
	if files := tree(t, folder); len(files) != 0 {
		t.Errorf("the lake holds %v", files)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// TestWholePath reads with DuckDB what the transform wrote: every column of the
// sample, and every line of quarantine.
func TestWholePath(t *testing.T) {
	t.Parallel()
	inputs, err := Sample()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	report, err := runInto(t, folder, inputs, 2, findings.Events)
	if err != nil {
		t.Fatal(err)
	}
	db := openLake(t, folder)
	wantAnswer(t, db, "select count(*) from findings", fmt.Sprint(report.Rows))
	wantAnswer(t, db, `select count(*) from "security-hub-crawled-findings"`, fmt.Sprint(report.Rows))
	var quarantined int64
	for reason, n := range report.Quarantined {
		quarantined += n
		wantAnswer(t, db, "select count(*) from quarantine where part = 0 and reason = '"+reason+"'", fmt.Sprint(n))
	}
	wantAnswer(t, db, "select count(*) from quarantine where part = 0", fmt.Sprint(quarantined))
	// All values of all columns, the lists and rows too, come out.
	var all bytes.Buffer
	for _, line := range answer(t, db, "select * from findings") {
		all.WriteString(line)
	}
	if all.Len() < 1<<20 {
		t.Errorf("the sample's rows are %d bytes", all.Len())
	}
	wantAnswer(t, db, "select count(*) from findings where ingest_date <> date_format(ingested_at, '%Y-%m-%d')", "0")
	wantAnswer(t, db, "select count(*) from findings where json_extract_scalar(finding, '$.Id') <> finding_id", "0")
	// The time of a row is that of its JSON, to the millisecond, in UTC.
	wantAnswer(t, db, `select count(*) > 0 from findings where source_schema = 'ASFF'
		and updated_at = cast(replace(substr(json_extract_scalar(finding, '$.UpdatedAt'), 1, 23), 'T', ' ') as timestamp)
		and json_extract_scalar(finding, '$.UpdatedAt') like '%.___Z'`, "true")
	wantAnswer(t, db, `select count(*) from "security-hub-crawled-findings" c
		where updatedat not like '____-__-__T__:__:__.___Z'`, "0")
}
