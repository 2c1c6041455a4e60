package quicksight

import (
	"strings"

	"security-hub-analytics/dashboard"
)

// visual is a visual under the name of its kind.
func (r renderer) visual(s dashboard.Sheet, v dashboard.Visual) object {
	kind, configuration := r.chart(v)
	out := object{
		"VisualId":           v.ID,
		"Title":              object{"Visibility": "VISIBLE", "FormatText": object{"PlainText": v.Title}},
		"Subtitle":           object{"Visibility": "VISIBLE", "FormatText": object{"PlainText": r.subtitle(s, v)}},
		"ChartConfiguration": configuration,
	}
	if actions := r.actions(v); actions != nil {
		out["Actions"] = actions
	}
	return object{kind: out}
}

// subtitle is the question, and what a reader has to know of the numbers.
func (r renderer) subtitle(s dashboard.Sheet, v dashboard.Visual) string {
	text := v.Answers
	var labels []string
	for _, f := range r.d.Unheeded(s, v) {
		labels = append(labels, f.Label)
	}
	if len(labels) > 0 {
		text += " Not narrowed down by: " + strings.Join(labels, ", ") + "."
	}
	if v.Note != "" {
		text += " " + v.Note
	}
	return text
}

func (r renderer) chart(v dashboard.Visual) (kind string, configuration object) {
	switch v.Chart {
	case dashboard.Number:
		return "KPIVisual", r.number(v)
	case dashboard.Line:
		return "LineChartVisual", r.line(v)
	case dashboard.Columns:
		return "BarChartVisual", r.bars(v, "VERTICAL")
	case dashboard.Bars:
		return "BarChartVisual", r.bars(v, "HORIZONTAL")
	case dashboard.Heat:
		return "HeatMapVisual", r.heat(v)
	case dashboard.Table:
		return "TableVisual", r.table(v)
	default:
		return "TableVisual", r.list(v)
	}
}

func (r renderer) number(v dashboard.Visual) object {
	wells := object{"Values": list{r.measure(v, 0)}, "TargetValues": list{}, "TrendGroups": list{}}
	out := object{"FieldWells": wells}
	if len(v.Values) > 1 && v.Values[1].Compares() {
		wells["TargetValues"] = list{r.measure(v, 1)}
		out["KPIOptions"] = object{"Comparison": object{"ComparisonMethod": "DIFFERENCE"}, "PrimaryValueDisplayType": "ACTUAL"}
	}
	return out
}

// many is how many points and bars a chart may have where nothing else is said.
const many = 10_000

func (r renderer) line(v dashboard.Visual) object {
	wells := object{"Category": list{r.dimension(v, "by", v.By[0])}, "Values": r.measures(v)}
	if v.Split != "" {
		wells["Colors"] = list{r.dimension(v, "split", v.Split)}
	}
	return object{
		"FieldWells": object{"LineChartAggregatedFieldWells": wells}, "Type": "LINE",
		"SortConfiguration": object{
			"CategorySort": list{fieldSort(fieldID(v, "by"), false)}, "CategoryItemsLimitConfiguration": limit(many),
		},
		"Legend": legend(v), "XAxisLabelOptions": axisLabel(dashboard.WordOf(v.By[0]).Label),
		"VisualPalette": palette(v),
	}
}

func (r renderer) bars(v dashboard.Visual, orientation string) object {
	wells := object{"Category": list{r.dimension(v, "by", v.By[0])}, "Values": r.measures(v)}
	sort := object{"CategoryItemsLimit": limit(many)}
	if v.Split != "" {
		wells["Colors"] = list{r.dimension(v, "split", v.Split)}
		if sortsBySeverity(v) {
			sort["ColorSort"] = list{rankSort(v)}
		}
	}
	switch {
	case v.Time != "":
		sort["CategorySort"] = list{fieldSort(fieldID(v, "by"), false)}
	case v.By[0] == severityLabel:
		sort["CategorySort"] = list{rankSort(v)}
	default: // the longest first, unless the visual says otherwise
		sort["CategorySort"] = list{fieldSort(measureID(v, 0), len(v.Order) == 0 || v.Order[0].Down)}
	}
	if v.Top > 0 {
		sort["CategoryItemsLimit"] = limit(v.Top)
	}
	return object{
		"FieldWells": object{"BarChartAggregatedFieldWells": wells}, "Orientation": orientation, "BarsArrangement": "STACKED",
		"SortConfiguration": sort, "Legend": legend(v), "VisualPalette": palette(v),
	}
}

func (r renderer) heat(v dashboard.Visual) object {
	most := v.Top
	if most == 0 {
		most = many
	}
	return object{
		"FieldWells": object{"HeatMapAggregatedFieldWells": object{
			"Rows": list{r.dimension(v, "rows", v.By[0])}, "Columns": list{r.dimension(v, "columns", v.By[1])}, "Values": r.measures(v),
		}},
		"SortConfiguration": object{
			"HeatMapRowSort": list{fieldSort(measureID(v, 0), true)}, "HeatMapColumnSort": list{fieldSort(measureID(v, 0), true)},
			"HeatMapRowItemsLimitConfiguration": limit(most), "HeatMapColumnItemsLimitConfiguration": limit(most),
		},
		"ColorScale": object{"ColorFillType": "GRADIENT", "Colors": list{
			object{"Color": upper(dashboard.Light.Cold)}, object{"Color": upper(dashboard.Light.Warm)},
		}},
		"RowLabelOptions": axisLabel(dashboard.WordOf(v.By[0]).Label), "ColumnLabelOptions": axisLabel(dashboard.WordOf(v.By[1]).Label),
	}
}

func limit(n int) object { return object{"ItemsLimit": n, "OtherCategories": "EXCLUDE"} }

func legend(v dashboard.Visual) object {
	visibility := "HIDDEN"
	if v.Split != "" && v.Split != v.By[0] || len(v.Values) > 1 {
		visibility = "VISIBLE"
	}
	return object{"Visibility": visibility}
}

func axisLabel(text string) object {
	return object{"AxisLabelOptions": list{object{"CustomLabel": text}}, "Visibility": "VISIBLE"}
}
