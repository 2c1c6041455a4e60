package local

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/klauspost/compress/gzip"

	"security-hub-analytics/lake"
	"security-hub-analytics/local/generate"
)

// syntheticDays is how long the history is that stands beside the sample.
const syntheticDays = 60

// Synthetic is the history that stands beside the sample, so that trends show:
// real findings were published one by one. It ends where the sample does.
func Synthetic() (generate.Config, error) {
	in, err := Sample()
	if err != nil {
		return generate.Config{}, err
	}
	end := in.newest().Truncate(24 * time.Hour)
	c := generate.Default()
	c.Start, c.Days = end.AddDate(0, 0, 1-syntheticDays), syntheticDays
	c.Findings, c.Schema = 1000, generate.Both
	return c, nil
}

// newest is when the last input arrived.
func (in *Inputs) newest() (at time.Time) {
	for _, arrived := range in.arrived {
		if arrived.After(at) {
			at = arrived
		}
	}
	return at
}

// AddSynthetic adds a history to the inputs, a day an object, as far as it had
// been delivered when the last of the others arrived.
func (in *Inputs) AddSynthetic(c generate.Config) error {
	d := &days{in: in, until: in.newest()}
	d.zip = gzip.NewWriter(&d.packed)
	if _, err := c.Events(d.add); err != nil && !errors.Is(err, errDelivered) {
		return err
	}
	return d.flush()
}

// errDelivered ends a history.
var errDelivered = errors.New("what comes now is not delivered yet")

// days puts the events of a day into one object.
type days struct {
	in     *Inputs
	until  time.Time
	last   time.Time // delivery
	packed bytes.Buffer
	zip    *gzip.Writer
}

func (d *days) add(e generate.Event) error {
	at := time.UnixMilli(e.Delivered).UTC()
	if at.After(d.until) {
		return errDelivered
	}
	if at.YearDay() != d.last.YearDay() {
		if err := d.flush(); err != nil {
			return err
		}
	}
	d.last = at
	_, err := d.zip.Write(e.Text)
	return err
}

func (d *days) flush() error {
	if d.last.IsZero() {
		return nil
	}
	if err := d.zip.Close(); err != nil {
		return fmt.Errorf("compressing a day: %w", err)
	}
	content, at := slices.Clone(d.packed.Bytes()), d.last
	d.packed.Reset()
	d.zip.Reset(&d.packed)
	d.in.Generated++
	d.in.Bytes += int64(len(content))
	return d.in.addAt("synthetic/"+at.Format(time.DateOnly)+".ndjson.gz", at, func() (io.ReadCloser, lake.Info, error) {
		return io.NopCloser(bytes.NewReader(content)), lake.Info{LastModified: at, Size: int64(len(content))}, nil
	})
}

// syntheticAccounts is the file of the accounts table that WriteAccounts writes.
const syntheticAccounts = lake.AccountsPrefix + "synthetic.csv"

// WriteAccounts lists the accounts of a history in the lake's accounts table.
func (s *Scratch) WriteAccounts(ctx context.Context, c generate.Config) error {
	out, err := s.Create(ctx, syntheticAccounts)
	if err != nil {
		return err
	}
	lines := csv.NewWriter(out)
	header := []string{}
	for _, column := range lake.AccountsColumns() {
		header = append(header, column.Name)
	}
	err = lines.Write(header)
	for _, a := range generate.AccountsOf(c) {
		err = errors.Join(err, lines.Write([]string{a.ID, a.Name, a.Owner, a.Unit, a.Environment}))
	}
	lines.Flush()
	if err = errors.Join(err, lines.Error()); err != nil {
		return errors.Join(fmt.Errorf("writing %q: %w", syntheticAccounts, err), out.Abort())
	}
	return out.Commit()
}
