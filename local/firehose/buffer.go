// Package firehose cuts a stream of records into raw objects, as Data Firehose
// does: compressed with gzip, a newline behind each record, a new object when
// enough has come or enough time is over.
//
// Time here is the arrival of the records, which the caller says, and never the
// clock: the same records that arrive at the same times make the same objects,
// byte for byte and under the same names.
package firehose

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/klauspost/compress/gzip"

	"security-hub-analytics/lake"
)

// Limits say when an object is written.
type Limits struct {
	// Bytes is how much, uncompressed, an object holds; the record that reaches
	// it is the object's last.
	Bytes int64
	// Interval is how long an object waits for records after its first one.
	Interval time.Duration
}

// Deployed is what the program deploys unless told otherwise.
var Deployed = Limits{Bytes: lake.DeliveryMiB << 20, Interval: lake.DeliveryInterval}

// Stream is the name that stands in the names of the objects.
const Stream = "shub-local"

// Object is a raw object that has been written.
type Object struct {
	// Key is its key.
	Key string
	// LastModified is when its last record arrived.
	LastModified time.Time
	// Records and Bytes count what is in it, newlines included, uncompressed.
	Records, Bytes int64
}

// Buffer gathers records. After an error it can only be aborted.
type Buffer struct {
	// Sink is where the objects go; Delivered, which learns of each of them.
	Sink      lake.Sink
	Delivered func(Object) error
	Limits    Limits

	sequence uint64
	object   Object // the one under way
	opened   time.Time
	out      lake.Writer // nil where none is under way
	zip      *gzip.Writer
	within   bool // a record has begun
}

// Write takes a record, or the next part of one, that arrived at a time which is
// not before that of the record before. Only the first part's time counts.
func (b *Buffer) Write(ctx context.Context, part []byte, at time.Time) error {
	if !b.within {
		if b.out != nil && !at.Before(b.opened.Add(b.Limits.Interval)) {
			if err := b.Flush(); err != nil {
				return err
			}
		}
		if b.out == nil {
			if err := b.open(ctx, part, at); err != nil {
				return err
			}
		}
		b.within, b.object.LastModified = true, at
	}
	return b.write(part)
}

// End ends the record.
func (b *Buffer) End() error {
	if !b.within {
		return nil
	}
	b.within = false
	b.object.Records++
	if err := b.write([]byte(lake.RecordDelimiter)); err != nil {
		return err
	}
	if b.object.Bytes >= b.Limits.Bytes {
		return b.Flush()
	}
	return nil
}

// open starts an object, whose name comes from its place in the sequence and
// from what it begins with.
func (b *Buffer) open(ctx context.Context, part []byte, at time.Time) (err error) {
	sum := sha256.New()
	_ = binary.Write(sum, binary.BigEndian, b.sequence) // a hash takes everything
	sum.Write(part)
	b.sequence++
	b.opened = at
	b.object = Object{Key: lake.RawKey(Stream, at, [16]byte(sum.Sum(nil)))}
	if b.out, err = b.Sink.Create(ctx, b.object.Key); err != nil {
		return err
	}
	if b.zip == nil {
		b.zip, err = gzip.NewWriterLevel(b.out, gzip.BestSpeed)
		return err
	}
	b.zip.Reset(b.out)
	return nil
}

func (b *Buffer) write(p []byte) error {
	b.object.Bytes += int64(len(p))
	if _, err := b.zip.Write(p); err != nil {
		return fmt.Errorf("writing %q: %w", b.object.Key, err)
	}
	return nil
}

// Flush writes the object under way, if there is one.
func (b *Buffer) Flush() error {
	if b.out == nil {
		return nil
	}
	if err := b.zip.Close(); err != nil {
		return fmt.Errorf("writing %q: %w", b.object.Key, err)
	}
	if err := b.out.Commit(); err != nil {
		return err
	}
	b.out = nil
	return b.Delivered(b.object)
}

// Abort forgets the object under way, if there is one.
func (b *Buffer) Abort() error {
	if b.out == nil {
		return nil
	}
	out := b.out
	b.out = nil
	return out.Abort()
}
