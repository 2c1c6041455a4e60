package dashboard

// findings is for whoever has to look at one.
func findings() Sheet {
	return Sheet{
		ID: "findings", Title: "Findings", Question: "Which finding is it, exactly?",
		Filters: []Filter{state, account, region, severity, product, workflow, status},
		Visuals: []Visual{
			{
				ID: "findings-by-state", Title: "Findings by state", Answers: "How many are these, and how many need no work?",
				View: "findings_enriched", Chart: Bars, Width: half, Height: middle, By: []string{"state"}, Split: "severity_label", Ignores: []string{"state"},
				Values: []Measure{rows("Findings")}, Empty: "There are no findings in the lake.",
			},
			{
				ID: "findings-by-product", Title: "Findings by product", Answers: "Who found them?",
				View: "findings_enriched", Chart: Bars, Width: half, Height: middle, By: []string{"product_name"}, Split: "severity_label",
				Values: []Measure{rows("Findings")}, Top: 8, Empty: "There are no findings in the lake.",
			},
			{
				ID: "findings-list", Title: "Findings, the worst and oldest first", Answers: "Which ones, and where in the console?",
				View: "findings_enriched", Chart: List, Width: whole, Height: tallest,
				By: []string{"severity_label", "title", "finding_id", "resource_id", "aws_account_id", "region", "product_name", "compliance_security_control_id",
					"state", "workflow_status", "compliance_status", "first_seen_at", "age_days", "console_url"},
				Under: map[string]string{
					"finding_id": "title", "region": "aws_account_id", "compliance_security_control_id": "product_name",
					"workflow_status": "state", "compliance_status": "state", "age_days": "first_seen_at",
				},
				Order: []Order{{"severity_rank", true}, {"first_seen_at", false}, {"finding_id", false}},
				Links: map[string]string{"title": "console_url"}, Empty: "There are no findings in the lake.",
			},
			{
				ID: "suppressed", Title: "Suppressed findings, the latest first", Answers: "What did we decide not to see, who did, and why?",
				View: "suppressed_findings", Chart: List, Width: whole, Height: tall,
				By:    []string{"severity_label", "title", "aws_account_id", "region", "product_name", "control_id", "suppressed_at", "note_text", "note_updated_by"},
				Under: map[string]string{"region": "aws_account_id", "control_id": "product_name", "note_updated_by": "note_text"},
				Order: []Order{{"suppressed_at", true}, {"title", false}}, Empty: "Nothing is suppressed.",
			},
		},
	}
}
