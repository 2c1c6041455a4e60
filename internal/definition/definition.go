// Package definition reads a QuickSight definition back: it says in SQL what each
// visual of one asks of its data set, by its fields, calculated fields and filters.
// So tests can hold the definition's numbers to those of the dashboard's own
// queries, without QuickSight. It knows as much of definitions as ours use, and
// fails on anything else.
package definition

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Definition is a definition.
type Definition struct {
	visuals    map[string]map[string]any // the content, by id
	sheets     map[string]string         // the sheet of a visual
	calculated map[string]string         // expressions, by data set and name
	groups     []map[string]any
}

// Read reads a definition from its JSON.
func Read(text []byte) (*Definition, error) {
	var whole struct {
		Sheets []struct {
			SheetID string `json:"SheetId"`
			Visuals []map[string]map[string]any
		}
		CalculatedFields []struct{ DataSetIdentifier, Name, Expression string }
		FilterGroups     []map[string]any
	}
	if err := json.Unmarshal(text, &whole); err != nil {
		return nil, fmt.Errorf("reading the definition: %w", err)
	}
	d := &Definition{visuals: map[string]map[string]any{}, sheets: map[string]string{}, calculated: map[string]string{}, groups: whole.FilterGroups}
	for _, s := range whole.Sheets {
		for _, union := range s.Visuals {
			for _, visual := range union {
				id := textOf(visual["VisualId"])
				d.visuals[id], d.sheets[id] = visual, s.SheetID
			}
		}
	}
	for _, f := range whole.CalculatedFields {
		d.calculated[f.DataSetIdentifier+"."+f.Name] = f.Expression
	}
	return d, nil
}

// Question is what a visual asks.
type Question struct {
	// SQL is the question; its columns are called by the ids of fields.
	SQL string
	// Dimensions and Measures are the ids of the fields that are no numbers and of
	// those that are, in order.
	Dimensions, Measures []string
}

// Ask says what a visual asks, data sets being called as relation says. columns
// lists those of a data set; since is the value of parameters of time, YYYY-MM-DD.
func (d *Definition) Ask(visual string, columns func(set string) []string, relation func(set string) string, since string) (Question, error) {
	v, ok := d.visuals[visual]
	if !ok {
		return Question{}, fmt.Errorf("visual %q: there is none", visual)
	}
	r := reader{d: d, relation: relation, columns: columns, since: since}
	configuration, _ := v["ChartConfiguration"].(map[string]any)
	r.wells(configuration["FieldWells"])
	if len(r.selected) == 0 {
		return Question{}, fmt.Errorf("visual %q has no fields", visual)
	}
	where := r.filters(visual, d.sheets[visual])
	if r.err != nil {
		return Question{}, fmt.Errorf("visual %q: %w", visual, r.err)
	}
	q := Question{Dimensions: r.dimensions, Measures: r.measures}
	q.SQL = "select " + strings.Join(r.selected, ", ") + " from " + relation(r.set)
	if len(where) > 0 {
		q.SQL += " where " + strings.Join(where, " and ")
	}
	if r.aggregated && len(r.grouped) > 0 {
		q.SQL += " group by " + strings.Join(r.grouped, ", ")
	}
	return q, nil
}

// reader reads one visual.
type reader struct {
	d                    *Definition
	relation             func(string) string
	columns              func(string) []string
	since                string
	set                  string // the data set
	selected, grouped    []string
	dimensions, measures []string
	aggregated           bool
	err                  error
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

// order is the order in which wells become columns.
var order = []string{"Category", "Rows", "Columns", "GroupBy", "Colors", "Values", "TargetValues"}

func (r *reader) wells(value any) {
	wells, _ := value.(map[string]any)
	for name, inner := range wells { // {"BarChartAggregatedFieldWells": {...}}
		if strings.HasSuffix(name, "FieldWells") {
			wells, _ = inner.(map[string]any)
		}
	}
	for name := range wells {
		if !slices.Contains(order, name) && name != "TrendGroups" {
			r.fail("fields called %s", name)
		}
	}
	for _, name := range order {
		fields, _ := wells[name].([]any)
		for _, field := range fields {
			o, _ := field.(map[string]any)
			r.field(o)
		}
	}
}

func (r *reader) field(o map[string]any) {
	kind, field := "", o
	if o["FieldId"] == nil { // {"DateDimensionField": {...}}
		for name, inner := range o {
			kind = name
			field, _ = inner.(map[string]any)
		}
	}
	id, expression := textOf(field["FieldId"]), r.column(field["Column"])
	switch kind {
	case "", "CategoricalDimensionField", "NumericalDimensionField":
	case "DateDimensionField":
		expression = "date_trunc('" + strings.ToLower(textOf(field["DateGranularity"])) + "', " + expression + ")"
	case "CategoricalMeasureField", "DateMeasureField":
		r.measured(id, textOf(field["AggregationFunction"]), expression)
		return
	case "NumericalMeasureField":
		function, _ := field["AggregationFunction"].(map[string]any)
		r.measured(id, textOf(function["SimpleNumericalAggregation"]), expression)
		return
	default:
		r.fail("a field that is a %s", kind)
	}
	r.dimensions = append(r.dimensions, id)
	r.selected = append(r.selected, expression+" as "+quoted(id))
	r.grouped = append(r.grouped, fmt.Sprint(len(r.selected)))
	r.aggregated = r.aggregated || kind != ""
}

func (r *reader) measured(id, function, expression string) {
	functions := map[string]string{"SUM": "sum", "COUNT": "count", "AVERAGE": "avg", "MAX": "max", "MIN": "min"}
	if functions[function] == "" {
		r.fail("an aggregation called %q", function)
	}
	r.aggregated = true
	r.measures = append(r.measures, id)
	r.selected = append(r.selected, functions[function]+"("+expression+") as "+quoted(id))
}

// column is a column of a data set, or what calculates it.
func (r *reader) column(value any) string {
	o, _ := value.(map[string]any)
	set, name := textOf(o["DataSetIdentifier"]), textOf(o["ColumnName"])
	if r.set != "" && r.set != set {
		r.fail("two data sets, %s and %s", r.set, set)
	}
	r.set = set
	return r.named(set, name)
}

func (r *reader) named(set, name string) string {
	if expression, ok := r.d.calculated[set+"."+name]; ok {
		sql, err := translate(expression, func(column string) string { return r.named(set, column) }, r.relation(set))
		if err != nil {
			r.fail("calculated field %q: %w", name, err)
		}
		return "(" + sql + ")"
	}
	if !slices.Contains(r.columns(set), name) {
		r.fail("the data set %s has no column %q", set, name)
	}
	return quoted(name)
}

func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func textOf(value any) string {
	s, _ := value.(string)
	return s
}
