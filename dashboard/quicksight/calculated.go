package quicksight

import (
	"fmt"
	"slices"
	"strings"

	"security-hub-analytics/dashboard"
)

// calculated are the fields that no view has: derived columns where they are
// used, and what conditional measures sum up.
func (r renderer) calculated() list {
	out := list{}
	var made []string
	add := func(view, name, expression string) {
		if key := view + "." + name; !slices.Contains(made, key) {
			made = append(made, key)
			out = append(out, object{"DataSetIdentifier": view, "Name": name, "Expression": expression})
		}
	}
	for _, s := range r.d.Sheets {
		for _, v := range s.Visuals {
			for _, column := range r.columns(v) {
				if derived, ok := dashboard.DerivedOf(column); ok {
					add(v.View, column, derived.QuickSight)
				}
			}
			for i, m := range v.Values {
				if conditional(m) {
					add(v.View, calculatedName(v, i), expression(m))
				}
			}
		}
	}
	return out
}

// columns are the columns of a visual that may be derived ones.
func (r renderer) columns(v dashboard.Visual) []string {
	names := slices.Clone(v.By)
	for _, o := range v.Order {
		names = append(names, o.Column)
	}
	if sortsBySeverity(v) {
		names = append(names, severityRank)
	}
	return names
}

// expression is what a conditional measure sums up.
func expression(m dashboard.Measure) string {
	var all []string
	for _, c := range m.Where {
		all = append(all, condition(c))
	}
	if m.Snapshot {
		// The last day of the whole data set, whatever a reader filters.
		day := "maxOver({day_on}, [], PRE_FILTER)"
		if m.Ago > 0 {
			day = fmt.Sprintf("addDateTime(-%d, 'DD', %s)", m.Ago, day)
		}
		all = append(all, "{day_on} = "+day)
	}
	value := "1"
	if m.Aggregation != dashboard.Count {
		value = "{" + m.Column + "}"
	}
	return fmt.Sprintf("ifelse(%s, %s, 0)", strings.Join(all, " AND "), value)
}

func condition(c dashboard.Condition) string {
	values := make([]string, len(c.Values))
	for i, value := range c.Values {
		values[i] = "'" + strings.ReplaceAll(value, "'", `\'`) + "'"
	}
	if len(values) == 1 && !c.Not {
		return fmt.Sprintf("{%s} = %s", c.Column, values[0])
	}
	function := "in"
	if c.Not {
		function = "notIn"
	}
	return fmt.Sprintf("%s({%s}, [%s])", function, c.Column, strings.Join(values, ", "))
}
