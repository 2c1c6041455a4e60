package local

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
	"security-hub-analytics/local/firehose"
)

const (
	ours    = `{"source":"aws.securityhub","detail-type":"Security Hub Findings - Imported","detail":{"findings":[{"Id":"%s","AwsAccountId":"1"}]}}`
	action  = `{"source":"aws.securityhub","detail-type":"Security Hub Findings - Custom Action","detail":{"findings":[]}}`
	foreign = `{"source":"aws.health","detail-type":"AWS Health Event"}`
)

func imported(id string) string { return fmt.Sprintf(ours, id) }

// arrive writes files of a time each, in minutes.
func arrive(t *testing.T, files map[string]string, minutes map[string]int) string {
	t.Helper()
	folder := t.TempDir()
	for name, content := range files {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
		at := time.Date(2026, 1, 31, 23, minutes[name], 0, 0, time.UTC)
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// sent is what a Delivery made: its account, and the raw objects in their order.
type sent struct {
	Delivered
	texts []string
	tree  map[string]string
}

func send(t *testing.T, d Delivery) (sent, error) {
	t.Helper()
	folder := t.TempDir()
	store, err := NewScratch(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	d.Store = store
	delivered, failed := d.Run(t.Context())
	s := sent{Delivered: delivered}
	if delivered.Raw == nil {
		t.Fatal(failed)
	}
	for _, key := range delivered.Raw.Keys {
		reader, info, err := delivered.Raw.Open(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		defer reader.Close()
		zip, err := gzip.NewReader(reader)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(zip)
		if err != nil {
			t.Fatal(err)
		}
		s.texts = append(s.texts, info.LastModified.Format("15:04 ")+string(text))
	}
	s.tree = tree(t, folder)
	return s, failed
}

func found(t *testing.T, paths ...string) *Inputs {
	t.Helper()
	inputs, err := FindFiles(paths, strings.NewReader(""), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return inputs
}

// What goes on, what stops, and in which raw object.
func TestDelivery(t *testing.T) {
	t.Parallel()
	folder := arrive(t, map[string]string{
		"b": imported("1") + action + "\n" + foreign + "\n\x00 binary }{\r\n" + imported("2") + " 7 [] \n",
		"a": imported("3"), "c": imported("4") + "\n" + `{"source":`, "d": imported("5") + "\n}", "e": foreign, "f": "",
	}, map[string]int{"b": 1, "a": 2, "c": 5, "d": 5, "e": 30, "f": 30})
	got, err := send(t, Delivery{Inputs: found(t, folder)})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"23:05 " + imported("1") + "\n\x00 binary }{\r\n" + imported("2") + "\n" + imported("3") + "\n" + imported("4") + "\n" + `{"source":` + "\n",
		"23:05 " + imported("5") + "\n}\n",
	}
	if diff := cmp.Diff(want, got.texts); diff != "" {
		t.Errorf("raw objects (-want +got):\n%s", diff)
	}
	if got.Inputs != 6 || got.Matched != 5 || got.Unmatched != 5 || got.Stretches != 3 || got.Bytes != found(t, folder).Bytes {
		t.Errorf("%+v", got.Delivered)
	}
}

// Neither the order of the files on the command line nor where events are cut
// into files shows in the raw objects.
func TestDeliveryIsDeterministic(t *testing.T) {
	t.Parallel()
	var lines []string
	for i := range 500 {
		lines = append(lines, imported(fmt.Sprint(i)), foreign, "no JSON "+fmt.Sprint(i))
	}
	lines = append(lines, imported("last"))
	limits := firehose.Limits{Bytes: 5000, Interval: time.Minute}
	var want sent
	for _, size := range []int{1501, 750, 213, 3} {
		files := map[string]string{}
		for from := 0; from < len(lines); {
			// A file ends with an event: what is cut off at its end ends its raw object.
			to := min((from+size)/3*3+1, len(lines))
			files[fmt.Sprintf("f%03d", len(files))] = strings.Join(lines[from:to], "\n")
			from = to
		}
		folder := arrive(t, files, nil)
		var paths []string
		for name := range files { // in any order
			paths = append(paths, filepath.Join(folder, name))
		}
		got, err := send(t, Delivery{Inputs: found(t, paths...), Limits: limits})
		if err != nil {
			t.Fatal(err)
		}
		if want.texts == nil {
			want = got
		}
		if diff := cmp.Diff(want.tree, got.tree); diff != "" || len(got.texts) < 10 || got.Matched != 501 || got.Unmatched != 500 || got.Stretches != 500 {
			t.Errorf("in %d files: %d objects, %+v\n%s", len(files), len(got.texts), got.Delivered, diff)
		}
	}
}

// The laws hold from the raw objects on: what was let through or kept is an event there.
func TestDeliveryAndTransform(t *testing.T) {
	t.Parallel()
	inputs, err := Sample()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	store, err := NewScratch(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	delivered, err := Delivery{Inputs: inputs, Store: store}.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	report, err := Transform{Inputs: delivered.Raw, Sink: store, Workers: 2}.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	const actions = 30 // Custom Actions; the other one is a list in a shell script
	if delivered.Unmatched != actions+1 || delivered.Matched != report.Findings || report.Events != delivered.Matched+delivered.Stretches {
		t.Errorf("%+v, then %+v", delivered, report)
	}
	if report.Quarantined[string(findings.NotJSON)] != delivered.Stretches || report.Quarantined[string(findings.NotAFindingEvent)] != 0 {
		t.Errorf("quarantined %v of %d stretches", report.Quarantined, delivered.Stretches)
	}
	db := openLake(t, folder)
	wantAnswer(t, db, "select count(*) from findings where raw_object like 'raw/____/__/__/__/shub-local-1-%.gz'", fmt.Sprint(report.Rows))
}

// Bare findings get envelopes that say so, one each.
func TestDeliveryOfBareFindings(t *testing.T) {
	t.Parallel()
	a, b := fmt.Sprintf(bareFinding, "a"), fmt.Sprintf(bareFinding, "b")
	folder := arrive(t, map[string]string{"list": "[1," + a + ",{}," + b + "]\nno JSON", "none": `{"x":1}`}, nil)
	got, err := send(t, Delivery{Inputs: found(t, folder), Form: findings.Bare})
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(got.texts, "")
	if got.Matched != 3 || got.Stretches != 1 || got.Unmatched != 0 || strings.Count(text, `"wrapped-by":"shub"`) != 3 {
		t.Errorf("%+v in\n%s", got.Delivered, text)
	}
	for _, want := range []string{`"Id":"r"}]},1,{}]}}`, `[{"x":1}]`, "\nno JSON\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

// An input that cannot be read to its end is named; the others go on.
func TestDeliveryGoesOn(t *testing.T) {
	t.Parallel()
	var cut bytes.Buffer
	zip := gzip.NewWriter(&cut)
	io.WriteString(zip, imported("1")+"\n") //nolint:errcheck // into memory
	zip.Flush()                             //nolint:errcheck // and never closed
	folder := arrive(t, map[string]string{"a": cut.String(), "b": "\x1f\x8bno gzip", "c": imported("2"), "d": ""}, nil)
	inputs := found(t, folder)
	if err := os.Remove(filepath.Join(folder, "d")); err != nil {
		t.Fatal(err)
	}
	got, err := send(t, Delivery{Inputs: inputs})
	for _, name := range []string{"a", "b", "d"} {
		if err == nil || !strings.Contains(err.Error(), filepath.Join(folder, name)) {
			t.Errorf("error %v, want one that names %s", err, name)
		}
	}
	if got.Inputs != 1 || len(got.texts) != 1 || !strings.HasSuffix(got.texts[0], imported("2")+"\n") {
		t.Errorf("%+v, %q", got.Delivered, got.texts)
	}
}

// A folder that cannot be written to ends the run, and an interrupt does.
func TestDeliveryStops(t *testing.T) {
	t.Parallel()
	folder := arrive(t, map[string]string{"a": imported("1") + "\n", "b": imported("2") + "\n"}, nil)
	store, err := NewScratch(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := (Delivery{Inputs: found(t, folder), Store: store}).Run(t.Context()); err == nil || strings.Contains(err.Error(), "reading") {
		t.Errorf("error %v, want one of writing", err)
	}

	why := errors.New("enough")
	ctx, stop := context.WithCancelCause(context.Background())
	inputs, err := FindFiles([]string{Stdin}, readerFunc(func(p []byte) (int, error) {
		if n := copy(p, imported("1")+"\n"); ctx.Err() == nil {
			stop(why)
			return n, nil
		}
		return 0, io.EOF
	}), time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	if store, err = NewScratch(out); err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if _, err := (Delivery{Inputs: inputs, Store: store}).Run(ctx); !errors.Is(err, why) || err.Error() != why.Error() {
		t.Errorf("error %v", err)
	}
	if _, err := os.Stat(filepath.Join(out, lake.RawPrefix)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("raw objects were written: %v", err)
	}
}
