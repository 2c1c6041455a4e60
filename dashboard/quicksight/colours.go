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

// Theme is the configuration of a theme in the dashboard's colours
// (AWS::QuickSight::Theme, Configuration).
func Theme() map[string]any {
	p := dashboard.Light
	series := list{}
	for _, colour := range slices.Concat(p.Others, []string{p.Values["INFORMATIONAL"], p.Values["LOW"]}) {
		series = append(series, upper(colour))
	}
	return object{
		"DataColorPalette": object{"Colors": series, "EmptyFillColor": upper(p.Rule), "MinMaxGradient": list{upper(p.Cold), upper(p.Warm)}},
		"UIColorPalette": object{
			"PrimaryForeground": upper(p.Ink), "PrimaryBackground": upper(p.Ground), "SecondaryForeground": upper(p.Faint),
			"SecondaryBackground": upper(p.Page), "Accent": upper(p.Accent), "AccentForeground": upper(p.Ground),
			"Danger": upper(p.Values["HIGH"]), "DangerForeground": upper(p.Ground), "Warning": upper(p.Values["MEDIUM"]), "WarningForeground": upper(p.Ink),
			"Success": upper(p.Values["PASSED"]), "SuccessForeground": upper(p.Ground),
		},
		"Sheet": object{"Tile": object{"Border": object{"Show": true}}, "TileLayout": object{"Gutter": object{"Show": true}, "Margin": object{"Show": true}}},
	}
}
