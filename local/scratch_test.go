package local

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"security-hub-analytics/lake"
)

// put writes an object of a lake.
func put(t *testing.T, sink lake.Sink, key string) {
	t.Helper()
	writer, err := sink.Create(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	_, err = writer.Write([]byte(key))
	if err := errors.Join(err, writer.Commit()); err != nil {
		t.Fatal(err)
	}
}

func scratch(t *testing.T, folder string, keys ...string) {
	t.Helper()
	s, err := NewScratch(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range keys {
		put(t, s, key)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestScratchIsMadeAnew checks that a run leaves nothing of the one before.
func TestScratchIsMadeAnew(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "new", "folder")
	scratch(t, folder, "findings/ingest_date=2026-01-01/a.parquet", "quarantine/ingest_date=2026-01-01/a.ndjson.gz")
	first := tree(t, folder)
	scratch(t, folder, "findings/ingest_date=2026-01-02/b.parquet")
	for name := range tree(t, folder) {
		if strings.Contains(name, "2026-01-01") {
			t.Errorf("%s is still there", name)
		}
	}
	scratch(t, folder, "findings/ingest_date=2026-01-01/a.parquet", "quarantine/ingest_date=2026-01-01/a.ndjson.gz")
	if diff := cmp.Diff(first, tree(t, folder)); diff != "" {
		t.Errorf("the same run again differs:\n%s", diff)
	}
}

// TestScratchAfterKill checks that the files of a run that did not end are ours.
func TestScratchAfterKill(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	killed, err := NewScratch(folder)
	if err != nil {
		t.Fatal(err)
	}
	put(t, killed, "findings/ingest_date=2026-01-01/a.parquet")
	if _, err := killed.Create(t.Context(), "findings/ingest_date=2026-01-01/b.parquet"); err != nil {
		t.Fatal(err)
	}
	scratch(t, folder) // while the other still has it open
	if _, err := os.Stat(filepath.Join(folder, "findings")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("findings are still there: %v", err)
	}
	killed.Close()
}

// TestScratchSparesOthers checks that nothing is removed that no run wrote.
func TestScratchSparesOthers(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		files  []string
		wanted string
	}{
		{"a folder of something else", []string{"notes.txt"}, "holds something else"},
		{"a lake of transform", []string{"findings/ingest_date=2026-01-01/a.parquet"}, "holds something else"},
		{"our lake, added to", []string{manifest, "findings/ingest_date=2026-01-01/a.parquet"}, "a.parquet"},
		{"our lake, added to in quarantine", []string{manifest, "quarantine/readme"}, "readme"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			write(t, folder, test.files...)
			before := tree(t, folder)
			_, err := NewScratch(folder)
			if !isUsage(err) || !strings.Contains(err.Error(), test.wanted) || !strings.Contains(err.Error(), folder) {
				t.Errorf("error %v, want wrong use with %q", err, test.wanted)
			}
			if diff := cmp.Diff(before, tree(t, folder)); diff != "" {
				t.Errorf("the folder changed:\n%s", diff)
			}
		})
	}
	folder := t.TempDir()
	scratch(t, folder)
	write(t, folder, "index.html") // what stands beside the lake stays
	scratch(t, folder)
	if _, err := os.Stat(filepath.Join(folder, "index.html")); err != nil {
		t.Error(err)
	}
	file := filepath.Join(t.TempDir(), "file")
	write(t, filepath.Dir(file), "file")
	if _, err := NewScratch(file); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("a file for a folder: %v", err)
	}
}
