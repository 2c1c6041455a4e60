package dashboard

import "slices"

// Dataset is what the visuals and filters need of one view, and nothing else.
type Dataset struct {
	// View is the view.
	View string
	// Columns are its columns, in the view's order.
	Columns []Column
	// Hourly says that a visual shows hours, so that a daily refresh is too slow.
	Hourly bool
}

// Column is a column of a dataset.
type Column struct {
	// Name is the column's name, Trino its type.
	Name, Trino string
}

// Datasets lists what QuickSight has to load, in the order of first use.
func (d *Dashboard) Datasets() []Dataset { return d.datasets(false) }

// PageDatasets lists what the page asks of each view: what QuickSight loads, and
// what stands beside single figures.
func (d *Dashboard) PageDatasets() []Dataset { return d.datasets(true) }

// PageViews lists the views that the page asks, in the order of first use.
func (d *Dashboard) PageViews() []string {
	var views []string
	for _, set := range d.PageDatasets() {
		views = append(views, set.View)
	}
	return views
}

func (d *Dashboard) datasets(beside bool) []Dataset {
	var sets []Dataset
	for _, s := range d.Sheets {
		for _, v := range s.Visuals {
			i := slices.IndexFunc(sets, func(set Dataset) bool { return set.View == v.View })
			if i < 0 {
				i, sets = len(sets), append(sets, Dataset{View: v.View})
			}
			sets[i].Hourly = sets[i].Hourly || v.Time == "hour_at"
			if !beside && v.Chart == Number && len(v.Values) == 2 && !v.Values[1].Compares() {
				v.Values = v.Values[:1] // QuickSight has no place for it
			}
			names := d.reads(v)
			for _, m := range v.Values {
				if m.Aggregation == Count {
					names = append(names, d.Counter(v))
				}
			}
			for _, f := range s.Filters {
				if !f.Period() && d.Heeds(v, f) {
					names = append(names, f.Column)
				}
			}
			for _, name := range names {
				if derived, ok := DerivedOf(name); ok {
					names = append(names, derived.Reads...)
					continue
				}
				c := Column{name, d.Type(v, name)}
				if !slices.Contains(sets[i].Columns, c) {
					sets[i].Columns = append(sets[i].Columns, c)
				}
			}
		}
	}
	for _, set := range sets {
		place := d.views[set.View].place
		slices.SortFunc(set.Columns, func(a, b Column) int { return place[a.Name] - place[b.Name] })
	}
	return sets
}

// Counter is the column whose values count rows where a picture needs a column to
// count: the last of the view's key, which is never null.
func (d *Dashboard) Counter(v Visual) string { return d.views[v.View].counter }

// reads lists the columns that a visual names, without those of filters.
func (d *Dashboard) reads(v Visual) []string {
	names := slices.Clone(v.By)
	conditions := slices.Clone(v.Where)
	for _, m := range v.Values {
		names = append(names, m.Column)
		conditions = append(conditions, m.Where...)
		if m.Snapshot {
			names = append(names, "day_on")
		}
	}
	for _, c := range conditions {
		names = append(names, c.Column)
	}
	for _, o := range v.Order {
		if !isValue(o.Column) {
			names = append(names, o.Column)
		}
	}
	names = append(names, v.Split, v.Time)
	var unique []string
	for _, name := range names {
		if name != "" && !slices.Contains(unique, name) {
			unique = append(unique, name)
		}
	}
	return unique
}
