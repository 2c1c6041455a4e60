package dirstore

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"security-hub-analytics/lake"
)

// tempPrefix and tempSuffix name files that are being written. They lie at the
// top of the folder, so no partition shows before its first file is complete,
// and they end in nothing that a reader of the lake (*.parquet, *.ndjson.gz)
// would take for its own.
const (
	tempPrefix = ".dirstore-"
	tempSuffix = ".tmp"
)

// Create starts the file of key under a temporary name.
func (s *Store) Create(_ context.Context, key string) (lake.Writer, error) {
	name, err := path(key)
	if err != nil {
		return nil, fmt.Errorf("creating object %q in %q: %w", key, s.dir, err)
	}
	temp := tempPrefix + rand.Text() + tempSuffix
	file, err := s.root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, fmt.Errorf("creating object %q in %q: %w", key, s.dir, cause(err))
	}
	return &writer{store: s, key: key, name: name, temp: temp, file: file}, nil
}

// writer is one file under way.
type writer struct {
	store *Store
	key   string
	name  string // where it goes
	temp  string // where it is
	file  *os.File
	done  bool
}

func (w *writer) Write(p []byte) (int, error) {
	n, err := w.file.Write(p)
	if err != nil {
		err = fmt.Errorf("writing object %q in %q: %w", w.key, w.store.dir, cause(err))
	}
	return n, err
}

// Commit makes the file visible under its key, in the place of an older one.
// It does not wait for the disk: after a power failure the run is repeated and
// writes the same bytes.
func (w *writer) Commit() error {
	if err := w.file.Close(); err != nil {
		return fmt.Errorf("completing object %q in %q: %w", w.key, w.store.dir, cause(err))
	}
	if err := w.rename(); err != nil {
		return fmt.Errorf("completing object %q in %q: %w", w.key, w.store.dir, cause(err))
	}
	w.done = true
	return nil
}

// rename puts the file in its place. A Delete at the same time may remove the
// partition folder, being empty, between its making and the rename: the lock
// keeps our own from it, repeating helps against that of another process.
func (w *writer) rename() error {
	w.store.folders.Lock()
	defer w.store.folders.Unlock()
	var err error
	for range 10 {
		if err = w.store.root.MkdirAll(filepath.Dir(w.name), 0o777); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err = w.store.root.Rename(w.temp, w.name); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return err
}

// Abort removes what was written. After a Commit that succeeded it does nothing.
func (w *writer) Abort() error {
	if w.done {
		return nil
	}
	w.done = true
	_ = w.file.Close() // a second Close after a failed Commit; the removal below is what counts
	if err := w.store.root.Remove(w.temp); err != nil {
		return fmt.Errorf("abandoning object %q in %q: %w", w.key, w.store.dir, cause(err))
	}
	return nil
}

// Delete removes the file of key, and the folders above it that are empty
// then: to S3, and to readers of the lake, an empty partition does not exist.
func (s *Store) Delete(_ context.Context, key string) error {
	name, err := path(key)
	if err != nil {
		return fmt.Errorf("deleting object %q in %q: %w", key, s.dir, err)
	}
	s.folders.Lock()
	defer s.folders.Unlock()
	if stat, err := s.root.Lstat(name); err == nil && stat.IsDir() {
		return nil // a folder is no object, so this one is not there
	}
	if err := s.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("deleting object %q in %q: %w", key, s.dir, cause(err))
	}
	for dir := filepath.Dir(name); dir != "."; dir = filepath.Dir(dir) {
		if s.root.Remove(dir) != nil {
			break // not empty, which is the usual case, or not ours to remove
		}
	}
	return nil
}
