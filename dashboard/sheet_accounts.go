package dashboard

// accounts is about where findings are.
func accounts() Sheet {
	counted := func(label, severity string) Measure { return rows(label).of(is("severity_label", severity)) }
	return Sheet{
		ID: "accounts", Title: "Accounts and Regions", Question: "Who has to act, and who has fallen silent?",
		Filters: []Filter{account, region, severity, product},
		Visuals: []Visual{
			{
				ID: "account-by-region", Title: "Open findings by account and Region", Answers: "Where do findings pile up?",
				View: "findings_enriched", Chart: Heat, Width: twoThirds, Height: tallest, Where: []Condition{is("state", open)},
				By: []string{"aws_account_id", "region"}, Values: []Measure{rows("Open findings")}, Top: 20, Empty: nothingOpen,
			},
			{
				ID: "score-by-account", Title: "Score of each account, the lowest first", Answers: "Which account is furthest behind?",
				View: "account_posture", Chart: Bars, Width: third, Height: tallest, Where: []Condition{known("score_percent")},
				By: []string{"aws_account_id"}, Values: []Measure{highest("score_percent", "Controls that pass", Percent)},
				Order: []Order{{Column: "score_percent"}}, Top: 15, Empty: "No account has a finding of a Security Hub control.",
			},
			{
				ID: "accounts-owners", Title: "Open findings of each account and its owner", Answers: "Whom do we call?",
				View: "findings_enriched", Chart: Table, Width: whole, Height: tall, Where: []Condition{is("state", open)}, Onward: "findings",
				By: []string{"aws_account_id", "account_name", "account_owner", "account_unit", "account_environment"},
				Values: []Measure{
					rows("Open"), counted("Critical", critical), counted("High", high), mean("age_days", "Mean age", Days),
				},
				Note:  "Owner, unit and environment come from the accounts table.",
				Empty: nothingOpen,
			},
			{
				ID: "silent", Title: "Products that have been silent for a day or more", Answers: "Whom do we no longer hear from?",
				View: "product_coverage", Chart: List, Width: whole, Height: tall, Where: []Condition{atLeast("silent_hours", 24)},
				By:    []string{"product_name", "aws_account_id", "region", "finding_count", "last_event_at", "silent_hours"},
				Order: []Order{{"silent_hours", true}, {"aws_account_id", false}, {"product_name", false}, {"region", false}},
				Empty: "Every product that ever reported did so within a day.",
			},
		},
	}
}
