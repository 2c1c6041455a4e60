package local

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"security-hub-analytics/lake"
)

// UsageError says that what was asked for makes no sense, whatever the data is.
type UsageError struct{ Err error }

func (e *UsageError) Error() string { return e.Err.Error() }

// Unwrap returns what is wrong.
func (e *UsageError) Unwrap() error { return e.Err }

func usage(format string, args ...any) error {
	return &UsageError{fmt.Errorf(format, args...)}
}

// Stdin is the path that stands for standard input.
const Stdin = "-"

var _ lake.Source = (*Inputs)(nil)

// Inputs is the raw objects of one run.
type Inputs struct {
	// Keys lists the objects, in the order given and found.
	Keys []string
	// Skipped lists what a walk found and left out, and why. Hidden files are
	// not among it.
	Skipped []string
	// Generated is how many of them were made up here.
	Generated int
	// Streams is how many of them have no age of their own.
	Streams int
	// Bytes is the size of the others, as they are stored.
	Bytes int64

	open    map[string]opener
	arrived map[string]time.Time
}

type opener func() (io.ReadCloser, lake.Info, error)

// FindFiles takes paths of files, of folders, which are walked without hidden
// files, and Stdin. The key of an object is its path as given, cleaned and with
// slashes; two objects of one key are a UsageError. A file is as old as it says;
// what has no age of its own, standard input and pipes, is dated streamed.
func FindFiles(paths []string, stdin io.Reader, streamed time.Time) (*Inputs, error) {
	in := &Inputs{open: map[string]opener{}}
	for _, name := range paths {
		if name == Stdin {
			in.Streams++
			if err := in.addAt(Stdin, streamed, once(stdin, streamed)); err != nil {
				return nil, err
			}
			continue
		}
		stat, err := os.Stat(name)
		if err != nil {
			return nil, fmt.Errorf("reading %q: %w", name, cause(err))
		}
		switch {
		case stat.IsDir():
			err = in.walk(name)
		case stat.Mode().IsRegular():
			in.Bytes += stat.Size()
			err = in.addAt(filepath.ToSlash(filepath.Clean(name)), stat.ModTime(), file(name, streamed))
		default:
			in.Streams++
			err = in.addAt(filepath.ToSlash(filepath.Clean(name)), streamed, file(name, streamed))
		}
		if err != nil {
			return nil, err
		}
	}
	return in, nil
}

// Open opens the object named key.
func (in *Inputs) Open(_ context.Context, key string) (io.ReadCloser, lake.Info, error) {
	open, ok := in.open[key]
	if !ok {
		return nil, lake.Info{}, fmt.Errorf("opening %q: %w", key, fs.ErrNotExist)
	}
	reader, info, err := open()
	if err != nil {
		return nil, lake.Info{}, fmt.Errorf("opening %q: %w", key, cause(err))
	}
	return reader, info, nil
}

func (in *Inputs) add(key string, open opener) error {
	if in.open[key] != nil {
		return usage("input %q comes twice: name it once, its rows are told apart by it", key)
	}
	in.open[key] = open
	in.Keys = append(in.Keys, key)
	return nil
}

// addAt adds an object of which it is known when it arrived.
func (in *Inputs) addAt(key string, at time.Time, open opener) error {
	if in.arrived == nil {
		in.arrived = map[string]time.Time{}
	}
	if err := in.add(key, open); err != nil {
		return err
	}
	in.arrived[key] = at
	return nil
}

// byArrival lists the keys in the order of their arrival; what came together
// is ordered by name, whatever order it was given in.
func (in *Inputs) byArrival() []string {
	return slices.SortedFunc(slices.Values(in.Keys), func(a, b string) int {
		return cmp.Or(in.arrived[a].Compare(in.arrived[b]), strings.Compare(a, b))
	})
}

func (in *Inputs) walk(root string) error {
	root += string(filepath.Separator) // or a link to a folder would not be followed
	return filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("reading %q: %w", name, cause(err))
		}
		if name != root && strings.HasPrefix(entry.Name(), ".") {
			if entry.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if entry.IsDir() {
			return nil
		}
		stat, err := os.Stat(name) // of what a link leads to
		switch {
		case err != nil:
			return fmt.Errorf("reading %q: %w", name, cause(err))
		case stat.IsDir(): // following it could go round in circles
			in.Skipped = append(in.Skipped, fmt.Sprintf("%q: a link to a folder", name))
			return nil
		case !stat.Mode().IsRegular():
			in.Skipped = append(in.Skipped, fmt.Sprintf("%q: not a regular file", name))
			return nil
		}
		in.Bytes += stat.Size()
		return in.addAt(filepath.ToSlash(filepath.Clean(name)), stat.ModTime(), file(name, time.Time{}))
	})
}
