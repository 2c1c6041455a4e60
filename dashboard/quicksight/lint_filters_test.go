package quicksight

import (
	"slices"
	"strings"
)

// filters checks scopes, and that a filter on several sheets is declared as one.
func (l *linter) filters() {
	fits := map[string][]string{"CategoryFilter": {"STRING"}, "NumericRangeFilter": {"INTEGER", "DECIMAL"}, "TimeRangeFilter": {"DATETIME"}}
	for _, group := range objects(l.definition["FilterGroups"]) {
		id := text(group["FilterGroupId"])
		l.everywhere(group)
		sheets := l.scope(id, group["ScopeConfiguration"])
		filters := objects(group["Filters"])
		if len(filters) < 1 || len(filters) > 20 {
			l.problem("filter group %s has %d filters", id, len(filters))
		}
		for _, union := range filters {
			kind, filter := l.only(union, "filter group "+id)
			column, _ := filter["Column"].(map[string]any)
			if got := l.columns[text(column["DataSetIdentifier"])][text(column["ColumnName"])]; !slices.Contains(fits[kind], got) {
				l.problem("filter %s: a %s of %q, which is of type %q", filter["FilterId"], kind, column["ColumnName"], got)
			}
			_, declared := filter["DefaultFilterControlConfiguration"]
			shown := l.shownBy(text(filter["FilterId"]))
			if declared && sheets < 2 || !declared && slices.Contains(shown, "CrossSheet") {
				l.problem("filter %s holds on %d sheets: declared for several: %v", filter["FilterId"], sheets, declared)
			}
			if sheets > 1 && len(shown) > 0 && slices.ContainsFunc(shown, func(kind string) bool { return kind != "CrossSheet" }) {
				l.problem("filter %s holds on %d sheets and is shown by %v", filter["FilterId"], sheets, shown)
			}
		}
	}
}

// everywhere marks the columns that a filter of all data sets looks at: those of
// its column's name, of the visuals that it holds for.
func (l *linter) everywhere(group map[string]any) {
	if group["CrossDataset"] != "ALL_DATASETS" {
		return
	}
	walk(group["ScopeConfiguration"], func(scope map[string]any) {
		visuals, _ := scope["VisualIds"].([]any)
		for _, visual := range visuals {
			for _, union := range objects(group["Filters"]) {
				_, filter := l.only(union, "filters")
				column, _ := filter["Column"].(map[string]any)
				set, name := l.sets[text(visual)], text(column["ColumnName"])
				if l.columns[set][name] == "" {
					l.problem("filter %s holds for %s, whose data set has no %q", filter["FilterId"], visual, name)
				}
				l.used[set+"."+name] = true
			}
		}
	})
}

// shownBy lists the kinds of controls of a filter.
func (l *linter) shownBy(filter string) (kinds []string) {
	for _, sheet := range objects(l.definition["Sheets"]) {
		for _, union := range objects(sheet["FilterControls"]) {
			if kind, control := l.only(union, "controls"); text(control["SourceFilterId"]) == filter {
				kinds = append(kinds, kind)
			}
		}
	}
	return kinds
}

// scope checks that a filter holds somewhere, and says on how many sheets.
func (l *linter) scope(id string, scope any) int {
	o, _ := scope.(map[string]any)
	_, selected := l.only(o, "filter group "+id)
	sheets := objects(selected["SheetVisualScopingConfigurations"])
	if len(sheets) == 0 {
		l.problem("filter group %s holds on no sheet", id)
	}
	for _, sheet := range sheets {
		visuals, _ := sheet["VisualIds"].([]any)
		if len(visuals) == 0 {
			l.problem("filter group %s holds for no visual of sheet %v", id, sheet["SheetId"])
		}
		for _, visual := range visuals {
			if l.visuals[text(visual)] != sheet["SheetId"] {
				l.problem("filter group %s: visual %v is not on sheet %v", id, visual, sheet["SheetId"])
			}
		}
	}
	return len(sheets)
}

// controls checks that each chooses something that exists.
func (l *linter) controls() {
	filters, parameters := map[string]bool{}, map[string]bool{}
	walk(l.definition["FilterGroups"], func(o map[string]any) { filters[text(o["FilterId"])] = true })
	walk(l.definition["ParameterDeclarations"], func(o map[string]any) { parameters[text(o["Name"])] = true })
	walk(l.definition, func(o map[string]any) {
		if source, ok := o["SourceFilterId"].(string); ok && !filters[source] {
			l.problem("a control chooses by %q, which is no filter", source)
		}
		for _, member := range []string{"SourceParameterName", "Parameter"} {
			if source, ok := o[member].(string); ok && !parameters[source] {
				l.problem("%q is no parameter", source)
			}
		}
	})
}

// identifiers checks that every column that is named exists.
func (l *linter) identifiers(value any) {
	walk(value, func(o map[string]any) {
		column, ok := o["ColumnName"].(string)
		if !ok {
			return
		}
		identifier := text(o["DataSetIdentifier"])
		if l.columns[identifier][column] == "" {
			l.problem("%s.%s does not exist", identifier, strings.TrimSpace(column))
		}
		l.used[identifier+"."+column] = true
	})
}
