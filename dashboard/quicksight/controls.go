package quicksight

import (
	"fmt"
	"strings"

	"security-hub-analytics/dashboard"
)

// filterControls are what a sheet's reader chooses by. A filter of several sheets
// is shown by its own declaration, one of a single sheet by a list of its own.
func (r renderer) filterControls(s dashboard.Sheet) list {
	out := list{}
	for _, f := range s.Filters {
		id := s.ID + "-" + f.ID
		switch {
		case f.Period():
		case r.sheetsOf(f) > 1:
			out = append(out, object{"CrossSheet": object{"FilterControlId": id, "SourceFilterId": f.ID}})
		default:
			out = append(out, object{"Dropdown": object{"FilterControlId": id, "SourceFilterId": f.ID, "Title": f.Label, "Type": "MULTI_SELECT"}})
		}
	}
	return out
}

// parameterControls choose the beginning of the period.
func parameterControls(s dashboard.Sheet) list {
	out := list{}
	for _, f := range s.Filters {
		if f.Period() {
			out = append(out, object{"DateTimePicker": object{
				"ParameterControlId": s.ID + "-" + f.ID, "Title": f.Label + ": since", "SourceParameterName": parameterName(f),
			}})
		}
	}
	return out
}

// parameters are the beginnings of periods: so many days before today.
func (r renderer) parameters() list {
	out := list{}
	for _, f := range r.filters() {
		if f.Period() {
			out = append(out, object{"DateTimeParameterDeclaration": object{
				"Name": parameterName(f), "TimeGranularity": "DAY",
				"DefaultValues": object{"RollingDate": object{"Expression": fmt.Sprintf("addDateTime(-%d, 'DD', truncDate('DD', now()))", f.Days)}},
			}})
		}
	}
	return out
}

// parameterName is a name as parameters may have it: letters and digits.
func parameterName(f dashboard.Filter) string {
	return strings.ToUpper(f.ID[:1]) + f.ID[1:] + "Since"
}

// actions make a click on a value narrow the sheet down to it.
func (r renderer) actions(v dashboard.Visual) list {
	var fields list
	switch v.Chart {
	case dashboard.Bars:
		fields = list{fieldID(v, "by")}
	case dashboard.Heat:
		fields = list{fieldID(v, "rows"), fieldID(v, "columns")}
	case dashboard.Line, dashboard.Columns:
		if v.Split != "" {
			fields = list{fieldID(v, "split")}
		}
	case dashboard.Number, dashboard.Table, dashboard.List:
	}
	if fields == nil {
		return nil
	}
	return list{object{
		"CustomActionId": v.ID + "-narrow", "Name": "Narrow the sheet down to this", "Status": "ENABLED", "Trigger": "DATA_POINT_CLICK",
		"ActionOperations": list{object{"FilterOperation": object{
			"SelectedFieldsConfiguration": object{"SelectedFields": fields},
			"TargetVisualsConfiguration":  object{"SameSheetTargetVisualConfiguration": object{"TargetVisualOptions": "ALL_VISUALS"}},
		}}},
	}}
}
