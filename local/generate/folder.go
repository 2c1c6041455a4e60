package generate

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrNotEmpty is why Folder refuses a folder: two histories in one would be a
// third one.
var ErrNotEmpty = errors.New("the folder is not empty: name a new one, or empty it")

// Folder writes the history below dir, a file for each raw object, as old as
// the object, so that it is ingested on the day that it was delivered. The
// number of objects comes back as well.
func (c Config) Folder(ctx context.Context, dir string, b Buffer) (Totals, int64, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Totals{}, 0, fmt.Errorf("reading %q: %w", dir, err)
	}
	if len(entries) > 0 {
		return Totals{}, 0, fmt.Errorf("writing to %q: %w", dir, ErrNotEmpty)
	}
	objects := int64(0)
	totals, err := c.Objects(b, func(o Object) error {
		objects++
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return o.write(dir)
	})
	return totals, objects, err
}

func (o Object) write(dir string) error {
	name := filepath.Join(dir, filepath.FromSlash(o.Key))
	err := os.MkdirAll(filepath.Dir(name), 0o777)
	if err == nil {
		err = os.WriteFile(name, o.Content, 0o666)
	}
	if err == nil {
		err = os.Chtimes(name, o.LastModified, o.LastModified)
	}
	if err != nil {
		return fmt.Errorf("writing an object: %w", err)
	}
	return nil
}

// Stream writes the history to w, plain and one event a line.
func (c Config) Stream(ctx context.Context, w io.Writer) (Totals, error) {
	return c.Events(func(e Event) error {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if _, err := w.Write(e.Text); err != nil {
			return fmt.Errorf("writing an event: %w", err)
		}
		return nil
	})
}
