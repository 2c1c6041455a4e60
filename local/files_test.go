package local

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"security-hub-analytics/lake"
)

// write makes files of a folder, each holding its own name; a name that ends in
// a slash is a folder.
func write(t *testing.T, folder string, names ...string) {
	t.Helper()
	for _, name := range names {
		path := filepath.Join(folder, filepath.FromSlash(name))
		err := os.MkdirAll(filepath.Dir(path), 0o777)
		if strings.HasSuffix(name, "/") {
			err = os.MkdirAll(path, 0o777)
		} else if err == nil {
			err = os.WriteFile(path, []byte(name), 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func isUsage(err error) bool {
	var usage *UsageError
	return errors.As(err, &usage)
}

func TestFindFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, ".", "a/1.gz", "a/b/2", "a/.hidden", "a/.git/config", "a/b/10", "c", "d/.only", "-", "e/")
	if err := errors.Join(os.Symlink("../c", "a/link"), os.Symlink("b", "a/loop")); err != nil {
		t.Skip(err)
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name          string
		paths         []string
		keys, skipped []string
		wantErr       string
		usage         bool
	}{
		{name: "nothing"},
		{name: "file", paths: []string{"c"}, keys: []string{"c"}},
		{name: "file, cleaned", paths: []string{"./a/../c"}, keys: []string{"c"}},
		{name: "folder, sorted", paths: []string{"a"}, keys: []string{"a/1.gz", "a/b/10", "a/b/2", "a/link"}, skipped: []string{`"a/loop": a link to a folder`}},
		{name: "folder, with a slash", paths: []string{"a/b/"}, keys: []string{"a/b/10", "a/b/2"}},
		{name: "order as given", paths: []string{"c", "a/b"}, keys: []string{"c", "a/b/10", "a/b/2"}},
		{name: "current folder", paths: []string{"."}, keys: []string{"-", "a/1.gz", "a/b/10", "a/b/2", "a/link", "c"}, skipped: []string{`"a/loop": a link to a folder`}},
		{name: "from above", paths: []string{"../" + filepath.Base(here) + "/c"}, keys: []string{"../" + filepath.Base(here) + "/c"}},
		{name: "absolute", paths: []string{filepath.Join(here, "c")}, keys: []string{filepath.ToSlash(here) + "/c"}},
		{name: "hidden, but named", paths: []string{"a/.hidden", "a/.git"}, keys: []string{"a/.hidden", "a/.git/config"}},
		{name: "standard input", paths: []string{"-", "c"}, keys: []string{"-", "c"}},
		{name: "file named -", paths: []string{"./-"}, keys: []string{"-"}},
		{name: "nothing in it", paths: []string{"d", "e"}},
		{name: "link to a folder", paths: []string{"a/loop"}, keys: []string{"a/loop/10", "a/loop/2"}},
		{name: "twice", paths: []string{"c", "./c"}, wantErr: `"c" comes twice`, usage: true},
		{name: "twice, once in a folder", paths: []string{"a", "a/b/2"}, wantErr: `"a/b/2" comes twice`, usage: true},
		{name: "standard input and its name", paths: []string{"-", "./-"}, wantErr: `"-" comes twice`, usage: true},
		{name: "absent", paths: []string{"c", "nope"}, wantErr: `"nope"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			in, err := FindFiles(test.paths, strings.NewReader("stdin"), time.Time{})
			if test.wantErr != "" {
				if err == nil || !strings.Contains(err.Error(), test.wantErr) || isUsage(err) != test.usage {
					t.Fatalf("error %v, want one with %s, wrong use: %v", err, test.wantErr, test.usage)
				}
				return
			}
			if err != nil || !slices.Equal(in.Keys, test.keys) || !slices.Equal(in.Skipped, test.skipped) {
				t.Fatalf("keys %q, skipped %q, error %v\nwant %q, %q", in.Keys, in.Skipped, err, test.keys, test.skipped)
			}
		})
	}
}

func TestInputsOpen(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write(t, folder, "file")
	name := filepath.Join(folder, "file")
	written := time.Date(2026, 1, 2, 3, 4, 5, 678e6, time.UTC)
	if err := os.Chtimes(name, written, written); err != nil {
		t.Fatal(err)
	}
	streamed := time.Date(2026, 2, 3, 0, 0, 0, 0, time.UTC)
	in, err := FindFiles([]string{name, Stdin}, strings.NewReader("typed"), streamed)
	if err != nil {
		t.Fatal(err)
	}
	if in.Streams != 1 || in.Bytes != 4 {
		t.Errorf("%d streams, %d bytes, want 1 and 4", in.Streams, in.Bytes)
	}
	for _, test := range []struct {
		key, text string
		info      lake.Info
	}{
		{filepath.ToSlash(name), "file", lake.Info{LastModified: written, Size: 4}},
		{filepath.ToSlash(name), "file", lake.Info{LastModified: written, Size: 4}}, // files open again
		{Stdin, "typed", lake.Info{LastModified: streamed, Size: -1}},
	} {
		reader, info, err := in.Open(t.Context(), test.key)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(reader)
		if err := errors.Join(err, reader.Close()); err != nil || string(text) != test.text ||
			info.Size != test.info.Size || !info.LastModified.Equal(test.info.LastModified) {
			t.Errorf("%s: %q, %v, %v, want %q, %v", test.key, text, info, err, test.text, test.info)
		}
	}
	if _, _, err := in.Open(t.Context(), Stdin); err == nil || !strings.Contains(err.Error(), `"-"`) {
		t.Errorf("opening standard input again: %v, want an error naming it", err)
	}
	if _, _, err := in.Open(t.Context(), "other"); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), `"other"`) {
		t.Errorf("opening what is not there: %v", err)
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if _, _, err := in.Open(t.Context(), filepath.ToSlash(name)); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), name) {
		t.Errorf("opening what is gone: %v", err)
	}
}

// TestFileChangesWhileRead checks that a file cut short is no shorter object,
// and that what is appended waits for the next time.
func TestFileChangesWhileRead(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "file")
	open := func(size int) io.ReadCloser {
		t.Helper()
		if err := os.WriteFile(name, []byte(strings.Repeat("x", size)), 0o666); err != nil {
			t.Fatal(err)
		}
		in, err := FindFiles([]string{name}, nil, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		reader, _, err := in.Open(context.Background(), filepath.ToSlash(name))
		if err != nil {
			t.Fatal(err)
		}
		return reader
	}
	shorter := open(10)
	defer shorter.Close()
	if err := os.Truncate(name, 4); err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(shorter); !errors.Is(err, io.ErrUnexpectedEOF) || len(text) != 4 {
		t.Errorf("a file cut short: %d bytes, %v", len(text), err)
	}
	longer := open(10)
	defer longer.Close()
	if err := os.WriteFile(name, []byte(strings.Repeat("x", 20)), 0o666); err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(longer); err != nil || len(text) != 10 {
		t.Errorf("a file that grows: %d bytes, %v", len(text), err)
	}
}

func TestSample(t *testing.T) {
	t.Parallel()
	in, err := Sample()
	if err != nil || len(in.Keys) == 0 || in.Streams != 0 || in.Bytes == 0 {
		t.Fatalf("%d keys, %d streams, %d bytes, %v", len(in.Keys), in.Streams, in.Bytes, err)
	}
	for _, key := range in.Keys {
		reader, info, err := in.Open(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := io.Copy(io.Discard, reader); err != nil || n != info.Size || info.LastModified.IsZero() {
			t.Errorf("%s: %d bytes, %v, %v", key, n, info, err)
		}
	}
}

func TestCheckOut(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, ".", "in/sub/file", "lake/raw/file", "lake/findings/file", "lake/quarantine/sub/file", "other/")
	if err := os.Symlink("in", "alias"); err != nil {
		t.Skip(err)
	}
	tests := []struct {
		out, path string
		refused   bool
	}{
		{"out", "in", false},
		{"other", "in", false},
		{"in-too", "in", false},
		{"lake", "lake/raw", false},
		{"lake", "-", false},
		{"out", "in/sub/file", false},
		{"in", "in", true},
		{"in/out", "in", true},
		{"in/sub/out/deep", "in", true},
		{".", ".", true},
		{"out", ".", true},
		{"alias", "in", true},
		{"alias/new", "in", true},
		{"in/new", "alias", true},
		{"in/sub/file", "in/sub/file", true},
		{"lake", "lake/findings", true},
		{"lake", "lake/findings/file", true},
		{"lake", "lake/quarantine/sub", true},
		{"lake", "lake", true},
	}
	for _, test := range tests {
		err := CheckOut(test.out, []string{"other/nothing", test.path})
		if isUsage(err) != test.refused || (err == nil) == test.refused {
			t.Errorf("--out %s with input %s: %v, refused should be %v", test.out, test.path, err, test.refused)
		}
	}
}
