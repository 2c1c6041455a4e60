package local

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"security-hub-analytics/sql"
)

// Settle works out once the two views that most others stand on, so that asking
// the views that are named, and those that they read, takes a fraction of the
// time. From then on findings_current has values only in the columns that these
// ask for: a column costs time for each file of the lake, whatever is in it.
func (db *DB) Settle(ctx context.Context, views ...string) error {
	all, err := sql.Views(db.schema)
	if err != nil {
		return err
	}
	asked := askedOf(all, views)
	for _, view := range all {
		if view.Name != "findings_current" && view.Name != "finding_history" {
			continue
		}
		columns := make([]string, len(view.Columns))
		for i, c := range view.Columns {
			columns[i] = quoteName(c.Name)
			if view.Name == "findings_current" && !asked[c.Name] {
				columns[i] = "null as " + columns[i]
			}
		}
		err := db.exec(ctx, "create table settled as select "+strings.Join(columns, ", ")+" from "+view.Name,
			"drop view "+view.Name, "alter table settled rename to "+view.Name)
		if err != nil {
			return fmt.Errorf("working out %q: %w", view.Name, blame(ctx, err))
		}
	}
	return nil
}

var words = regexp.MustCompile(`\w+`)

// askedOf are the columns of findings_current that views may ask for: whatever has
// a name that stands in the query of one of them or of a view that they read.
func askedOf(all []sql.View, views []string) map[string]bool {
	asked := map[string]bool{}
	for _, view := range slices.Backward(all) { // each after those that it reads
		if !slices.Contains(views, view.Name) {
			continue
		}
		views = append(slices.Clone(views), view.Reads...)
		if view.Name == "findings_current" {
			continue
		}
		for _, word := range words.FindAllString(view.SQL, -1) {
			asked[word] = true
		}
	}
	return asked
}
