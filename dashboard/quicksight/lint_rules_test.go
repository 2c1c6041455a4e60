package quicksight

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestMeaning holds the definition to the rules, and each rule to a fault.
func TestMeaning(t *testing.T) {
	t.Parallel()
	whole, _ := defined(t)
	first := func(d map[string]any, path ...any) any {
		var at any = d
		for _, step := range path {
			switch s := step.(type) {
			case string:
				at = at.(map[string]any)[s]
			case int:
				at = at.([]any)[s]
			}
		}
		return at
	}
	set := func(member string, value any, path ...any) func(map[string]any) {
		return func(d map[string]any) { first(d, path...).(map[string]any)[member] = value }
	}
	drop := func(path ...any) func(map[string]any) {
		return func(d map[string]any) {
			parent := first(d, path[:len(path)-1]...).(map[string]any)
			name := path[len(path)-1].(string)
			parent[name] = parent[name].([]any)[1:]
		}
	}
	kpi := []any{"Sheets", 0, "Visuals", 0, "KPIVisual"}
	bars := []any{"Sheets", 0, "Visuals", 4, "BarChartVisual"}
	in := func(base []any, more ...any) []any { return append(append([]any{}, base...), more...) }
	tests := []struct {
		name, want string
		breaks     func(map[string]any)
	}{
		{"nothing", "", func(map[string]any) {}},
		{"data set not declared", "is not declared", drop("DataSetIdentifierDeclarations")},
		{"no ARN", "is no ARN", set("DataSetArn", "dataset", "DataSetIdentifierDeclarations", 0)},
		{"column misspelt", "does not exist", set("ColumnName", "hour", in(bars, "ChartConfiguration", "FieldWells", "BarChartAggregatedFieldWells", "Category", 0, "DateDimensionField", "Column")...)},
		{"kind of field", "which is of type", set("ColumnName", "severity_label", in(bars, "ChartConfiguration", "FieldWells", "BarChartAggregatedFieldWells", "Values", 0, "NumericalMeasureField", "Column")...)},
		{"two kinds of visual", "2 kinds in one union", set("PieChartVisual", map[string]any{}, "Sheets", 0, "Visuals", 0)},
		{"visual twice", `VisualId "open-high" is there twice`, set("VisualId", "open-high", kpi...)},
		{"id of other letters", "is not of letters", set("VisualId", "a b", kpi...)},
		{"visual not placed", "0 times", drop("Sheets", 0, "Layouts", 0, "Configuration", "GridLayout", "Elements")},
		{"placed without being there", "is not on it", set("ElementId", "nobody", "Sheets", 0, "Layouts", 0, "Configuration", "GridLayout", "Elements", 0)},
		{"past the grid", "past the grid", set("ColumnIndex", 30.0, "Sheets", 0, "Layouts", 0, "Configuration", "GridLayout", "Elements", 0)},
		{"one over the other", "lies on", set("ColumnIndex", 0.0, "Sheets", 0, "Layouts", 0, "Configuration", "GridLayout", "Elements", 1)},
		{"field twice", "two fields have the id", set("FieldId", "failed-by-hour.by", in(bars, "ChartConfiguration", "FieldWells", "BarChartAggregatedFieldWells", "Values", 0, "NumericalMeasureField")...)},
		{"sort by nothing", "is sorted by", set("FieldId", "nobody", in(bars, "ChartConfiguration", "SortConfiguration", "CategorySort", 0, "FieldSort")...)},
		{"action on nothing", "an action takes", set("SelectedFields", []any{"nobody"}, in(bars, "Actions", 0, "ActionOperations", 0, "FilterOperation", "SelectedFieldsConfiguration")...)},
		{"no fields", "has no fields", set("FieldWells", map[string]any{}, in(kpi, "ChartConfiguration")...)},
		{"long title", "a text of", set("PlainText", strings.Repeat("x", 513), in(kpi, "Title", "FormatText")...)},
		{"no name", "no name", set("Name", "", "Sheets", 0)},
		{"filter on no sheet", "holds on no sheet", set("SheetVisualScopingConfigurations", []any{}, "FilterGroups", 0, "ScopeConfiguration", "SelectedSheets")},
		{"filter on another sheet", "is not on sheet", set("SheetId", "trend", "FilterGroups", 0, "ScopeConfiguration", "SelectedSheets", "SheetVisualScopingConfigurations", 0)},
		{"filter of many sheets, undeclared", "declared for several: false", func(d map[string]any) {
			delete(first(d, "FilterGroups", 1, "Filters", 0, "CategoryFilter").(map[string]any), "DefaultFilterControlConfiguration")
		}},
		{"filter of many sheets, shown alone", "and is shown by", func(d map[string]any) {
			control := first(d, "Sheets", 0, "FilterControls", 0).(map[string]any)
			control["Dropdown"] = control["CrossSheet"]
			delete(control, "CrossSheet")
		}},
		{"filter of a column that a visual lacks", "whose data set has no", func(d map[string]any) {
			scope := first(d, "FilterGroups", 1, "ScopeConfiguration", "SelectedSheets", "SheetVisualScopingConfigurations", 0).(map[string]any)
			scope["VisualIds"] = append(scope["VisualIds"].([]any), "score")
		}},
		{"kind of filter", "a NumericRangeFilter of", func(d map[string]any) {
			union := first(d, "FilterGroups", 1, "Filters", 0).(map[string]any)
			union["NumericRangeFilter"] = union["CategoryFilter"]
			delete(union, "CategoryFilter")
		}},
		{"control of nothing", "which is no filter", set("SourceFilterId", "nobody", "Sheets", 0, "FilterControls", 0, "CrossSheet")},
		{"parameter that is none", "is no parameter", set("SourceParameterName", "Nobody", "Sheets", 0, "ParameterControls", 0, "DateTimePicker")},
		{"calculated like a column", "has one of that name", set("Name", "open_count", "CalculatedFields", 0)},
		{"calculated of nothing", "which does not exist", set("Expression", "{nobody}", "CalculatedFields", 0)},
		{"calculated half", "not closed", set("Expression", "ifelse({open_count}", "CalculatedFields", 0)},
		{"column that nothing uses", "which nothing uses", drop("FilterGroups")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var definition map[string]any
			if err := json.Unmarshal(whole, &definition); err != nil {
				t.Fatal(err)
			}
			test.breaks(definition)
			sets := Datasets(made(t))
			if test.name == "column that nothing uses" {
				sets[0].Columns = append(sets[0].Columns, Column{"idle", "STRING"})
			}
			problems := strings.Join(lint(definition, sets), "\n")
			if test.want == "" && problems != "" || !strings.Contains(problems, test.want) {
				t.Errorf("want %q, got\n%s", test.want, problems)
			}
		})
	}
}

// TestPromotedMeaning holds the dashboard with columns of the stack's config to the rules.
func TestPromotedMeaning(t *testing.T) {
	t.Parallel()
	_, definition := defined(t, "owner=Resources[0].Tags.Owner", "cost_centre=Resources[0].Tags.Cost")
	if problems := lint(definition, Datasets(made(t, "owner=Resources[0].Tags.Owner", "cost_centre=Resources[0].Tags.Cost"))); problems != nil {
		t.Errorf("%s", strings.Join(problems, "\n"))
	}
}
