package local

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"security-hub-analytics/lake"
	"security-hub-analytics/lake/dirstore"
)

// manifest is the file that makes a folder one of ours: it lists the lake's
// files that were written, so that nothing else is ever removed.
const manifest = ".shub-local"

// scratchPrefixes are what Scratch makes anew.
var scratchPrefixes = []string{lake.RawPrefix, lake.FindingsPrefix, lake.QuarantinePrefix}

// Scratch is a lake, and the raw objects that it comes from, made anew by every
// run, so that it holds the input of the last one and nothing else.
type Scratch struct {
	*dirstore.Store
	dir   string
	guard sync.Mutex
	list  *os.File
}

var _ lake.Store = (*Scratch)(nil)

// NewScratch makes the folder dir ready for a new lake. What an earlier run
// wrote there is removed; a folder with anything else in it is a UsageError.
func NewScratch(dir string) (*Scratch, error) {
	if err := clearLake(dir); err != nil {
		return nil, err
	}
	store, err := dirstore.New(dir)
	if err != nil {
		return nil, err
	}
	// It is made, not written by hand: no business of version control.
	err = os.WriteFile(filepath.Join(dir, ".gitignore"), []byte("*\n"), 0o666)
	if err == nil {
		var list *os.File
		if list, err = os.Create(filepath.Join(dir, manifest)); err == nil {
			return &Scratch{Store: store, dir: dir, list: list}, nil
		}
	}
	return nil, errors.Join(fmt.Errorf("preparing folder %q: %w", dir, cause(err)), store.Close())
}

// Create notes the key before the file can exist: also the files of a run that
// was killed are known to be ours.
func (s *Scratch) Create(ctx context.Context, key string) (lake.Writer, error) {
	s.guard.Lock()
	_, err := s.list.WriteString(key + "\n")
	s.guard.Unlock()
	if err != nil {
		return nil, fmt.Errorf("noting %q: %w", key, err)
	}
	return s.Store.Create(ctx, key)
}

// Date gives the object named key the time that it is to be read with, and
// returns its stored size.
func (s *Scratch) Date(key string, at time.Time) (int64, error) {
	name := filepath.Join(s.dir, filepath.FromSlash(key))
	if err := os.Chtimes(name, at, at); err != nil {
		return 0, fmt.Errorf("dating %q: %w", name, cause(err))
	}
	stat, err := os.Stat(name)
	if err != nil {
		return 0, fmt.Errorf("dating %q: %w", name, cause(err))
	}
	return stat.Size(), nil
}

// Close releases the folder.
func (s *Scratch) Close() error {
	return errors.Join(s.list.Close(), s.Store.Close())
}

// clearLake removes the lake that the manifest of dir lists.
func clearLake(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading folder %q: %w", dir, cause(err))
	}
	ours, err := readManifest(filepath.Join(dir, manifest))
	if errors.Is(err, fs.ErrNotExist) {
		return usage("--out %q holds something else: choose an empty or new folder "+
			"(shub transform adds to a lake)", dir)
	}
	if err != nil {
		return err
	}
	for _, prefix := range scratchPrefixes {
		err := filepath.WalkDir(filepath.Join(dir, prefix), func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			key, err := filepath.Rel(dir, name)
			if err == nil && !ours[filepath.ToSlash(key)] {
				err = usage("--out %q holds %q, which shub local did not write: choose another folder "+
					"(shub transform adds to a lake)", dir, filepath.ToSlash(key))
			}
			return err
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if ours[syntheticAccounts] { // beside it there may be files of the user's
		if err := os.Remove(filepath.Join(dir, filepath.FromSlash(syntheticAccounts))); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("clearing folder %q: %w", dir, cause(err))
		}
	}
	for _, prefix := range scratchPrefixes {
		if err := os.RemoveAll(filepath.Join(dir, prefix)); err != nil {
			return fmt.Errorf("clearing folder %q: %w", dir, cause(err))
		}
	}
	return nil
}

func readManifest(name string) (map[string]bool, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // nothing was written to it
	keys := map[string]bool{}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		keys[lines.Text()] = true
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("reading %q: %w", name, err)
	}
	return keys, nil
}
