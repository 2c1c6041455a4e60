package trino

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
	"security-hub-analytics/lake/dirstore"
	"security-hub-analytics/local"
	"security-hub-analytics/local/generate"
	"security-hub-analytics/local/sample"
)

// everything is events whose findings between them fill every column.
const everything = "testdata/everything.ndjson"

// sampleDay is when the sample arrives: its own dates span years, and each day
// costs a request in every query.
var sampleDay = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// sampleLake is the way of the built-in sample, and of findings that have
// everything, through rule, buffer and transform.
func sampleLake(t *testing.T, schema *findings.Schema) (folder string, since time.Time) {
	t.Helper()
	folder = t.TempDir()
	events := t.TempDir()
	files, err := sample.Files()
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range files {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		arrive(t, filepath.Join(events, fmt.Sprintf("%02d.gz", i)), r, sampleDay.AddDate(0, 0, i%3))
	}
	copyIn(t, everything, filepath.Join(events, "everything.ndjson"), sampleDay)
	deliver(t, folder, events, schema)
	return folder, sampleDay.AddDate(0, 0, -1)
}

// historyLake is a made history: both schemas, late and repeated events, faults.
// It is as if somebody had replayed it: what was delivered over ten days arrives
// on one, because each day costs requests in every query.
func historyLake(t *testing.T, schema *findings.Schema) (folder string, since time.Time) {
	t.Helper()
	c := generate.Default()
	c.Seed, c.Start = 4, time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)
	c.Findings, c.Days, c.Accounts, c.Schema, c.Faults = 300, 130, 6, generate.Both, 0.1
	buffer := generate.DefaultBuffer()
	buffer.Interval = 24 * time.Hour
	raw, packed, at := t.TempDir(), []byte(nil), sampleDay.AddDate(0, 0, -10)
	flush := func() {
		arrive(t, filepath.Join(raw, at.Format(time.DateOnly)+".gz"), io.NopCloser(bytes.NewReader(packed)), at)
		packed, at = nil, at.AddDate(0, 0, 1)
	}
	objects := 0
	if _, err := c.Objects(buffer, func(o generate.Object) error {
		packed = append(packed, o.Content...) // gzip files may follow one another
		if objects++; objects%10 == 0 {
			flush()
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	flush()
	inputs, err := local.FindFiles([]string{raw}, nil, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	folder = t.TempDir()
	transform(t, folder, inputs, schema)
	return folder, sampleDay.AddDate(0, 0, -10)
}

// deliver sends the files of a folder down the whole path.
func deliver(t *testing.T, folder, from string, schema *findings.Schema) {
	t.Helper()
	inputs, err := local.FindFiles([]string{from}, nil, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	store, err := local.NewScratch(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	delivered, err := local.Delivery{Inputs: inputs, Form: findings.Events, Store: store}.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	transform(t, folder, delivered.Raw, schema)
}

// transform turns raw objects into a lake.
func transform(t *testing.T, folder string, raw *local.Inputs, schema *findings.Schema) {
	t.Helper()
	sink, err := dirstore.New(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer sink.Close()
	report, err := local.Transform{Inputs: raw, Sink: sink, Options: lake.Options{Schema: schema, Form: findings.Events}, Workers: 2}.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d raw objects, %d rows, quarantined %v", report.Objects, report.Rows, report.Quarantined)
}

// copyIn copies a file and dates the copy.
func copyIn(t *testing.T, from, to string, at time.Time) {
	t.Helper()
	r, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	arrive(t, to, r, at)
}

func arrive(t *testing.T, name string, r io.ReadCloser, at time.Time) {
	t.Helper()
	defer r.Close()
	content, err := io.ReadAll(r)
	if err == nil {
		err = os.WriteFile(name, content, 0o666)
	}
	if err == nil {
		err = os.Chtimes(name, at, at)
	}
	if err != nil {
		t.Fatal(err)
	}
}
