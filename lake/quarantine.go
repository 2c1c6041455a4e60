package lake

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/klauspost/compress/gzip"

	"security-hub-analytics/findings"
)

// QuarantineLine is one line of a quarantine file, and so one row of the
// quarantine table: a record that did not become a row, or a part of one.
type QuarantineLine struct {
	// Reason and Kind: see findings.Reason and findings.Kind.
	Reason findings.Reason `json:"reason"`
	Kind   findings.Kind   `json:"kind"`
	// RawObject is the key of the object that holds the record.
	RawObject string `json:"raw_object"`
	// Offset and Bytes say where this part stands in the uncompressed object.
	Offset int64 `json:"offset"`
	Bytes  int64 `json:"bytes"`
	// Part counts the parts of a record from 0: to count records, count part 0.
	Part int `json:"part"`
	// Record is the bytes of this part.
	Record []byte `json:"record_base64"`
	// IngestedAt is the LastModified of the raw object, ISO 8601.
	IngestedAt string `json:"ingested_at"`
}

// IngestedAtLayout is how ingested_at is written where it is text.
const IngestedAtLayout = "2006-01-02T15:04:05.000Z"

// quarantine writes the quarantine file of one object, if there is anything to
// write, and counts the records in it.
type quarantine struct {
	ctx      context.Context //nolint:containedctx // of the one Object call that this serves
	sink     Sink
	key      string
	line     QuarantineLine
	zip      *gzip.Writer
	out      Writer
	json     *json.Encoder
	counts   map[findings.Reason]int64
	events   int64
	findings int64
}

func newQuarantine(ctx context.Context, sink Sink, key, rawKey string, ingested time.Time) *quarantine {
	return &quarantine{
		ctx: ctx, sink: sink, key: key, counts: map[findings.Reason]int64{},
		line: QuarantineLine{RawObject: rawKey, IngestedAt: ingested.UTC().Format(IngestedAtLayout)},
	}
}

// add writes one part of a record.
func (q *quarantine) add(p findings.Quarantined) error {
	if q.out == nil {
		out, err := q.sink.Create(q.ctx, q.key)
		if err != nil {
			return err
		}
		q.out, q.zip = out, gzip.NewWriter(out)
		q.json = json.NewEncoder(q.zip)
	}
	q.line.Reason, q.line.Kind, q.line.Part = p.Reason, p.Kind, p.Part
	q.line.Offset, q.line.Bytes, q.line.Record = p.Offset, int64(len(p.Record)), p.Record
	if err := q.json.Encode(&q.line); err != nil {
		return fmt.Errorf("writing %q: %w", q.key, err)
	}
	if p.Part == 0 {
		q.counts[p.Reason]++
		if p.Kind == findings.KindEvent {
			q.events++
		} else {
			q.findings++
		}
	}
	return nil
}

// commit makes the file visible; without a record there is none, and one that
// an earlier try left is not touched here.
func (q *quarantine) commit() error {
	if q.out == nil {
		return nil
	}
	if err := q.zip.Close(); err != nil {
		return fmt.Errorf("writing %q: %w", q.key, err)
	}
	return q.out.Commit()
}

func (q *quarantine) abort() error {
	if q.out == nil {
		return nil
	}
	return q.out.Abort()
}
