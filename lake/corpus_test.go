package lake_test

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
)

// corpora are folders of files that others wrote. One beside the checkout may
// not be there: what is in it is not all ours to give away.
func corpora() []string {
	beside := os.Getenv("SHUB_CORPUS")
	if beside == "" {
		beside = "../../shared/corpus"
	}
	return []string{"../local/sample/data", "../findings/testdata/corpus", beside}
}

// Every file that we have goes through, whatever it is, read as events and as
// bare findings; the laws hold, and what was in it is in the lake.
func TestCorpora(t *testing.T) {
	for _, dir := range corpora() {
		for form, name := range map[findings.Form]string{findings.Events: "events", findings.Bare: "bare findings"} {
			var total lake.Report
			tr := lake.NewTransformer(lake.Options{Form: form})
			err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
				if err != nil || entry.IsDir() {
					return err
				}
				data, err := os.ReadFile(path)
				if err != nil {
					return err
				}
				src, sink := newMemStore(), newMemStore()
				src.put(path, data, testTime)
				report, err := tr.Object(t.Context(), src, path, sink)
				if err != nil {
					return err
				}
				total.Add(report)
				checkContent(t, path, data, report, sink)
				return nil
			})
			if os.IsNotExist(err) {
				t.Logf("%s is not there", dir)
				break
			}
			if err != nil {
				t.Error(err)
			}
			t.Logf("%s as %s: %+v", filepath.Base(dir), name, total)
			if total.Rows == 0 || form == findings.Bare && total.Rows < total.Findings*9/10 {
				t.Errorf("%s as %s: only %d rows of %d findings", dir, name, total.Rows, total.Findings)
			}
		}
	}
}

// checkContent compares the files made of one object with its bytes.
func checkContent(t *testing.T, path string, data []byte, report lake.Report, sink *memStore) {
	t.Helper()
	if z, err := gzip.NewReader(bytes.NewReader(data)); err == nil {
		if data, err = io.ReadAll(z); err != nil {
			t.Fatal(err)
		}
	}
	text, counted := string(data), int64(0)
	if made, ok := sink.objects[lake.QuarantineKey(testTime, path)]; ok {
		for _, line := range readQuarantine(t, made) {
			if text[line.Offset:line.Offset+line.Bytes] != string(line.Record) {
				t.Errorf("%s: at %d stands something else than what is in quarantine", path, line.Offset)
			}
			if line.Part == 0 {
				counted++
				report.Quarantined[string(line.Reason)]--
			}
		}
	}
	for reason, left := range report.Quarantined {
		if left != 0 {
			t.Errorf("%s: %d records of %s reported and not in quarantine", path, left, reason)
		}
	}
	var rows []parquetRow
	if made, ok := sink.objects[lake.FindingsKey(testTime, path)]; ok {
		rows = readParquet(t, made)
	}
	if int64(len(rows)) != report.Rows {
		t.Errorf("%s: %d rows reported, %d in the file", path, report.Rows, len(rows))
	}
	for _, row := range rows {
		if !strings.Contains(text, row.Finding) || row.Finding == "" || row.FindingID == "" || row.RawObject != path {
			t.Errorf("%s: row %q is not of this file", path, row.FindingID)
		}
	}
}
