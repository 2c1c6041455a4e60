package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"security-hub-analytics/lake"
	"security-hub-analytics/local"
)

// localOut is where shub local writes unless told otherwise: below the current
// folder, to be found again, and out of the way of version control.
const localOut = "shub-local"

const localHelp = `Local runs the whole path on this machine: raw objects become a lake, the views
stand on it, and a picture of it is shown. Without PATH the input is a built-in
sample of real findings that other projects published.

The lake is written to --out, by default the folder ` + localOut + ` below the current one.
It is made anew on every run: what an earlier run of shub local wrote there is
removed first, a folder with anything else in it is refused.
` + pathHelp

const localExamples = `  shub local
  shub local events/ --out lake
  aws securityhub get-findings | shub local - --as findings
  shub local events/ --json`

// localRun is one call of shub local.
type localRun struct {
	input
	paths []string
	out   string
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
	return c
}

func (l *localRun) run(ctx context.Context, e env) (err error) {
	options, err := l.options()
	if err != nil {
		return err
	}
	if err := local.CheckOut(l.out, l.paths); err != nil {
		return err
	}
	inputs, err := l.inputs(e)
	if err != nil {
		return err
	}
	store, err := local.NewScratch(l.out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()

	job, stop := transform(e, inputs, store, options)
	report, failed := job.Run(ctx)
	stop()
	if ctx.Err() != nil {
		return failed
	}
	// The rest comes also when objects failed: the others are there.
	if l.json {
		return errors.Join(writeJSON(e.out, struct {
			lake.Report
			Lake string `json:"lake"`
		}{report, l.out}), failed)
	}
	db, err := local.Open(ctx, l.out, options.Schema)
	if err != nil {
		return errors.Join(err, failed)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return errors.Join(l.picture(ctx, e, report, db), failed)
}

// inputs are what the command line names, or the sample.
func (l *localRun) inputs(e env) (*local.Inputs, error) {
	if len(l.paths) > 0 {
		return l.find(e, l.paths)
	}
	if l.form != formEvents || l.ingestedAt != "" {
		return nil, usage("--as and --ingested-at are about a PATH, and none is given: the built-in sample is events with fixed times")
	}
	return local.Sample()
}
