package dashboard

// compliance is about standards and their controls.
func compliance() Sheet {
	return Sheet{
		ID: "compliance", Title: "Compliance", Question: "Which controls keep us from a better score?",
		Filters: []Filter{period, account, region, severity, standard},
		Visuals: []Visual{
			{
				ID: "score-over-time", Title: "Score of each standard, day by day", Answers: "Are we getting better?",
				View: "compliance_score_by_day", Chart: Line, Width: half, Height: middle,
				By: []string{"day_on"}, Split: "standards_id", Time: "day_on", Values: []Measure{highest("score_percent", "Controls that pass", Percent)},
				Empty: "No finding of a Security Hub control in this period.",
			},
			{
				ID: "standard-by-status", Title: "Controls of each standard by status", Answers: "How many controls fail, and how many say nothing?",
				View: "compliance_score", Chart: Bars, Width: half, Height: middle, Where: []Condition{isNot("standards_id", allStandards)},
				By: []string{"standards_id"},
				Values: []Measure{
					sum("failed_control_count", "Failed").as("FAILED"), sum("unknown_control_count", "Unknown").as("WARNING"),
					sum("passed_control_count", "Passed").as("PASSED"), sum("no_data_control_count", "No data").as("NO_DATA"),
				},
				Empty: "No finding of a Security Hub control yet: switch a standard on.",
			},
			{
				ID: "controls-by-account", Title: "Open failed findings by control and account", Answers: "Is it one account or all of them?",
				View: "findings_enriched", Chart: Heat, Width: whole, Height: tallest,
				Where: []Condition{is("state", open), is("compliance_status", failed), known("compliance_security_control_id")},
				By:    []string{"compliance_security_control_id", "aws_account_id"}, Values: []Measure{rows("Failed findings")}, Top: 20,
				Empty: "No open finding is of a failed control.",
			},
			{
				ID: "worst-controls", Title: "Controls, the most failed findings first", Answers: "What do we mend first, and how?",
				View: "compliance_by_control", Chart: List, Width: whole, Height: tallest,
				By:    []string{"severity_label", "control_id", "title", "failed_count", "failed_account_count", "failed_resource_count", "remediation_url"},
				Where: []Condition{is("control_status", failed)}, Order: []Order{{"failed_count", true}, {"control_id", false}},
				Links: map[string]string{"title": "remediation_url"}, Empty: "No control fails.",
			},
		},
	}
}
