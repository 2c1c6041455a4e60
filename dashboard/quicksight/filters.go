package quicksight

import (
	"fmt"
	"reflect"
	"slices"

	"security-hub-analytics/dashboard"
)

// filterGroups are what readers choose, and what visuals leave out by themselves.
func (r renderer) filterGroups() list {
	out := list{}
	for _, f := range r.filters() {
		if f.Period() {
			out = append(out, r.periodGroups(f)...)
		} else {
			out = append(out, r.chosenGroup(f))
		}
	}
	return append(out, r.ownGroups()...)
}

// filters are the filters of all sheets, each once.
func (r renderer) filters() []dashboard.Filter {
	var out []dashboard.Filter
	for _, s := range r.d.Sheets {
		for _, f := range s.Filters {
			if !slices.ContainsFunc(out, func(g dashboard.Filter) bool { return g.ID == f.ID }) {
				out = append(out, f)
			}
		}
	}
	return out
}

// scope is where a filter holds: by sheet, the visuals that heeds picks.
func (r renderer) scope(picks func(dashboard.Sheet, dashboard.Visual) bool) (configuration object, sheets int) {
	scoped := list{}
	for _, s := range r.d.Sheets {
		ids := list{}
		for _, v := range s.Visuals {
			if picks(s, v) {
				ids = append(ids, v.ID)
			}
		}
		if len(ids) > 0 {
			scoped = append(scoped, object{"SheetId": s.ID, "Scope": "SELECTED_VISUALS", "VisualIds": ids})
		}
	}
	return object{"SelectedSheets": object{"SheetVisualScopingConfigurations": scoped}}, len(scoped)
}

func has(s dashboard.Sheet, f dashboard.Filter) bool {
	return slices.ContainsFunc(s.Filters, func(g dashboard.Filter) bool { return g.ID == f.ID })
}

// sheetsOf counts the sheets that have a filter: one on a single sheet and one on
// several are declared and shown in different ways.
func (r renderer) sheetsOf(f dashboard.Filter) (n int) {
	for _, s := range r.d.Sheets {
		if has(s, f) {
			n++
		}
	}
	return n
}

// chosenGroup is a filter of values. It goes for every data set that has a column
// of this name.
func (r renderer) chosenGroup(f dashboard.Filter) object {
	var first dashboard.Visual
	scope, _ := r.scope(func(s dashboard.Sheet, v dashboard.Visual) bool {
		heeds := has(s, f) && r.d.Heeds(v, f)
		if heeds && first.ID == "" {
			first = v
		}
		return heeds
	})
	configuration := object{"MatchOperator": "CONTAINS"}
	if f.Default == nil {
		configuration["SelectAllOptions"] = "FILTER_ALL_VALUES"
	} else {
		configuration["CategoryValues"] = f.Default
	}
	filter := object{
		"FilterId": f.ID, "Column": identifier(first, f.Column),
		"Configuration": object{"FilterListConfiguration": configuration},
	}
	if r.sheetsOf(f) > 1 {
		filter["DefaultFilterControlConfiguration"] = object{
			"Title": f.Label, "ControlOptions": object{"DefaultDropdownOptions": object{"Type": "MULTI_SELECT"}},
		}
	}
	return group(f.ID, "ALL_DATASETS", scope, object{"CategoryFilter": filter})
}

func group(id, crossDataset string, scope object, filters ...any) object {
	return object{"FilterGroupId": "group-" + id, "CrossDataset": crossDataset, "ScopeConfiguration": scope, "Status": "ENABLED", "Filters": filters}
}

// periodGroups are a filter for each column of time, all from one parameter on.
func (r renderer) periodGroups(f dashboard.Filter) list {
	out := list{}
	for _, column := range r.times() {
		var first dashboard.Visual
		scope, sheets := r.scope(func(s dashboard.Sheet, v dashboard.Visual) bool {
			heeds := has(s, f) && v.Time == column
			if heeds && first.ID == "" {
				first = v
			}
			return heeds
		})
		if sheets == 0 {
			continue
		}
		id := f.ID + "-" + column
		out = append(out, group(id, "ALL_DATASETS", scope, object{"TimeRangeFilter": object{
			"FilterId": id, "Column": identifier(first, column), "NullOption": "NON_NULLS_ONLY", "IncludeMinimum": true,
			"RangeMinimumValue": object{"Parameter": parameterName(f)}, "TimeGranularity": "DAY",
		}}))
	}
	return out
}

// times are the columns by which visuals go along time.
func (r renderer) times() []string {
	var out []string
	for _, s := range r.d.Sheets {
		for _, v := range s.Visuals {
			if v.Time != "" && !slices.Contains(out, v.Time) {
				out = append(out, v.Time)
			}
		}
	}
	return out
}

// ownGroups are what visuals leave out whatever a reader chooses: one group for
// those of a sheet that leave out the same.
func (r renderer) ownGroups() list {
	out := list{}
	for _, s := range r.d.Sheets {
		var done []dashboard.Visual
		for _, v := range s.Visuals {
			same := func(w dashboard.Visual) bool { return w.View == v.View && reflect.DeepEqual(w.Where, v.Where) }
			if len(v.Where) == 0 || slices.ContainsFunc(done, same) {
				continue
			}
			done = append(done, v)
			scope, _ := r.scope(func(t dashboard.Sheet, w dashboard.Visual) bool { return t.ID == s.ID && same(w) })
			filters := list{}
			for i, c := range v.Where {
				filters = append(filters, r.own(v, fmt.Sprintf("%s-where-%d", v.ID, i+1), c))
			}
			out = append(out, group(v.ID+"-where", "SINGLE_DATASET", scope, filters...))
		}
	}
	return out
}

func (r renderer) own(v dashboard.Visual, id string, c dashboard.Condition) object {
	filter := object{"FilterId": id, "Column": identifier(v, c.Column)}
	if types[r.d.Type(v, c.Column)] != "STRING" {
		least := 0 // for what only has to be known: none of our numbers is below
		if c.AtLeast != nil {
			least = *c.AtLeast
		}
		filter["NullOption"], filter["IncludeMinimum"], filter["RangeMinimum"] = "NON_NULLS_ONLY", true, object{"StaticValue": least}
		return object{"NumericRangeFilter": filter}
	}
	configuration := object{"MatchOperator": "CONTAINS", "NullOption": "NON_NULLS_ONLY"}
	switch {
	case c.Values == nil:
		configuration["SelectAllOptions"] = "FILTER_ALL_VALUES"
	case c.Not:
		configuration["MatchOperator"], configuration["NullOption"] = "DOES_NOT_CONTAIN", "ALL_VALUES"
		configuration["CategoryValues"] = c.Values
	default:
		configuration["CategoryValues"] = c.Values
	}
	filter["Configuration"] = object{"FilterListConfiguration": configuration}
	return object{"CategoryFilter": filter}
}
