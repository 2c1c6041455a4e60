package local

import (
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"sync"
	"testing"
	"time"

	"security-hub-analytics/lake/dirstore"
	"security-hub-analytics/local/generate"
	"security-hub-analytics/local/generate/model"
)

// TestLongHistory holds every view to the model over a year, and says what each
// costs, with fetching its rows: time, processor time, how far the process grew, how much
// of the lake it reads. An object holds a day, since with small files their number
// decides about the time.
//
//	SHUB_HISTORY=30000 go test ./local -run TestLongHistory -v -timeout 3h
//	SHUB_HISTORY=1000000 SHUB_SCHEMA=asff go test ./local -run TestLongHistory -v -timeout 9h
//
// A million findings take 9 GB of memory for the model, and 20 GB below TMPDIR.
func TestLongHistory(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("SHUB_HISTORY"))
	if err != nil {
		t.Skip("SHUB_HISTORY says how many findings; none are asked for")
	}
	// The model's memory is live, and more of it than of anything else.
	defer debug.SetGCPercent(debug.SetGCPercent(30))
	c := generate.Default()
	c.Findings, c.Days, c.Accounts, c.Regions, c.Updates, c.Faults = n, 365, 80, 6, 1, 0.001
	c.Schema = generate.Schemas(cmp.Or(os.Getenv("SHUB_SCHEMA"), string(generate.Both)))
	raw, out := filepath.Join(t.TempDir(), "raw"), t.TempDir()
	writeFile(t, out, "reference/accounts/a.csv", accounts)

	stopwatch := watch()
	totals, objects, err := c.Folder(t.Context(), raw, generate.Buffer{Interval: 24 * time.Hour, Size: 128 << 20})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%-30s %s: %d objects, %d events, %d rows, %.1f GB", "generate", stopwatch(), objects, totals.Events, totals.Rows, float64(totals.Bytes)/1e9)

	stopwatch = watch()
	in, err := FindFiles([]string{raw}, nil, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	store, err := dirstore.New(out)
	if err != nil {
		t.Fatal(err)
	}
	report, err := Transform{Inputs: in, Sink: store, Workers: 2}.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%-30s %s: %d rows", "transform", stopwatch(), report.Rows)
	if report.Rows != totals.Rows || report.Events != totals.Events || report.Empty != totals.Empty || fmt.Sprint(report.Quarantined) != fmt.Sprint(totals.Quarantined) {
		t.Errorf("it holds %+v, the transform found %+v", totals, report)
	}

	stopwatch = watch()
	wanted := record(t, readAll(t, in), t.TempDir())
	t.Logf("%-30s %s", "model", stopwatch())
	db := openLake(t, out)
	size := sizes(t, db, out)
	for _, want := range wanted {
		debug.FreeOSMemory() // the model's, at first
		stopwatch = watch()
		got := &numbers{}
		want.ask(t, db, got)
		t.Logf("%-30s %s: %d rows, reads %s", want.view, stopwatch(), len(got.rows), size.read(t, db, want.query))
		want.hold(t, db, got)
	}
}

// readAll is what the model makes of the raw objects and the accounts.
func readAll(t *testing.T, in *Inputs) *model.History {
	t.Helper()
	const workers = 2
	var group sync.WaitGroup
	var parts [workers]*model.History
	var errs [workers]error
	for w := range workers {
		parts[w] = modelOf(t, nil)
		group.Go(func() {
			for i := w; i < len(in.Keys) && errs[w] == nil; i += workers {
				errs[w] = readInto(t.Context(), parts[w], in, in.Keys[i])
			}
		})
	}
	group.Wait()
	if err := errors.Join(errs[:]...); err != nil {
		t.Fatal(err)
	}
	for _, part := range parts[1:] {
		parts[0].Add(part)
	}
	return parts[0]
}

func readInto(ctx context.Context, h *model.History, in *Inputs, key string) error {
	r, info, err := in.Open(ctx, key)
	if err != nil {
		return err
	}
	defer r.Close()
	plain, err := gzip.NewReader(r)
	if err != nil {
		return err
	}
	return h.Read(plain, key, info.LastModified)
}
