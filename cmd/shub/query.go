package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"

	"security-hub-analytics/local"
	"security-hub-analytics/sql"
)

const queryHelp = `Query answers SQL over a lake, in Athena's dialect. The tables are findings,
quarantine and accounts, the views those that the stack makes; all stand in the
database security_hub_database. "show tables" and "describe findings" list what
there is.

The lake is only read. CREATE VIEW and DROP VIEW work, and last for the one run:
put them before a query, separated by semicolons. SQL of - is read from standard
input.

A query may call the functions that are known to mean the same here and in Athena:
`

const queryExamples = `  shub query --lake lake 'select severity_label, count(*) as n from findings group by 1'
  shub query --lake lake --csv 'select * from "security-hub-rolled-up-finding"' > hours.csv
  shub query --lake lake --json - < question.sql
  shub query --lake lake 'select reason, raw_object, "offset" from quarantine'`

// queryRun is one call of shub query.
type queryRun struct {
	lake, question string
	columns        []string
	csv, json      bool
}

func queryCommand(e env) *cobra.Command {
	var q queryRun
	c := &cobra.Command{
		Use: "query --lake DIR SQL", Short: "Answer SQL over a lake, in Athena's dialect",
		Long: queryHelp + text.WrapSoft(strings.Join(sql.Callable(), " "), pipeWidth), Example: queryExamples, Args: oneSQL,
		RunE: func(c *cobra.Command, args []string) error {
			q.question = args[0]
			return q.run(c.Context(), e)
		},
	}
	c.Flags().StringVar(&q.lake, "lake", "", "folder of the lake, `DIR`")
	c.MarkFlagRequired("lake") //nolint:errcheck // the flag exists
	columnFlag(c.Flags(), &q.columns)
	c.Flags().BoolVar(&q.csv, "csv", false, "print CSV, null as nothing")
	c.Flags().BoolVar(&q.json, "json", false, "print an array of objects")
	c.MarkFlagsMutuallyExclusive("csv", "json")
	return c
}

func oneSQL(_ *cobra.Command, args []string) error {
	switch len(args) {
	case 0:
		return errors.New("the SQL is missing")
	case 1:
		return nil
	}
	return fmt.Errorf("%d arguments, but the SQL is one: put it in quotes", len(args))
}

func (q *queryRun) run(ctx context.Context, e env) (err error) {
	schema, err := schemaOf(q.columns)
	if err != nil {
		return err
	}
	if q.question == local.Stdin {
		if q.question, err = readAll(e.in); err != nil {
			return err
		}
	}
	db, err := local.Open(ctx, q.lake, schema)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if db.Empty() {
		fmt.Fprintf(e.err, "shub: the lake %q is empty\n", q.lake) //nolint:errcheck // as good as said
	}
	out := q.writer(e)
	answered, err := db.Query(ctx, q.question, out)
	if err != nil {
		return err
	}
	if !answered {
		fmt.Fprintln(e.err, "shub: done, for this run only: put the statement before a query, separated by a semicolon") //nolint:errcheck // as good as said
	}
	return out.end()
}

// answerWriter writes an answer as it comes.
type answerWriter interface {
	local.Rows
	// end completes it, also where no answer came.
	end() error
}

func (q *queryRun) writer(e env) answerWriter {
	switch {
	case q.csv:
		return newCSV(e.out)
	case q.json:
		return &jsonWriter{to: e.out}
	}
	return &tableWriter{to: e.out, notes: e.err}
}
