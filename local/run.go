package local

import (
	"context"
	"errors"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"security-hub-analytics/lake"
)

// Transform is one run of the transform over many raw objects.
type Transform struct {
	// Inputs is what is read, Sink where the lake is written.
	Inputs *Inputs
	Sink   lake.Sink
	// Options are the transform's own.
	Options lake.Options
	// Workers is how many objects are transformed side by side, at least one.
	// The lake does not depend on it.
	Workers int
	// Meter, if not nil, shows during the run how far it is.
	Meter *Meter
}

// Meter shows how far a run is.
type Meter struct {
	// Objects is how many objects are done, Read how many stored bytes were read.
	Objects, Read atomic.Int64
}

// Run transforms every object. An object that fails is named in the error and
// does not keep the others from being done; the report counts those that were.
func (t Transform) Run(ctx context.Context) (lake.Report, error) {
	started := time.Now()
	meter := t.Meter
	if meter == nil {
		meter = &Meter{}
	}
	sum := lake.Report{Quarantined: map[string]int64{}}
	var errs []error
	var guard sync.Mutex
	keys := make(chan string)
	var workers sync.WaitGroup
	for range max(1, min(t.Workers, len(t.Inputs.Keys))) {
		workers.Go(func() {
			transformer := lake.NewTransformer(t.Options)
			for key := range keys {
				report, err := transformer.Object(ctx, metered{t.Inputs, meter}, key, t.Sink)
				meter.Objects.Add(1)
				guard.Lock()
				if err == nil {
					sum.Add(report)
				} else if ctx.Err() == nil { // that it was interrupted is said once, below
					errs = append(errs, err)
				}
				guard.Unlock()
			}
		})
	}
feed:
	for _, key := range t.Inputs.Keys {
		select {
		case keys <- key:
		case <-ctx.Done():
			break feed
		}
	}
	close(keys)
	workers.Wait()
	if ctx.Err() != nil {
		errs = append(errs, context.Cause(ctx))
	}
	sum.Seconds = time.Since(started).Seconds()
	return sum, errors.Join(errs...)
}

// metered counts what is read of a source.
type metered struct {
	lake.Source
	meter *Meter
}

func (m metered) Open(ctx context.Context, key string) (io.ReadCloser, lake.Info, error) {
	reader, info, err := m.Source.Open(ctx, key)
	if err != nil {
		return nil, info, err
	}
	return meteredReader{reader, ctx, m.meter}, info, nil
}

type meteredReader struct {
	io.ReadCloser
	ctx   context.Context //nolint:containedctx // of the one Open call that this serves
	meter *Meter
}

// Read reads, and fails once the run is to stop: the interrupt that ends it may
// also end the program that writes our input, whose early end is no end then.
func (m meteredReader) Read(p []byte) (int, error) {
	n, err := m.ReadCloser.Read(p)
	m.meter.Read.Add(int64(n))
	if m.ctx.Err() != nil {
		return n, context.Cause(m.ctx)
	}
	return n, err
}
