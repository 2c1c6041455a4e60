package generate

import (
	"bytes"
	"fmt"
	"time"

	"github.com/klauspost/compress/gzip"

	"security-hub-analytics/lake"
)

// Buffer is what Data Firehose cuts its objects by.
type Buffer struct {
	// Interval is how long after its first event an object is written.
	Interval time.Duration
	// Size is how many bytes, uncompressed, it holds at most.
	Size int64
}

// DefaultBuffer makes fewer and larger objects than Firehose, which waits for 15
// minutes at most: a history of months is read faster so.
func DefaultBuffer() Buffer { return Buffer{Interval: 6 * time.Hour, Size: 32 << 20} }

// Check reports what makes no sense, by the names of the command's flags.
func (b Buffer) Check() error {
	if b.Interval < time.Second || b.Interval > 24*time.Hour {
		return fmt.Errorf("--buffer %s: it is a time from 1s to 24h", b.Interval)
	}
	if b.Size < 1 {
		return fmt.Errorf("cutting objects of %d bytes: it takes one at least", b.Size)
	}
	return nil
}

// Object is one raw object as Data Firehose stores it.
type Object struct {
	// Key is its key in the bucket.
	Key string
	// LastModified is when it was written.
	LastModified time.Time
	// Content is compressed with gzip; the next object overwrites it.
	Content []byte
}

// Objects makes the history as raw objects, in the order of their writing. An
// error of each ends it.
func (c Config) Objects(b Buffer, each func(Object) error) (Totals, error) {
	if err := b.Check(); err != nil {
		return Totals{}, err
	}
	k := &cutter{buffer: b, seed: c.Seed, each: each}
	// Neither a name nor a time in the header, so that equal content is equal.
	k.packer, _ = gzip.NewWriterLevel(&k.packed, gzip.DefaultCompression) // the level exists
	totals, err := c.Events(k.add)
	if err != nil {
		return totals, err
	}
	return totals, k.flush(k.due())
}

// cutter fills one object at a time.
type cutter struct {
	buffer Buffer
	seed   uint64
	each   func(Object) error
	packer *gzip.Writer
	packed bytes.Buffer
	opened int64 // when the first event came
	size   int64
	number uint64
}

// due is when the object is written at the latest.
func (k *cutter) due() int64 { return k.opened + k.buffer.Interval.Milliseconds() }

func (k *cutter) add(e Event) error {
	if k.size > 0 {
		at := min(k.due(), e.Delivered)
		if e.Delivered >= k.due() || k.size+int64(len(e.Text)) > k.buffer.Size {
			if err := k.flush(at); err != nil {
				return err
			}
		}
	}
	if k.size == 0 {
		k.opened = e.Delivered
		k.packed.Reset()
		k.packer.Reset(&k.packed)
	}
	k.size += int64(len(e.Text))
	if _, err := k.packer.Write(e.Text); err != nil {
		return fmt.Errorf("compressing an object: %w", err)
	}
	return nil
}

func (k *cutter) flush(at int64) error {
	if k.size == 0 {
		return nil
	}
	if err := k.packer.Close(); err != nil {
		return fmt.Errorf("compressing an object: %w", err)
	}
	key := out(lake.RawPrefix)
	opened := time.UnixMilli(k.opened).UTC()
	key = opened.AppendFormat(key, "2006/01/02/15/synthetic-1-2006-01-02-15-04-05-")
	key = appendUUID(key, draw(k.seed, streamEvent, k.number))
	key.add(".gz")
	k.number++
	k.size = 0
	return k.each(Object{Key: string(key), LastModified: time.UnixMilli(at).UTC(), Content: k.packed.Bytes()})
}
