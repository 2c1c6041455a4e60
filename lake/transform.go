package lake

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"security-hub-analytics/findings"
	"security-hub-analytics/internal/gunzip"
)

// Options sets a Transformer up.
type Options struct {
	// Schema is the fixed columns plus the promoted ones; nil means no promoted ones.
	Schema *findings.Schema
	// Form says what the raw objects hold: events or bare findings.
	Form findings.Form
	// MemoryBytes is what the process may use for one transform; 0 means
	// DefaultMemoryBytes. It decides how many rows are sorted together, so a
	// lake written with another value has other bytes (and the same rows).
	MemoryBytes int64
}

// DefaultMemoryBytes is what a function of 512 MB has for one transform. The
// largest object that Data Firehose writes (128 MB) then becomes two row groups,
// and the process peaks below it (measured: 224 MB).
const DefaultMemoryBytes = 256 << 20

// The rows of a row group take half of the memory: buffers and what the garbage
// collector has not found yet take the rest.
const memoryPerGroup = 2

// Transformer turns raw objects into Parquet and quarantine. It reuses its
// buffers between objects and serves one object at a time. After a panic it
// must not be used again.
type Transformer struct {
	groupBytes int64
	batch      findings.Batch
	reader     *findings.Reader
	parquet    *findings.ParquetWriter
	buffer     *bufio.Reader
	zip        gunzip.Reader
}

// NewTransformer returns a Transformer.
func NewTransformer(o Options) *Transformer {
	if o.MemoryBytes <= 0 {
		o.MemoryBytes = DefaultMemoryBytes
	}
	t := &Transformer{
		groupBytes: o.MemoryBytes / memoryPerGroup,
		parquet:    findings.NewParquetWriter(o.Schema),
		buffer:     bufio.NewReaderSize(nil, 64<<10),
	}
	t.reader = findings.NewReader(o.Schema, o.Form, &t.batch)
	return t
}

// Object transforms the raw object named key, plain or gzip, and reports what
// became of it. On an error nothing of this try is visible in the sink, save
// that a complete quarantine file may stand there; trying again repairs.
func (t *Transformer) Object(ctx context.Context, src Source, key string, sink Sink) (Report, error) {
	started := time.Now()
	raw, info, err := src.Open(ctx, key)
	if err != nil {
		return Report{}, err
	}
	defer raw.Close() //nolint:errcheck // nothing was written to it
	ingested := info.LastModified.UTC().Truncate(time.Millisecond)
	o := &object{
		Transformer: t, ctx: ctx, sink: sink, key: key, ingested: ingested,
		findingsKey: FindingsKey(ingested, key),
		quarantine:  newQuarantine(ctx, sink, QuarantineKey(ingested, key), key, ingested),
	}
	err = o.read(raw)
	if err == nil {
		err = checkLaws(t.reader.Counts(), o.rows(), o.quarantine)
	}
	if err != nil {
		return Report{}, errors.Join(fmt.Errorf("transforming %q: %w", key, err), o.abort())
	}
	if err := o.commit(); err != nil {
		return Report{}, fmt.Errorf("transforming %q: %w", key, err)
	}
	report := newReport(t.reader.Counts(), o.rows(), o.quarantine)
	report.Seconds = time.Since(started).Seconds()
	return report, nil
}

// object is the work on one raw object.
type object struct {
	*Transformer
	ctx         context.Context //nolint:containedctx // of the one Object call that this serves
	sink        Sink
	key         string
	ingested    time.Time
	findingsKey string
	quarantine  *quarantine
	out         Writer // nil until there are rows
}

var gzipMagic = []byte{0x1f, 0x8b}

// read decodes the object to its end and writes its rows, group by group.
func (o *object) read(raw io.Reader) error {
	o.buffer.Reset(raw)
	var plain io.Reader = o.buffer
	if head, err := o.buffer.Peek(len(gzipMagic)); bytes.Equal(head, gzipMagic) {
		if err := o.zip.Reset(o.buffer); err != nil {
			return fmt.Errorf("reading gzip: %w", err)
		}
		plain = &o.zip
	} else if err != nil && err != io.EOF {
		return fmt.Errorf("reading: %w", err)
	}
	o.reader.Quarantine = o.quarantine.add
	o.reader.Reset(plain)
	for {
		if err := o.stopped(); err != nil {
			return err
		}
		err := o.reader.Next()
		if err != nil && err != io.EOF { //nolint:errorlint // what wraps io.EOF is no end, but a closed connection, say
			return fmt.Errorf("reading: %w", err)
		}
		ended := err != nil
		if ended || o.batch.Full() {
			if err := o.add(); err != nil {
				return err
			}
			if ended || o.parquet.Held() >= o.groupBytes {
				if err := o.writeGroup(); err != nil {
					return err
				}
			}
		}
		if ended {
			return o.stopped()
		}
	}
}

// stopped is an error once the context is over.
func (o *object) stopped() error {
	if o.ctx.Err() == nil {
		return nil
	}
	return fmt.Errorf("stopped: %w", context.Cause(o.ctx))
}

// add hands the rows of the batch over to the Parquet file.
func (o *object) add() error {
	rows := o.batch.Rows()
	if len(rows) == 0 {
		return nil
	}
	if o.out == nil {
		out, err := o.sink.Create(o.ctx, o.findingsKey)
		if err != nil {
			return err
		}
		o.out = out
		o.parquet.Reset(out)
	}
	key, ingested := findings.Text(o.key), findings.Opt[int64]{V: o.ingested.UnixMilli(), Set: true}
	for i := range rows {
		rows[i].RawObject, rows[i].IngestedAt = key, ingested
	}
	o.parquet.Add(rows)
	o.batch.Reset()
	return nil
}

// writeGroup writes the rows that were added as one row group.
func (o *object) writeGroup() error {
	if o.out == nil {
		return nil
	}
	if err := o.parquet.Flush(); err != nil {
		return fmt.Errorf("writing %q: %w", o.findingsKey, err)
	}
	return nil
}

// rows counts the rows in the Parquet file.
func (o *object) rows() int64 {
	if o.out == nil {
		return 0
	}
	return o.parquet.Rows()
}

// commit makes the results visible, quarantine first: whoever sees the rows
// can see what is missing among them. Then it removes what an earlier try
// wrote and this one has no use for.
func (o *object) commit() error {
	if err := o.quarantine.commit(); err != nil {
		return errors.Join(err, o.abort())
	}
	if o.out != nil {
		err := o.parquet.Close()
		if err == nil {
			err = o.out.Commit()
		}
		if err != nil {
			return errors.Join(fmt.Errorf("writing %q: %w", o.findingsKey, err), o.out.Abort())
		}
	} else if err := o.sink.Delete(o.ctx, o.findingsKey); err != nil {
		return err
	}
	if o.quarantine.out == nil {
		return o.sink.Delete(o.ctx, o.quarantine.key)
	}
	return nil
}

func (o *object) abort() error {
	err := o.quarantine.abort()
	if o.out != nil {
		err = errors.Join(err, o.out.Abort())
	}
	return err
}
