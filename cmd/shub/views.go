package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"security-hub-analytics/local"
	"security-hub-analytics/sql"
)

const viewsHelp = `Views prints the statement that makes each view, in an order in which all that a
view reads is there before it, or that of the view NAME. Names in it have no
database: run it with one chosen. Views of your own, sql/custom, come last.`

const viewsExamples = `  shub views                             all of them
  shub views findings_current            one
  shub views --json                      with columns, grain, key and what they read
  shub views check                       are the columns those that are declared?
  shub views apply --workgroup my-group  make them anew in Athena`

// viewsRun is one call of shub views.
type viewsRun struct {
	columns []string
	json    bool
}

func viewsCommand(e env) *cobra.Command {
	var v viewsRun
	c := &cobra.Command{
		Use: "views [NAME]", Short: "Print the views, check their columns, or make them anew in Athena",
		Long: viewsHelp, Example: viewsExamples, Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return v.print(e, args) },
	}
	c.PersistentFlags().SortFlags = false
	columnFlag(c.PersistentFlags(), &v.columns)
	c.Flags().BoolVar(&v.json, "json", false, "print an array of objects")
	c.AddCommand(viewsCheckCommand(e, &v), viewsApplyCommand(e, &v))
	return c
}

// list is the views, with the columns that --column promotes.
func (v *viewsRun) list() ([]sql.View, error) {
	schema, err := schemaOf(v.columns)
	if err != nil {
		return nil, err
	}
	views, err := sql.Views(schema)
	if err != nil {
		return nil, fmt.Errorf("reading the views: %w", err)
	}
	return views, nil
}

// viewJSON is a view as --json prints it.
type viewJSON struct {
	Name        string       `json:"name"`
	Description string       `json:"description"`
	Grain       string       `json:"grain"`
	Key         []string     `json:"key"`
	Reads       []string     `json:"reads"`
	Columns     []columnJSON `json:"columns"`
	Custom      bool         `json:"custom"`
	Statement   string       `json:"statement"`
}

type columnJSON struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	Description string `json:"description"`
}

func (v *viewsRun) print(e env, names []string) error {
	views, err := v.list()
	if err != nil {
		return err
	}
	if len(names) > 0 {
		if views, err = named(views, names[0]); err != nil {
			return err
		}
	}
	if !v.json {
		for i := range views {
			if i > 0 {
				if _, err := fmt.Fprintln(e.out); err != nil {
					return err
				}
			}
			if _, err := fmt.Fprintf(e.out, "%s;\n", strings.TrimSpace(views[i].Statement())); err != nil {
				return err
			}
		}
		return nil
	}
	all := make([]viewJSON, len(views))
	for i, view := range views {
		all[i] = viewJSON{
			view.Name, view.Description, view.Grain, view.Key, view.Reads,
			make([]columnJSON, len(view.Columns)), view.Custom, strings.TrimSpace(view.Statement()),
		}
		for j, c := range view.Columns {
			all[i].Columns[j] = columnJSON{c.Name, c.Trino, c.Description}
		}
	}
	return writeJSON(e.out, all)
}

// named is the one view of that name.
func named(views []sql.View, name string) ([]sql.View, error) {
	var names []string
	for _, view := range views {
		if view.Name == name {
			return []sql.View{view}, nil
		}
		names = append(names, view.Name)
	}
	near := "; shub views --json lists them"
	if found := local.Nearest(name, names); found != "" {
		near = "; near it: " + found
	}
	return nil, usage("view %q: there is none of that name%s", name, near)
}
