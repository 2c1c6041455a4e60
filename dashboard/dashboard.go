package dashboard

import (
	"fmt"
	"regexp"
	"strings"

	schema "security-hub-analytics/findings"
	"security-hub-analytics/sql"
)

// view is what is known of a view: of its columns, by name, the Trino type and the
// place.
type view struct {
	columns map[string]string
	place   map[string]int
	counter string // its column that is never null
}

// New is the dashboard for lakes of a schema; nil means no promoted columns. The
// error names a visual, and the view or column of it that does not exist.
func New(s *schema.Schema) (*Dashboard, error) {
	if s == nil {
		s = &schema.Schema{}
	}
	views, err := sql.Views(s)
	if err != nil {
		return nil, err
	}
	var promoted []string
	for _, column := range s.Columns() {
		if column.Promoted {
			promoted = append(promoted, column.Name)
		}
	}
	d := &Dashboard{Title: "Security Hub analytics", Sheets: []Sheet{
		overview(), trend(), compliance(), accounts(), resources(promoted), vulnerabilities(), findings(), pipeline(),
	}}
	d.know(views)
	return d, d.check()
}

// know takes down the columns of views.
func (d *Dashboard) know(views []sql.View) {
	d.views = map[string]view{}
	for _, v := range views {
		known := view{columns: map[string]string{}, place: map[string]int{}}
		if len(v.Key) > 0 {
			known.counter = v.Key[len(v.Key)-1]
		}
		for i, c := range v.Columns {
			known.columns[c.Name], known.place[c.Name] = c.Trino, i
		}
		d.views[v.Name] = known
	}
}

// Type is the Trino type of a column that a visual names; "" if there is none.
func (d *Dashboard) Type(v Visual, column string) string {
	if derived, ok := DerivedOf(column); ok {
		return derived.Trino
	}
	return d.views[v.View].columns[column]
}

var notOfIDs = regexp.MustCompile(`[^a-z0-9]+`)

// idOf makes an id of a column's name.
func idOf(column string) string { return notOfIDs.ReplaceAllString(strings.ToLower(column), "-") }

// Find is the visual of an id and its sheet.
func (d *Dashboard) Find(id string) (Sheet, Visual, error) {
	for _, s := range d.Sheets {
		for _, v := range s.Visuals {
			if v.ID == id {
				return s, v, nil
			}
		}
	}
	return Sheet{}, Visual{}, fmt.Errorf("visual %q: there is none of that id", id)
}
