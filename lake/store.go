package lake

import (
	"context"
	"io"
	"time"
)

// Info is what a Source knows of an object besides its bytes.
type Info struct {
	// LastModified dates the rows: ingested_at and ingest_date come from it,
	// never from the clock, so that a retry writes the same bytes.
	LastModified time.Time
	// Size is the stored (possibly compressed) size in bytes; -1 if unknown.
	Size int64
}

// Source is where raw objects are read from.
type Source interface {
	// Open opens the current version of the object named key. The error wraps
	// fs.ErrNotExist when there is none and names the key in every case. The
	// reader fails, rather than ending early, when the object is cut short.
	Open(ctx context.Context, key string) (io.ReadCloser, Info, error)
}

// Sink is where the lake's files are written to.
type Sink interface {
	// Create starts an object that nobody sees before Commit.
	Create(ctx context.Context, key string) (Writer, error)
	// Delete removes the object named key; one that is not there is no error.
	Delete(ctx context.Context, key string) error
}

// Store is a place that can be read and written.
type Store interface {
	Source
	Sink
}

// Writer writes one object: all of it becomes visible at Commit, none of it
// before, and nothing of it is left behind by Abort. Exactly one of the two is
// called, once; Abort after a failed Commit is allowed.
type Writer interface {
	io.Writer
	Commit() error
	Abort() error
}
