package local

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
	"security-hub-analytics/local/firehose"
	"security-hub-analytics/local/rule"
)

// Delivery is the way of one run from its inputs to raw objects, which in AWS
// EventBridge and Data Firehose do: events that the rule matches go on, bytes
// that are no JSON go on as they are, so that quarantine shows them, and bare
// findings get envelopes that say so.
type Delivery struct {
	// Inputs is what is read, Form what it holds.
	Inputs *Inputs
	Form   findings.Form
	// Store takes the raw objects.
	Store *Scratch
	// Limits cut them; the zero value is as deployed.
	Limits firehose.Limits
	// Meter, if not nil, shows during the run how far it is.
	Meter *Meter
}

// Delivered is what a Delivery did.
type Delivered struct {
	// Raw is the raw objects.
	Raw *Inputs
	// Inputs is how many inputs were read to their end, Bytes what was read of
	// all of them, uncompressed.
	Inputs, Bytes int64
	// Matched events are in the raw objects, Unmatched ones are not.
	Matched, Unmatched int64
	// Stretches of bytes that are no JSON are in the raw objects.
	Stretches int64
	// Seconds is the wall-clock time of the run.
	Seconds float64
}

// Run delivers every input in the order of arrival, in one pass and with memory
// for one event. An input that cannot be read to its end is named in the error;
// what came of it before, and the others, are delivered.
func (d Delivery) Run(ctx context.Context) (Delivered, error) {
	started := time.Now()
	pattern, err := rule.Parse(findings.EventPattern)
	if err != nil {
		return Delivered{}, err
	}
	if d.Limits == (firehose.Limits{}) {
		d.Limits = firehose.Deployed
	}
	if d.Meter == nil {
		d.Meter = &Meter{}
	}
	c := &carrier{ctx: ctx, rule: pattern, splitter: findings.NewSplitter(d.Form), bare: d.Form == findings.Bare}
	c.done.Raw = &Inputs{open: map[string]opener{}}
	c.buffer = firehose.Buffer{Sink: d.Store, Limits: d.Limits, Delivered: func(o firehose.Object) error {
		return c.done.Raw.deliver(ctx, d.Store, o)
	}}
	err = c.all(d.Inputs, metered{d.Inputs, d.Meter}, d.Meter)
	c.done.Seconds = time.Since(started).Seconds()
	return c.done, err
}

// all carries the inputs and what remains in the buffer then.
func (c *carrier) all(inputs *Inputs, source metered, meter *Meter) error {
	var errs []error
	for _, key := range inputs.byArrival() {
		err := c.input(source, key, inputs.arrived[key])
		meter.Objects.Add(1)
		if c.ctx.Err() != nil {
			return errors.Join(context.Cause(c.ctx), c.buffer.Abort())
		}
		if c.lost != nil {
			return errors.Join(c.lost, c.buffer.Abort())
		}
		if err == nil {
			c.done.Inputs++
		} else {
			errs = append(errs, err)
		}
	}
	return errors.Join(append(errs, c.buffer.Flush())...)
}

// input carries one input.
func (c *carrier) input(source metered, key string, at time.Time) (err error) {
	reader, _, err := source.Open(c.ctx, key)
	if err != nil {
		return err
	}
	defer reader.Close()
	plain, err := c.unzip.open(reader)
	if err != nil {
		return fmt.Errorf("reading %q: %w", key, err)
	}
	if err := c.carry(plain, at); err != nil {
		return fmt.Errorf("reading %q: %w", key, err)
	}
	return nil
}

// deliver takes a raw object among the inputs.
func (in *Inputs) deliver(ctx context.Context, store *Scratch, o firehose.Object) error {
	size, err := store.Date(o.Key, o.LastModified)
	if err != nil {
		return err
	}
	in.Bytes += size
	return in.add(o.Key, func() (io.ReadCloser, lake.Info, error) { return store.Open(ctx, o.Key) })
}
