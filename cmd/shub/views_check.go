package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"security-hub-analytics/local"
)

const viewsCheckHelp = `Check makes every view over an empty lake and compares the columns that it has
with those that it declares, which is what Athena, the stack and the dashboard
believe. It is for views of your own: sql/custom/README.md says how to write one.
It also refuses functions that are not known to mean the same in Athena.

The views are those that this shub was built with: after a change build it anew,
or let "go run ./cmd/shub views check" do it.`

func viewsCheckCommand(e env, v *viewsRun) *cobra.Command {
	return &cobra.Command{
		Use: "check", Short: "Compare the columns of every view with those that it declares",
		Long: viewsCheckHelp, Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return v.check(c.Context(), e) },
	}
}

func (v *viewsRun) check(ctx context.Context, e env) error {
	schema, err := schemaOf(v.columns)
	if err != nil {
		return err
	}
	views, err := v.list()
	if err != nil {
		return err
	}
	checked, err := local.CheckViews(ctx, schema, views)
	if err != nil {
		return err
	}
	var wrong []error
	custom := int64(0)
	for _, c := range checked {
		if c.Err != nil {
			wrong = append(wrong, c.Err)
		}
		if c.View.Custom {
			custom++
		}
	}
	if len(wrong) > 0 {
		return errors.Join(wrong...)
	}
	line := plural(int64(len(checked)), "view") + ", "
	if custom > 0 {
		line += count(custom) + " of them your own, "
	}
	_, err = fmt.Fprintln(e.out, line+"with the columns that they declare")
	return err
}
