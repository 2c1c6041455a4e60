package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"security-hub-analytics/sql"
)

const viewsApplyHelp = `Apply makes every view anew in Athena, in order: CREATE OR REPLACE VIEW, one query
each, and each waited for. The stack makes them as well; this is for one that
somebody changed by hand or dropped, and for trying a view of your own before the
next "pulumi up". Give the columns that the stack promotes with --column.

Region and credentials come from where the AWS CLI takes them. It takes
athena:StartQueryExecution, GetQueryExecution and StopQueryExecution, glue:GetTable,
CreateTable, UpdateTable and GetDatabase, and to write where the workgroup puts its
results.`

const viewsApplyExamples = `  shub views apply --workgroup security-hub-analytics
  shub views apply --workgroup wg --database my_database --region eu-west-1 --profile audit
  shub views apply --workgroup wg --column owner=Resources[0].Tags.Owner`

// viewsApply is one call of shub views apply.
type viewsApply struct {
	*viewsRun
	database, workgroup string
	account             account
}

func viewsApplyCommand(e env, v *viewsRun) *cobra.Command {
	a := viewsApply{viewsRun: v}
	c := &cobra.Command{
		Use: "apply", Short: "Make every view anew in Athena",
		Long: viewsApplyHelp, Example: viewsApplyExamples, Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return a.run(c.Context(), e) },
	}
	c.Flags().StringVar(&a.database, "database", sql.Database, "database of the views, catalogDatabase of the stack")
	c.Flags().StringVar(&a.workgroup, "workgroup", "primary", "Athena workgroup to run in")
	a.account.flags(c)
	return c
}

func (a *viewsApply) run(ctx context.Context, e env) error {
	views, err := a.list()
	if err != nil {
		return err
	}
	config, err := a.account.load(ctx)
	if err != nil {
		return err
	}
	query := newAthena(config, a.database, a.workgroup)
	for i := range views {
		if err := query.run(ctx, views[i].Statement()); err != nil {
			return fmt.Errorf("making view %q in database %q: %w", views[i].Name, a.database, err)
		}
		if _, err := fmt.Fprintf(e.out, "%2d of %d  %s\n", i+1, len(views), views[i].Name); err != nil {
			return err
		}
	}
	return nil
}
