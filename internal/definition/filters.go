package definition

import (
	"fmt"
	"slices"
	"strings"
)

// filters are the conditions of the filter groups that hold for a visual.
func (r *reader) filters(visual, sheet string) (where []string) {
	for _, group := range r.d.groups {
		if group["Status"] != "ENABLED" || !holds(group["ScopeConfiguration"], visual, sheet) {
			continue
		}
		filters, _ := group["Filters"].([]any)
		for _, union := range filters {
			o, _ := union.(map[string]any)
			for kind, inner := range o {
				filter, _ := inner.(map[string]any)
				column, _ := filter["Column"].(map[string]any)
				set, name := textOf(column["DataSetIdentifier"]), textOf(column["ColumnName"])
				if set != r.set && group["CrossDataset"] != "ALL_DATASETS" || !slices.Contains(r.columns(r.set), name) {
					continue // another data set, or one without a column of this name
				}
				if condition := r.filter(kind, filter, quoted(name)); condition != "" {
					where = append(where, condition)
				}
			}
		}
	}
	return where
}

// holds says whether a filter is about a visual.
func holds(scope any, visual, sheet string) bool {
	o, _ := scope.(map[string]any)
	selected, _ := o["SelectedSheets"].(map[string]any)
	sheets, _ := selected["SheetVisualScopingConfigurations"].([]any)
	return slices.ContainsFunc(sheets, func(one any) bool {
		s, _ := one.(map[string]any)
		visuals, _ := s["VisualIds"].([]any)
		return s["SheetId"] == sheet && (s["Scope"] == "ALL_VISUALS" || slices.Contains(visuals, any(visual)))
	})
}

func (r *reader) filter(kind string, filter map[string]any, column string) string {
	switch kind {
	case "CategoryFilter":
		configuration, _ := filter["Configuration"].(map[string]any)
		chosen, ok := configuration["FilterListConfiguration"].(map[string]any)
		if !ok {
			r.fail("a filter of another kind: %v", configuration)
		}
		return category(chosen, column)
	case "NumericRangeFilter":
		least, _ := filter["RangeMinimum"].(map[string]any)
		return fmt.Sprintf("%s >= %v", column, least["StaticValue"])
	case "TimeRangeFilter":
		if r.since == "" {
			return ""
		}
		return fmt.Sprintf("%s >= date '%s'", column, r.since)
	}
	r.fail("a filter that is a %s", kind)
	return ""
}

func category(chosen map[string]any, column string) string {
	values, _ := chosen["CategoryValues"].([]any)
	nulls := chosen["NullOption"]
	if values == nil {
		if nulls == "NON_NULLS_ONLY" {
			return column + " is not null"
		}
		return "" // everything
	}
	all := make([]string, len(values))
	for i, value := range values {
		all[i] = "'" + strings.ReplaceAll(textOf(value), "'", "''") + "'"
	}
	condition := column + " in (" + strings.Join(all, ", ") + ")"
	if chosen["MatchOperator"] == "DOES_NOT_CONTAIN" {
		condition = column + " not in (" + strings.Join(all, ", ") + ")"
		if nulls == "ALL_VALUES" {
			condition = "(" + condition + " or " + column + " is null)"
		}
	}
	return condition
}
