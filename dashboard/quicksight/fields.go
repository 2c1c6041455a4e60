package quicksight

import (
	"fmt"
	"strings"

	"security-hub-analytics/dashboard"
)

// Fields of visuals: their ids, columns and aggregations.

func identifier(v dashboard.Visual, column string) object {
	return object{"DataSetIdentifier": v.View, "ColumnName": column}
}

// fieldID is the id of a visual's field: unique in the whole definition.
func fieldID(v dashboard.Visual, what string) string {
	return v.ID + "." + what
}

// measureID is the id of a visual's i-th number.
func measureID(v dashboard.Visual, i int) string { return fieldID(v, dashboard.ValueName(i)) }

// dimension is a field that is no number.
func (r renderer) dimension(v dashboard.Visual, role, column string) object {
	field := object{"FieldId": fieldID(v, role), "Column": identifier(v, column)}
	switch types[r.d.Type(v, column)] {
	case "DATETIME":
		field["DateGranularity"] = "DAY"
		if dashboard.WordOf(column).Format == dashboard.Hour {
			field["DateGranularity"] = "HOUR"
		}
		return object{"DateDimensionField": field}
	case "STRING":
		return object{"CategoricalDimensionField": field}
	default:
		return object{"NumericalDimensionField": field}
	}
}

// measure is a number: an aggregation of a column, or of a calculated field where
// not all rows count.
func (r renderer) measure(v dashboard.Visual, i int) object {
	m := v.Values[i]
	column := m.Column
	trino := r.d.Type(v, column)
	if m.Aggregation == dashboard.Count {
		column = r.d.Counter(v)
		trino = r.d.Type(v, column)
	}
	field := object{"FieldId": measureID(v, i)}
	if conditional(m) {
		field["Column"] = identifier(v, calculatedName(v, i))
		field["AggregationFunction"] = object{"SimpleNumericalAggregation": aggregation(m)}
		return object{"NumericalMeasureField": formatted(field, m.Format)}
	}
	field["Column"] = identifier(v, column)
	switch types[trino] {
	case "STRING":
		field["AggregationFunction"] = "COUNT"
		return object{"CategoricalMeasureField": field}
	case "DATETIME":
		field["AggregationFunction"] = aggregation(m)
		return object{"DateMeasureField": field}
	default:
		function := aggregation(m)
		if m.Aggregation == dashboard.Count {
			function = "COUNT"
		}
		field["AggregationFunction"] = object{"SimpleNumericalAggregation": function}
		return object{"NumericalMeasureField": formatted(field, m.Format)}
	}
}

// aggregation is QuickSight's name of an aggregation; what is counted under a
// condition is a sum of ones.
func aggregation(m dashboard.Measure) string {
	switch m.Aggregation {
	case dashboard.Mean:
		return "AVERAGE"
	case dashboard.Max, dashboard.Min:
		return strings.ToUpper(string(m.Aggregation))
	default:
		return "SUM"
	}
}

// conditional says that a measure does not count all rows.
func conditional(m dashboard.Measure) bool { return m.Snapshot || len(m.Where) > 0 }

// calculatedName is the name of the field that a conditional measure sums up.
func calculatedName(v dashboard.Visual, i int) string {
	return fmt.Sprintf("%s: %s", v.ID, v.Values[i].Label)
}

// measures are all numbers of a visual.
func (r renderer) measures(v dashboard.Visual) list {
	out := list{}
	for i := range v.Values {
		out = append(out, r.measure(v, i))
	}
	return out
}

// formatted says how a number is written, where QuickSight's own way (whole, with
// separators) is not it. Percentages here run from 0 to 100.
func formatted(field object, f dashboard.Format) object {
	number := object{}
	places := func(n int) { number["DecimalPlacesConfiguration"] = object{"DecimalPlaces": n} }
	kind := "NumberDisplayFormatConfiguration"
	switch f {
	case dashboard.Decimal:
		places(1)
	case dashboard.Days:
		places(1)
		number["Suffix"] = " days"
	case dashboard.Hours:
		number["Suffix"] = " h"
	case dashboard.Percent:
		number["Suffix"] = " %"
	case dashboard.Share:
		places(1)
		kind, number["Suffix"] = "PercentageDisplayFormatConfiguration", " %"
	default:
		return field
	}
	field["FormatConfiguration"] = object{"FormatConfiguration": object{kind: number}}
	return field
}
