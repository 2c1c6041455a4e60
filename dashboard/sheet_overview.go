package dashboard

// overview is for whoever has a minute.
func overview() Sheet {
	openOn := func(days int, label, severity string) Measure {
		return sum("open_count", label).ago(days).of(is("severity_label", severity))
	}
	return Sheet{
		ID: "overview", Title: "Overview", Question: "How bad is it, is it getting better, and where do we begin?",
		Filters: []Filter{recent, account, severity},
		Visuals: []Visual{
			{
				ID: "open-critical", Title: "Open critical findings", Answers: "How many are there, and were there seven days ago?",
				View: "open_findings_by_day", Chart: Number, Width: quarter, Height: low, Onward: "findings",
				Values: []Measure{openOn(0, "now", critical), openOn(7, "7 days ago", critical)},
			},
			{
				ID: "open-high", Title: "Open high findings", Answers: "How many are there, and were there seven days ago?",
				View: "open_findings_by_day", Chart: Number, Width: quarter, Height: low, Onward: "findings",
				Values: []Measure{openOn(0, "now", high), openOn(7, "7 days ago", high)},
			},
			{
				ID: "score", Title: "Security score", Answers: "What share of the controls of all standards passes?",
				View: "compliance_score", Chart: Number, Width: quarter, Height: low, Onward: "compliance",
				Where: []Condition{is("standards_id", allStandards)},
				Values: []Measure{
					highest("score_percent", "of controls pass", Percent), highest("unsuppressed_percent", "if nothing were suppressed", Percent),
				},
				Empty: "No finding of a Security Hub control yet: switch a standard on.",
			},
			{
				ID: "mean-age", Title: "Mean age of open findings", Answers: "How long do findings wait?",
				View: "findings_enriched", Chart: Number, Width: quarter, Height: low,
				Where:  []Condition{is("state", open)},
				Values: []Measure{mean("age_days", "since the lake first heard of them", Days), highest("age_days", "the oldest", Days)},
				Empty:  nothingOpen,
			},
			{
				ID: "failed-by-hour", Title: "Failed findings updated in each hour", Answers: "When did checks fail, and how badly?",
				View: "severity_by_hour", Chart: Columns, Width: twoThirds, Height: middle,
				By: []string{"hour_at"}, Split: "severity_label", Time: "hour_at", Values: []Measure{sum("failed_count", "Failed findings")},
				Empty: "No check failed in this period.",
			},
			{
				ID: "open-by-severity", Title: "Open findings by severity", Answers: "What is there to do, the worst first?",
				View: "findings_enriched", Chart: Bars, Width: third, Height: middle, Where: []Condition{is("state", open)},
				By: []string{"severity_label"}, Split: "severity_label", Values: []Measure{rows("Open findings")},
				Empty: nothingOpen,
			},
			{
				ID: "top-accounts", Title: "Accounts with the most open findings", Answers: "Where is the work?",
				View: "findings_enriched", Chart: Bars, Width: third, Height: tall, Where: []Condition{is("state", open)},
				By: []string{"aws_account_id"}, Split: "severity_label", Values: []Measure{rows("Open findings")}, Top: 8, Onward: "findings",
				Empty: nothingOpen,
			},
			{
				ID: "top-controls", Title: "Controls with the most open findings", Answers: "Which one mistake is made most often?",
				View: "findings_enriched", Chart: Bars, Width: third, Height: tall,
				Where: []Condition{is("state", open), known("compliance_security_control_id")},
				By:    []string{"compliance_security_control_id"}, Split: "severity_label", Values: []Measure{rows("Open findings")}, Top: 8, Onward: "findings",
				Empty: "No open finding is of a control.",
			},
			{
				ID: "score-by-standard", Title: "Score of each standard", Answers: "Which standard is furthest from being met?",
				View: "compliance_score", Chart: Bars, Width: third, Height: tall, Where: []Condition{isNot("standards_id", allStandards), known("score_percent")},
				By: []string{"standards_id"}, Values: []Measure{highest("score_percent", "Controls that pass", Percent)},
				Order: []Order{{Column: "score_percent"}},
				Empty: "No finding of a Security Hub control yet: switch a standard on.",
			},
		},
	}
}
