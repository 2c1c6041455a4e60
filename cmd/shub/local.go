package main

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/spf13/cobra"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
	"security-hub-analytics/local"
	"security-hub-analytics/local/generate"
)

// localOut is where shub local writes unless told otherwise: below the current
// folder, to be found again, and out of the way of version control.
const localOut = "shub-local"

const localHelp = `Local runs the whole path on this machine: the rule's pattern picks the events,
a delivery buffer like Data Firehose's cuts them into raw objects, these become a
lake, the views stand on it, and a page is written over them: the dashboard, one
file that any browser opens and that needs no network. Without PATH the input
is a built-in sample of real findings that other projects published and, so that
trends show, 60 days of made-up history in accounts whose names begin with
synthetic- (--real-only leaves it out).

Events that the rule does not match are counted as unmatched and stop there, as in
AWS. Bytes that are no JSON go on, and quarantine shows them. Bare findings are put
into events that say that they were made here ("wrapped-by":"shub").

Raw objects and lake are written to --out, by default the folder ` + localOut + ` below
the current one. It is made anew on every run: what an earlier run of shub local
wrote there is removed first, a folder with anything else in it is refused.

PATH is a file, a folder (walked; hidden files are left out) or - for standard
input. An input arrives when it was last changed, - at the start of the run; a raw
object holds what arrived within five minutes, up to 64 MiB, and is as old as the
last of it. That is ingested_at of its rows.`

const localExamples = `  shub local
  shub local events/ --out lake
  aws securityhub get-findings | shub local - --as findings
  shub local events/ --json`

// localRun is one call of shub local.
type localRun struct {
	input
	paths    []string
	out      string
	realOnly bool
}

func localCommand(e env) *cobra.Command {
	var l localRun
	c := &cobra.Command{
		Use: "local [PATH...] [--out DIR]", Short: "Run the whole path on this machine and show what came of it",
		Long: localHelp, Example: localExamples, Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, paths []string) error {
			l.paths = paths
			return l.run(c.Context(), e)
		},
	}
	l.flags(c)
	c.Flags().StringVar(&l.out, "out", localOut, "folder of the lake, `DIR`, made anew")
	c.Flags().BoolVar(&l.realOnly, "real-only", false, "leave out the made-up history beside the built-in sample")
	return c
}

func (l *localRun) run(ctx context.Context, e env) (err error) {
	options, err := l.options()
	if err != nil {
		return err
	}
	if err := local.CheckOut(l.out, l.paths, lake.RawPrefix); err != nil {
		return err
	}
	inputs, history, err := l.inputs(e)
	if err != nil {
		return err
	}
	store, err := local.NewScratch(l.out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if history != nil {
		if err := store.WriteAccounts(ctx, *history); err != nil {
			return err
		}
	}

	delivered, report, failed := l.path(ctx, e, inputs, store, options)
	if ctx.Err() != nil {
		return failed
	}
	// The rest comes also when inputs failed: the others are there.
	db, err := local.Open(ctx, l.out, options.Schema)
	if err != nil {
		return errors.Join(err, failed)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	drawn, err := writePage(ctx, db, options.Schema, l.out, l.subject())
	if err != nil {
		return errors.Join(err, failed)
	}
	if l.json {
		return errors.Join(writeJSON(e.out, struct {
			lake.Report
			Unmatched int64  `json:"unmatched"`
			Lake      string `json:"lake"`
			Page      string `json:"page"`
		}{report, delivered.Unmatched, l.out, drawn}), failed)
	}
	return errors.Join(l.picture(ctx, e, inputs, delivered, report, db, drawn), failed)
}

// subject is what the page says that it shows.
func (l *localRun) subject() string {
	switch len(l.paths) {
	case 0:
		if l.realOnly {
			return "The built-in sample"
		}
		return "The built-in sample and made-up history"
	case 1:
		return filepath.Base(l.paths[0])
	}
	return plural(int64(len(l.paths)), "input")
}

// path sends the inputs to raw objects and these to the lake. An error may come
// with what was done all the same.
func (l *localRun) path(ctx context.Context, e env, inputs *local.Inputs, store *local.Scratch, options lake.Options) (local.Delivered, lake.Report, error) {
	progress := startProgress(e.err, inputs)
	delivered, failed := local.Delivery{Inputs: inputs, Form: options.Form, Store: store, Meter: &progress.meter}.Run(ctx)
	progress.stop()
	if ctx.Err() != nil {
		return delivered, lake.Report{}, failed
	}
	options.Form = findings.Events // bare findings have envelopes now
	job, stop := transform(e, delivered.Raw, store, options)
	report, err := job.Run(ctx)
	stop()
	report.Seconds += delivered.Seconds
	return delivered, report, errors.Join(failed, err)
}

// inputs are what the command line names, or the sample and, unless it is left
// out, a history beside it.
func (l *localRun) inputs(e env) (*local.Inputs, *generate.Config, error) {
	if len(l.paths) > 0 {
		if l.realOnly {
			return nil, nil, usage("--real-only is about the built-in sample, and a PATH is given: nothing is made up beside it")
		}
		in, err := l.find(e, l.paths)
		return in, nil, err
	}
	if l.form != formEvents || l.ingestedAt != "" {
		return nil, nil, usage("--as and --ingested-at are about a PATH, and none is given: the built-in sample is events with fixed times")
	}
	in, err := local.Sample()
	if err != nil || l.realOnly {
		return in, nil, err
	}
	history, err := local.Synthetic()
	if err != nil {
		return nil, nil, err
	}
	return in, &history, in.AddSynthetic(history)
}
