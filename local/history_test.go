package local

import (
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strconv"
	"testing"
	"time"

	"security-hub-analytics/lake/dirstore"
	"security-hub-analytics/local/generate"
	"security-hub-analytics/local/generate/model"
)

// TestLongHistory holds every view to the model over a year, and says what each
// costs: seconds, and how far the process grew. An object holds a day, since with
// small files their number decides about the time. Ten thousand findings (104,565
// rows) took 3 minutes on two busy cores; a million was not measured:
//
//	SHUB_HISTORY=1000000 go test ./local -run TestLongHistory -v -timeout 3h
func TestLongHistory(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("SHUB_HISTORY"))
	if err != nil {
		t.Skip("SHUB_HISTORY says how many findings; none are asked for")
	}
	c := generate.Default()
	c.Findings, c.Days, c.Accounts, c.Regions, c.Schema, c.Faults = n, 365, 80, 6, generate.Both, 0.001
	raw, out := filepath.Join(t.TempDir(), "raw"), t.TempDir()
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
	h := readAll(t, in)
	t.Logf("%-30s %s", "model", stopwatch())
	db := openLake(t, out)
	for want := range h.Tables() {
		debug.FreeOSMemory()
		stopwatch = watch()
		answer(t, db, "select count(*), "+counted(want.Columns)+" from "+want.View)
		t.Logf("%-30s %s", want.View, stopwatch())
		hold(t, db, want)
	}
}

// counted asks for every column and keeps none.
func counted(columns []string) string {
	text := ""
	for i, column := range columns {
		if i > 0 {
			text += ", "
		}
		text += "count(" + column + ")"
	}
	return text
}

func readAll(t *testing.T, in *Inputs) *model.History {
	t.Helper()
	h := model.New()
	for _, key := range in.Keys {
		err := func() error {
			r, info, err := in.Open(t.Context(), key)
			if err != nil {
				return err
			}
			defer r.Close()
			plain, err := gzip.NewReader(r)
			if err != nil {
				return err
			}
			return h.Read(plain, key, info.LastModified)
		}()
		if err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// watch tells the time and, on Linux, the memory from here on: how far the
// process grew beyond what it held.
func watch() func() string {
	began, held := time.Now(), memory("VmRSS")
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // forgets the peak
	return func() string {
		return fmt.Sprintf("%7.1f s %7.0f MB", time.Since(began).Seconds(), memory("VmHWM")-held)
	}
}

// memory is a figure of the process in megabytes; 0 where there is none.
func memory(name string) float64 {
	status, _ := os.ReadFile("/proc/self/status")
	found := regexp.MustCompile(name + `:\s+(\d+) kB`).FindSubmatch(status)
	if found == nil {
		return 0
	}
	kB, _ := strconv.ParseFloat(string(found[1]), 64)
	return kB / 1000
}
