package dirstore_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"security-hub-analytics/lake/dirstore"
)

const key = "findings/ingest_date=2025-03-01/abc.parquet"

// open returns a store over a fresh folder.
func open(t *testing.T) (*dirstore.Store, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "lake")
	store, err := dirstore.New(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store, dir
}

// put writes an object whole.
func put(t *testing.T, store *dirstore.Store, key, content string) {
	t.Helper()
	w, err := store.Create(context.Background(), key)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, content); err != nil {
		t.Fatal(err)
	}
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
}

// get reads an object whole.
func get(t *testing.T, store *dirstore.Store, key string) string {
	t.Helper()
	r, _, err := store.Open(context.Background(), key)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// tree lists all below dir, folders with a slash behind.
func tree(t *testing.T, dir string) []string {
	t.Helper()
	list := []string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			rel += "/"
		}
		list = append(list, rel)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestWriteThenRead(t *testing.T) {
	store, dir := open(t)
	put(t, store, key, "one")
	if got := get(t, store, key); got != "one" {
		t.Errorf("read %q, want %q", got, "one")
	}
	if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(key))); err != nil {
		t.Errorf("the key is not the path: %v", err)
	}
	put(t, store, key, "two")
	if got := get(t, store, key); got != "two" {
		t.Errorf("after overwriting: read %q, want %q", got, "two")
	}
	want := []string{"findings/", "findings/ingest_date=2025-03-01/", key}
	if got := tree(t, dir); !slices.Equal(got, want) {
		t.Errorf("folder holds %q, want %q", got, want)
	}
}

func TestNothingIsVisibleBeforeCommit(t *testing.T) {
	store, dir := open(t)
	w, err := store.Create(context.Background(), key)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, "half"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := store.Open(context.Background(), key); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("before Commit: error %v, want fs.ErrNotExist", err)
	}
	for _, name := range tree(t, dir) {
		if strings.Contains(name, "findings") || strings.Contains(name, "parquet") {
			t.Errorf("before Commit a reader of the lake would see %q", name)
		}
	}
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
	if got := get(t, store, key); got != "half" {
		t.Errorf("after Commit: read %q", got)
	}
	if err := w.Abort(); err != nil {
		t.Errorf("Abort after Commit: %v", err)
	}
	if got := get(t, store, key); got != "half" {
		t.Errorf("Abort after Commit took the object away: read %q", got)
	}
}

func TestAbortLeavesNothing(t *testing.T) {
	store, dir := open(t)
	w, err := store.Create(context.Background(), key)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, "half"); err != nil {
		t.Fatal(err)
	}
	if err := w.Abort(); err != nil {
		t.Fatal(err)
	}
	if got := tree(t, dir); len(got) != 0 {
		t.Errorf("folder holds %q, want nothing", got)
	}
}

func TestFailedCommitKeepsTheOldAndAbortCleans(t *testing.T) {
	store, dir := open(t)
	if err := os.MkdirAll(filepath.Join(dir, filepath.FromSlash(key), "in-the-way"), 0o777); err != nil {
		t.Fatal(err)
	}
	before := tree(t, dir)
	w, err := store.Create(context.Background(), key)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Commit(); err == nil || !strings.Contains(err.Error(), key) {
		t.Fatalf("Commit onto a folder: error %v, want one that names the key", err)
	}
	if err := w.Abort(); err != nil {
		t.Fatal(err)
	}
	if got := tree(t, dir); !slices.Equal(got, before) {
		t.Errorf("folder holds %q, want %q", got, before)
	}
}

func TestKeysStayInside(t *testing.T) {
	store, dir := open(t)
	outside := filepath.Join(filepath.Dir(dir), "outside")
	if err := os.Mkdir(outside, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(outside, "secret"), []byte("x"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "link")); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	for _, key := range []string{"", ".", "..", "../outside/secret", "a/../../outside/secret", "/etc/passwd", "a//b", "a/", "a\x00b", "link/secret"} {
		t.Run(key, func(t *testing.T) {
			if r, _, err := store.Open(context.Background(), key); err == nil {
				r.Close()
				t.Errorf("Open was let through")
			} else if errors.Is(err, fs.ErrNotExist) {
				t.Errorf("Open says the object is gone, want a refusal: %v", err)
			}
			if w, err := store.Create(context.Background(), key); err == nil {
				if err := w.Commit(); err == nil {
					t.Errorf("Create and Commit were let through")
				}
				_ = w.Abort()
			}
			if err := store.Delete(context.Background(), key); err == nil {
				t.Errorf("Delete was let through")
			}
		})
	}
	if _, err := os.Stat(filepath.Join(outside, "secret")); err != nil {
		t.Errorf("a file outside was touched: %v", err)
	}
}

func TestOpenWhatIsNoObject(t *testing.T) {
	store, dir := open(t)
	_, _, err := store.Open(context.Background(), key)
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), key) {
		t.Errorf("missing: error %v, want fs.ErrNotExist naming the key", err)
	}
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o777); err != nil {
		t.Fatal(err)
	}
	if _, _, err := store.Open(context.Background(), "folder"); err == nil || !strings.Contains(err.Error(), "folder") {
		t.Errorf("folder: error %v, want one naming the key", err)
	}
}

func TestInfo(t *testing.T) {
	store, dir := open(t)
	put(t, store, key, "12345")
	mtime := time.Date(2025, 3, 1, 23, 59, 59, 123456789, time.FixedZone("", 7200))
	if err := os.Chtimes(filepath.Join(dir, filepath.FromSlash(key)), mtime, mtime); err != nil {
		t.Fatal(err)
	}
	r, info, err := store.Open(context.Background(), key)
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	if want := time.Date(2025, 3, 1, 21, 59, 59, 123000000, time.UTC); info.LastModified != want {
		t.Errorf("LastModified = %v, want %v", info.LastModified, want)
	}
	if info.Size != 5 {
		t.Errorf("Size = %d, want 5", info.Size)
	}
}

func TestFileCutShortIsAnError(t *testing.T) {
	store, dir := open(t)
	put(t, store, key, "0123456789")
	r, _, err := store.Open(context.Background(), key)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if err := os.Truncate(filepath.Join(dir, filepath.FromSlash(key)), 4); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(r); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("error %v, want io.ErrUnexpectedEOF", err)
	}
}

func TestDelete(t *testing.T) {
	store, dir := open(t)
	ctx := context.Background()
	put(t, store, "findings/ingest_date=2025-03-01/a.parquet", "a")
	put(t, store, "findings/ingest_date=2025-03-01/b.parquet", "b")
	put(t, store, "findings/ingest_date=2025-03-02/c.parquet", "c")
	steps := []struct {
		name, key string
		want      []string
	}{
		{"absent object", "findings/ingest_date=2025-03-02/x.parquet", []string{"findings/", "findings/ingest_date=2025-03-01/", "findings/ingest_date=2025-03-01/a.parquet", "findings/ingest_date=2025-03-01/b.parquet", "findings/ingest_date=2025-03-02/", "findings/ingest_date=2025-03-02/c.parquet"}},
		{"absent partition", "findings/ingest_date=1999-01-01/x.parquet", []string{"findings/", "findings/ingest_date=2025-03-01/", "findings/ingest_date=2025-03-01/a.parquet", "findings/ingest_date=2025-03-01/b.parquet", "findings/ingest_date=2025-03-02/", "findings/ingest_date=2025-03-02/c.parquet"}},
		{"partition lives on", "findings/ingest_date=2025-03-01/a.parquet", []string{"findings/", "findings/ingest_date=2025-03-01/", "findings/ingest_date=2025-03-01/b.parquet", "findings/ingest_date=2025-03-02/", "findings/ingest_date=2025-03-02/c.parquet"}},
		{"partition goes", "findings/ingest_date=2025-03-02/c.parquet", []string{"findings/", "findings/ingest_date=2025-03-01/", "findings/ingest_date=2025-03-01/b.parquet"}},
		{"a folder is no object", "findings/ingest_date=2025-03-01", []string{"findings/", "findings/ingest_date=2025-03-01/", "findings/ingest_date=2025-03-01/b.parquet"}},
		{"the last one", "findings/ingest_date=2025-03-01/b.parquet", []string{}},
		{"again", "findings/ingest_date=2025-03-01/b.parquet", []string{}},
	}
	for _, step := range steps {
		if err := store.Delete(ctx, step.key); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		if got := tree(t, dir); !slices.Equal(got, step.want) {
			t.Fatalf("%s: folder holds %q, want %q", step.name, got, step.want)
		}
	}
	if _, err := os.Stat(dir); err != nil {
		t.Errorf("the folder itself was removed: %v", err)
	}
}

// TestDeleteBesideCommit holds Commit to its promise while the partition
// folder comes and goes.
func TestDeleteBesideCommit(t *testing.T) {
	store, _ := open(t)
	var wg sync.WaitGroup
	stop := make(chan struct{})
	wg.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				if err := store.Delete(context.Background(), "findings/ingest_date=2025-03-01/other.parquet"); err != nil {
					t.Error(err)
					return
				}
			}
		}
	})
	for range 300 {
		put(t, store, key, "x")
		if got := get(t, store, key); got != "x" {
			t.Errorf("read %q", got)
		}
		if err := store.Delete(context.Background(), key); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	wg.Wait()
}
