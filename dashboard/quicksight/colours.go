package quicksight

import (
	"slices"

	"security-hub-analytics/dashboard"
)

// coloured are the columns whose values have fixed colours, and which.
var coloured = map[string][]string{
	"severity_label":    dashboard.Severities,
	"compliance_status": {"FAILED", "PASSED", "WARNING", "NOT_AVAILABLE"},
	"workflow_status":   {"NEW", "NOTIFIED", "SUPPRESSED", "RESOLVED"},
	"state":             {"OPEN", "ARCHIVED", "SUPPRESSED", "PASSED", "RESOLVED", "EXPIRED"},
}

// colours fixes the colours of values, once for all visuals.
func colours(d *dashboard.Dashboard) list {
	out := list{}
	for _, set := range Datasets(d) {
		for _, c := range set.Columns {
			if coloured[c.Name] == nil {
				continue
			}
			custom := list{}
			for _, value := range coloured[c.Name] {
				custom = append(custom, object{"FieldValue": value, "Color": upper(dashboard.Light.Values[value])})
			}
			out = append(out, object{
				"Column":              object{"DataSetIdentifier": set.Identifier, "ColumnName": c.Name},
				"ColorsConfiguration": object{"CustomColors": custom},
			})
		}
	}
	return out
}

// palette fixes the colours of measures that are series; those of values are fixed
// by their columns.
func palette(v dashboard.Visual) object {
	out := object{}
	colours := list{}
	for i, m := range v.Values {
		if m.Colour != "" {
			colours = append(colours, object{
				"Element": object{"FieldId": measureID(v, i), "FieldValue": measureID(v, i)}, "Color": upper(dashboard.Light.Values[m.Colour]),
			})
		}
	}
	if len(colours) > 0 {
		out["ColorMap"] = colours
	}
	if v.Split == "" && len(v.Values) == 1 {
		out["ChartColor"] = upper(dashboard.Light.Accent)
	}
	return out
}

// Look is what a theme says, in the words of AWS::QuickSight::Theme.
type Look struct {
	// Series are the colours of values that have none of their own, in order; QuickSight
	// wants eight at least. Empty fills what has no value; Gradient goes from few to many.
	Series   []string
	Empty    string
	Gradient []string
	// Foreground and Background are primary and secondary, the first of charts, the
	// second of what is around them; Accent marks what can be clicked.
	Foreground, Background [2]string
	Accent                 string
	// Danger, Warning and Success are grounds of messages, each with what is written on it.
	Danger, Warning, Success [2]string
}

// Theme is the look of the dashboard, in the colours of light mode.
func Theme() Look {
	p := dashboard.Light
	look := Look{
		Empty: upper(p.Rule), Gradient: []string{upper(p.Cold), upper(p.Warm)},
		Foreground: [2]string{upper(p.Ink), upper(p.Faint)}, Background: [2]string{upper(p.Ground), upper(p.Page)}, Accent: upper(p.Accent),
		Danger: [2]string{upper(p.Values["HIGH"]), upper(p.Ground)}, Warning: [2]string{upper(p.Values["MEDIUM"]), upper(p.Ink)},
		Success: [2]string{upper(p.Values["PASSED"]), upper(p.Ground)},
	}
	for _, colour := range slices.Concat(p.Others, []string{p.Values["INFORMATIONAL"], p.Values["LOW"]}) {
		look.Series = append(look.Series, upper(colour))
	}
	return look
}
