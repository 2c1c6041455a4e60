package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake/dirstore"
	"security-hub-analytics/local"
)

const transformHelp = `Transform does what the Lambda function does: it turns raw objects into a lake,
one Parquet file for each, and a quarantine file where something could not become
a row. What the lake held before stays; the same object again replaces itself.
` + pathHelp

const transformExamples = `  shub transform raw/ --out lake
  aws s3 cp s3://bucket/raw/key - | shub transform - --out lake --ingested-at 2026-01-31T12:05:00Z
  aws securityhub get-findings | shub transform - --as findings --out lake
  shub transform raw/ --out lake --column 'owner=Resources[0].Tags.Owner' --json`

// transformRun is one call of shub transform.
type transformRun struct {
	input
	paths []string
	out   string
}

func transformCommand(e env) *cobra.Command {
	var t transformRun
	c := &cobra.Command{
		Use: "transform PATH... --out DIR", Short: "Turn raw objects into a lake",
		Long: transformHelp, Example: transformExamples, Args: somePath,
		RunE: func(c *cobra.Command, paths []string) error {
			t.paths = paths
			return t.run(c.Context(), e)
		},
	}
	t.flags(c)
	c.Flags().StringVar(&t.out, "out", "", "folder of the lake, `DIR`, made if it is not there")
	c.MarkFlagRequired("out") //nolint:errcheck // the flag exists
	return c
}

func somePath(_ *cobra.Command, paths []string) error {
	if len(paths) == 0 {
		return errors.New("a PATH is missing: a file, a folder, or - for standard input")
	}
	return nil
}

func (t *transformRun) run(ctx context.Context, e env) (err error) {
	options, err := t.options()
	if err != nil {
		return err
	}
	if err := local.CheckOut(t.out, t.paths); err != nil {
		return err
	}
	inputs, err := t.find(e, t.paths)
	if err != nil {
		return err
	}
	store, err := dirstore.New(t.out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()

	job, stop := transform(e, inputs, store, options)
	report, err := job.Run(ctx)
	stop()
	// The report comes also when objects failed: it accounts for the others.
	if t.json {
		return errors.Join(writeJSON(e.out, report), err)
	}
	return errors.Join(writeReport(e.out, report), t.writeDoubt(e.out, report, report.Rows, report.Quarantined[string(findings.NotAFindingEvent)]), err)
}

func writeJSON(to screen, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(to, "%s\n", text)
	return err
}
