package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"security-hub-analytics/local"
	"security-hub-analytics/local/generate"
)

const generateHelp = `Generate makes the history of an estate that does not exist, as the events that
Security Hub would have sent: accounts named synthetic-*, findings of Security Hub
controls, Inspector, Prowler, GuardDuty, IAM Access Analyzer and Macie, each with
a life of its own. They appear, are seen again, change severity, are suppressed
and fixed, come back, are archived, or are never heard of again; events come late,
out of order, twice, and several in one. Most findings are there when an account
joins; at three fifths of the time a wave of new vulnerabilities comes.

Equal flags give equal bytes, on every machine: nothing depends on the clock. No
memory is needed for more: ten million events take as little as ten thousand.

--out DIR holds raw objects as Data Firehose lays them out, raw/YYYY/MM/DD/HH/*.gz,
each as old as its delivery, so that it is ingested on that day (copies keep that
only with their times, as with cp -a). DIR must be new or empty. With --out - the
events go to standard output, one a line.

--faults 0.01 lets every hundredth event be followed by something faulty or
awkward: broken or cut JSON, no JSON at all, other events, findings that nobody
can tell apart, odd times, letters of the wrong case, an object for a list.`

const generateExamples = `  shub generate --out history && shub local history --out lake
  shub generate --out year --days 365 --findings 100000 --accounts 80 --schema both
  shub generate --out - --findings 100 --days 7 | head -1
  shub generate --out - --faults 0.05 | shub local -`

// generateRun is one call of shub generate.
type generateRun struct {
	config generate.Config
	schema string
	start  string
	buffer time.Duration
	out    string
}

func generateCommand(e env) *cobra.Command {
	g := generateRun{config: generate.Default(), buffer: generate.DefaultBuffer().Interval}
	c := &cobra.Command{
		Use: "generate --out DIR", Short: "Make a history of findings to try things with",
		Long: generateHelp, Example: generateExamples, Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return g.run(c.Context(), e) },
	}
	f, config := c.Flags(), &g.config
	f.SortFlags = false
	f.StringVar(&g.out, "out", "", "folder of the raw objects, `DIR`, new or empty; - is standard output")
	f.Uint64Var(&config.Seed, "seed", config.Seed, "`number` that parts one history from another")
	f.IntVar(&config.Accounts, "accounts", config.Accounts, "`number` of accounts")
	f.IntVar(&config.Regions, "regions", config.Regions, fmt.Sprintf("`number` of Regions in use, at most %d", generate.MaxRegions))
	f.StringVar(&g.start, "start", config.Start.Format(time.DateOnly), "first `day`")
	f.IntVar(&config.Days, "days", config.Days, "`number` of days")
	f.IntVar(&config.Findings, "findings", config.Findings, "`number` of findings that appear in that time")
	f.IntVar(&config.Updates, "updates", config.Updates, "about how many `times` each is heard of again; changes come\nwhatever it says, and open findings are seen every 50 days")
	f.StringVar(&g.schema, "schema", string(config.Schema), "asff, ocsf, or both: everything is told in either, save\nby Prowler, whose ids differ there")
	f.Float64Var(&config.Faults, "faults", config.Faults, "`share` of the events, from 0 to 1, that something faulty\nor awkward follows")
	f.DurationVar(&g.buffer, "buffer", g.buffer, "how long an object waits for events, from 1s to 24h;\nFirehose waits for 15m at most and makes more objects")
	c.MarkFlagRequired("out") //nolint:errcheck // the flag exists
	return c
}

func (g *generateRun) run(ctx context.Context, e env) error {
	var bad error
	if g.config.Start, bad = time.Parse(time.DateOnly, g.start); bad != nil {
		return usage("--start %q: write a day such as 2026-01-31", g.start)
	}
	g.config.Schema = generate.Schemas(strings.ToLower(g.schema))
	buffer := generate.DefaultBuffer()
	buffer.Interval = g.buffer
	if err := errors.Join(g.config.Check(), buffer.Check()); err != nil {
		return &local.UsageError{Err: err}
	}
	switch g.out {
	case "":
		return usage("--out: name a folder, or - for standard output")
	case local.Stdin:
		return g.stream(ctx, e)
	}
	totals, objects, err := g.config.Folder(ctx, g.out, buffer)
	if errors.Is(err, generate.ErrNotEmpty) {
		return usage("--out: %w", err)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.out, "%s with %s of %s (%s) in %s\n", plural(objects, "object"), plural(totals.Events, "event"),
		plural(totals.Findings, "finding version"), size(totals.Bytes), g.out)
	return err
}

// stream writes nothing but events, so that another command may read them.
func (g *generateRun) stream(ctx context.Context, e env) error {
	w := bufio.NewWriterSize(e.out, 1<<16)
	if _, err := g.config.Stream(ctx, w); err != nil {
		return err
	}
	return w.Flush()
}
