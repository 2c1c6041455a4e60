package main

import (
	"fmt"
	"io"
	"runtime"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
	"security-hub-analytics/local"
)

// input is the flags of the commands that read raw objects.
type input struct {
	form       string
	columns    []string
	ingestedAt string
	json       bool
}

const pathHelp = `
PATH is a file, a folder (walked; hidden files are left out) or - for standard
input. The key of an object is its path as given, which names its rows and its
file in the lake: the same path again replaces what it gave before. Its time,
ingested_at, is the file's; that of - is the start of the run.`

// What --as takes.
const (
	formEvents   = "events"
	formFindings = "findings"
)

func (in *input) flags(c *cobra.Command) {
	c.Flags().StringVar(&in.form, "as", formEvents, "what the input holds: events, or bare findings")
	columnFlag(c.Flags(), &in.columns)
	c.Flags().StringVar(&in.ingestedAt, "ingested-at", "", "`time` of what is read from -, such as 2026-01-31T12:00:00Z")
	c.Flags().BoolVar(&in.json, "json", false, "print the report as one JSON value")
}

func columnFlag(flags *pflag.FlagSet, columns *[]string) {
	flags.StringArrayVar(columns, "column", nil,
		"promote a member to a column, `name=path`, such as\nowner=Resources[0].Tags.Owner; name=asffPath|ocsfPath\nwhere OCSF has another path; repeatable")
}

// options are the transform's.
func (in *input) options() (lake.Options, error) {
	schema, err := schemaOf(in.columns)
	if err != nil {
		return lake.Options{}, err
	}
	options := lake.Options{Schema: schema}
	switch in.form {
	case formEvents:
		options.Form = findings.Events
	case formFindings:
		options.Form = findings.Bare
	default:
		return lake.Options{}, usage("--as %q: it is events or findings", in.form)
	}
	return options, nil
}

func schemaOf(columns []string) (*findings.Schema, error) {
	schema, err := findings.NewSchema(columns...)
	if err != nil {
		return nil, usage("--column: %w", err)
	}
	return schema, nil
}

func usage(format string, args ...any) error {
	return &local.UsageError{Err: fmt.Errorf(format, args...)}
}

// find lists the raw objects under paths.
func (in *input) find(e env, paths []string) (*local.Inputs, error) {
	streamed := e.now()
	if in.ingestedAt != "" {
		var err error
		if streamed, err = parseTime(in.ingestedAt); err != nil {
			return nil, err
		}
	}
	inputs, err := local.FindFiles(paths, e.in, streamed)
	if err != nil {
		return nil, err
	}
	if in.ingestedAt != "" && inputs.Streams == 0 {
		return nil, usage("--ingested-at dates what is read from -, and no PATH is -: files have times of their own")
	}
	for _, skipped := range inputs.Skipped {
		fmt.Fprintf(e.err, "shub: leaving out %s\n", skipped) //nolint:errcheck // as good as said
	}
	if len(inputs.Keys) == 0 {
		fmt.Fprintf(e.err, "shub: there is no file in %q\n", paths) //nolint:errcheck // as good as said
	}
	return inputs, nil
}

func parseTime(text string) (time.Time, error) {
	for _, layout := range []string{time.RFC3339Nano, time.DateOnly} {
		if at, err := time.Parse(layout, text); err == nil {
			return at.UTC(), nil
		}
	}
	return time.Time{}, usage("--ingested-at %q: write a time such as 2026-01-31T12:00:00Z", text)
}

// maxWorkers bounds the memory, some hundreds of megabytes each.
const maxWorkers = 4

// transform is the run over inputs.
func transform(e env, inputs *local.Inputs, sink lake.Sink, options lake.Options) (local.Transform, func()) {
	progress := startProgress(e.err, inputs)
	return local.Transform{
		Inputs: inputs, Sink: sink, Options: options,
		Workers: min(runtime.GOMAXPROCS(0), maxWorkers), Meter: &progress.meter,
	}, progress.stop
}

// readAll reads the SQL that is not on the command line.
func readAll(r io.Reader) (string, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return "", fmt.Errorf("reading standard input: %w", err)
	}
	return string(text), nil
}
