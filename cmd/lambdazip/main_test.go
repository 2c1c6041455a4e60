package main

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"debug/elf"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// root is the module's folder.
const root = "../.."

// copyModule copies what the function is built from, so that it stands in another
// folder with other times.
func copyModule(t *testing.T) string {
	t.Helper()
	to := t.TempDir()
	for _, part := range []string{"go.mod", "go.sum", "handler", "findings", "lake", "internal"} {
		err := filepath.WalkDir(filepath.Join(root, part), func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.Contains(path, "testdata") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			relative, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			content, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			target := filepath.Join(to, relative)
			if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
				return err
			}
			return os.WriteFile(target, content, 0o600)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return to
}

// TestArchive builds the function from two folders, under hostile environments, and
// looks into the archive as Lambda does.
func TestArchive(t *testing.T) {
	ctx, first, second := context.Background(), copyModule(t), copyModule(t)
	archives := make([][]byte, 2)
	for i, dir := range []string{first, second} {
		// What a machine may be set to must not show.
		if i == 1 {
			t.Setenv("GOFLAGS", "-ldflags=-X=main.x=y")
			t.Setenv("GOOS", "windows")
			t.Setenv("CGO_ENABLED", "1")
		}
		var out bytes.Buffer
		if err := run(ctx, dir, []string{"dist/transform.zip"}, &out); err != nil {
			t.Fatal(err)
		}
		if out.String() != "dist/transform.zip\n" {
			t.Errorf("standard output is %q, want the path alone", out.String())
		}
		var err error
		if archives[i], err = os.ReadFile(filepath.Join(dir, "dist", "transform.zip")); err != nil {
			t.Fatal(err)
		}
	}
	if a, b := sha256.Sum256(archives[0]), sha256.Sum256(archives[1]); a != b {
		t.Errorf("two folders give two archives: %x and %x", a, b)
	}
	lookInto(t, archives[0], first)
	t.Logf("the archive has %d bytes", len(archives[0]))
}

// lookInto reads the archive that was built in dir.
func lookInto(t *testing.T, archive []byte, dir string) {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.File) != 1 {
		t.Fatalf("%d files, want one", len(r.File))
	}
	f := r.File[0]
	if f.Name != "bootstrap" || f.Mode() != 0o755 || !f.Modified.Equal(packed) {
		t.Errorf("file %q, mode %v, date %v; want an executable bootstrap of 1980", f.Name, f.Mode(), f.Modified)
	}
	const unix = 3
	if f.CreatorVersion>>8 != unix {
		t.Errorf("made by system %d: the mode counts only if Unix (%d) made it", f.CreatorVersion>>8, unix)
	}
	content, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	binary, err := io.ReadAll(content)
	if err != nil {
		t.Fatal(err)
	}
	program, err := elf.NewFile(bytes.NewReader(binary))
	if err != nil {
		t.Fatal(err)
	}
	if program.Machine != elf.EM_AARCH64 || program.Type != elf.ET_EXEC {
		t.Errorf("the program is %v, %v; want an arm64 executable", program.Machine, program.Type)
	}
	if libraries, err := program.ImportedLibraries(); err != nil || len(libraries) > 0 {
		t.Errorf("it needs libraries %v (%v), want none", libraries, err)
	}
	for _, lost := range []string{"net/rpc", dir} {
		if bytes.Contains(binary, []byte(lost)) {
			t.Errorf("it holds %q", lost)
		}
	}
}

// TestUnchanged: an archive that is already there is not written again.
func TestUnchanged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "a.zip")
	for _, content := range []string{"one", "one", "two"} {
		if err := replace(path, []byte(content)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != content {
			t.Errorf("read %q (%v), want %q", got, err, content)
		}
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 1 {
		t.Errorf("%d files are left (%v), want the archive alone", len(left), err)
	}
}

func TestErrors(t *testing.T) {
	empty := t.TempDir()
	for _, test := range []struct {
		name string
		args []string
		want string
	}{
		{"no path", nil, "want one argument"},
		{"two paths", []string{"a", "b"}, "want one argument"},
		{"no module", []string{"a.zip"}, "building handler/"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out bytes.Buffer
			err := run(context.Background(), empty, test.args, &out)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
			if out.Len() > 0 {
				t.Errorf("standard output is %q, want nothing", out.String())
			}
		})
	}
}
