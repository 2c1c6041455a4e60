// Package dirstore keeps a lake in a folder: the slash key of an object is its
// path below the folder, so that what the laptop writes is laid out like the
// bucket and can be copied into one as it is.
package dirstore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"security-hub-analytics/lake"
)

var _ lake.Store = (*Store)(nil)

// Store is a lake.Store over one folder. It is safe for concurrent use by
// several goroutines and, writes being renames, by several processes.
type Store struct {
	// root keeps every key, and every symbolic link on its way, inside the folder.
	root *os.Root
	dir  string
	// folders is held while partition folders come or go.
	folders sync.Mutex
}

// New returns the store over the folder dir, which is made if it is not there.
// The caller closes it.
func New(dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("making folder %q: %w", dir, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("opening folder %q: %w", dir, err)
	}
	return &Store{root: root, dir: dir}, nil
}

// Close releases the folder. Objects that are open stay readable.
func (s *Store) Close() error { return s.root.Close() }

// Open opens the file of key.
func (s *Store) Open(_ context.Context, key string) (io.ReadCloser, lake.Info, error) {
	name, err := path(key)
	if err != nil {
		return nil, lake.Info{}, fmt.Errorf("opening object %q in %q: %w", key, s.dir, err)
	}
	file, err := s.root.Open(name)
	if err != nil {
		return nil, lake.Info{}, fmt.Errorf("opening object %q in %q: %w", key, s.dir, cause(err))
	}
	stat, err := file.Stat()
	if err == nil && !stat.Mode().IsRegular() {
		err = errors.New("not a regular file")
	}
	if err != nil {
		_ = file.Close()
		return nil, lake.Info{}, fmt.Errorf("opening object %q in %q: %w", key, s.dir, cause(err))
	}
	info := lake.Info{
		// Milliseconds are what Parquet keeps; finer ones would make the
		// quarantine file differ from the row.
		LastModified: stat.ModTime().UTC().Truncate(time.Millisecond),
		Size:         stat.Size(),
	}
	return &reader{file: file, key: key, left: stat.Size()}, info, nil
}

// reader fails when the file turns out shorter than it was when it was opened.
type reader struct {
	file *os.File
	key  string
	left int64
}

func (r *reader) Read(p []byte) (int, error) {
	n, err := r.file.Read(p)
	r.left -= int64(n)
	switch {
	case errors.Is(err, io.EOF) && r.left > 0:
		err = fmt.Errorf("reading object %q: %d bytes short: %w", r.key, r.left, io.ErrUnexpectedEOF)
	case err != nil && !errors.Is(err, io.EOF):
		err = fmt.Errorf("reading object %q: %w", r.key, err)
	}
	return n, err
}

func (r *reader) Close() error { return r.file.Close() }

// path turns a slash key into a path below the root. Keys that leave the
// folder, and keys that the file system cannot spell, are refused.
func path(key string) (string, error) {
	name, err := filepath.Localize(key)
	if err != nil || name == "." {
		return "", errors.New("the key is no path inside the folder")
	}
	return name, nil
}

// cause drops the operation and the path that package os puts before an error:
// the key says it already.
func cause(err error) error {
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		return pathErr.Err
	}
	if linkErr, ok := errors.AsType[*os.LinkError](err); ok {
		return linkErr.Err
	}
	return err
}
