package quicksight

import (
	"maps"
	"slices"
	"strings"

	"security-hub-analytics/dashboard"
)

// table has a row for each combination of the visual's columns.
func (r renderer) table(v dashboard.Visual) object {
	groups, options := list{}, list{}
	for _, column := range v.By {
		groups = append(groups, r.dimension(v, column, column))
		options = append(options, object{"FieldId": fieldID(v, column), "CustomLabel": dashboard.WordOf(column).Label})
	}
	for i, m := range v.Values {
		options = append(options, object{"FieldId": measureID(v, i), "CustomLabel": m.Label})
	}
	sort := list{}
	for _, o := range v.Order {
		sort = append(sort, fieldSort(fieldID(v, o.Column), o.Down))
	}
	if len(sort) == 0 {
		sort = list{fieldSort(measureID(v, 0), true)}
	}
	return object{
		"FieldWells":        object{"TableAggregatedFieldWells": object{"GroupBy": groups, "Values": r.measures(v)}},
		"SortConfiguration": object{"RowSort": sort}, "FieldOptions": object{"SelectedFieldOptions": options},
	}
}

// list has the rows of the view. Columns that it is sorted by and does not show
// are hidden fields.
func (r renderer) list(v dashboard.Visual) object {
	values, options, sort := list{}, list{}, list{}
	show := func(column string) object {
		values = append(values, object{"FieldId": fieldID(v, column), "Column": identifier(v, column)})
		option := object{"FieldId": fieldID(v, column), "CustomLabel": dashboard.WordOf(column).Label}
		options = append(options, option)
		return option
	}
	addresses := slices.Collect(maps.Values(v.Links))
	for _, column := range v.By {
		if option := show(column); slices.Contains(addresses, column) {
			option["URLStyling"] = object{"LinkConfiguration": object{
				"Target": "NEW_TAB", "Content": object{"CustomTextContent": object{"Value": "Open", "FontConfiguration": object{}}},
			}}
		}
	}
	for _, o := range v.Order {
		if !slices.Contains(v.By, o.Column) {
			show(o.Column)["Visibility"] = "HIDDEN"
		}
		sort = append(sort, fieldSort(fieldID(v, o.Column), o.Down))
	}
	return object{
		"FieldWells":        object{"TableUnaggregatedFieldWells": object{"Values": values}},
		"SortConfiguration": object{"RowSort": sort}, "FieldOptions": object{"SelectedFieldOptions": options},
	}
}

func fieldSort(field string, down bool) object {
	return object{"FieldSort": object{"FieldId": field, "Direction": direction(down)}}
}

func direction(down bool) string {
	if down {
		return "DESC"
	}
	return "ASC"
}

// Severities are sorted by their rank: their names would stand in the order of the
// alphabet.
const (
	severityLabel = "severity_label"
	severityRank  = "severity_rank"
)

// sortsBySeverity says that a chart's bars or the colours in them are severities.
func sortsBySeverity(v dashboard.Visual) bool {
	return (v.Chart == dashboard.Bars || v.Chart == dashboard.Columns) && v.Split == severityLabel
}

func rankSort(v dashboard.Visual) object {
	return object{"ColumnSort": object{
		"SortBy": identifier(v, severityRank), "Direction": "DESC",
		"AggregationFunction": object{"NumericalAggregationFunction": object{"SimpleNumericalAggregation": "MAX"}},
	}}
}

func upper(colour string) string { return strings.ToUpper(colour) }
