package dashboard

// resources is about what findings are about. Columns that the stack's config
// promotes, such as an owner from a tag, get a visual each.
func resources(promoted []string) Sheet {
	s := Sheet{
		ID: "resources", Title: "Resources", Question: "What do we mend first?",
		Filters: []Filter{account, region, severity},
		Visuals: []Visual{
			{
				ID: "open-by-type", Title: "Open findings by type of the first resource", Answers: "What kind of thing is it?",
				View: "findings_enriched", Chart: Bars, Width: half, Height: tallest, Where: []Condition{is("state", open)},
				By: []string{"resource_type"}, Split: "severity_label", Values: []Measure{rows("Open findings")}, Top: 12, Onward: "findings",
				Empty: nothingOpen,
			},
			{
				ID: "type-by-account", Title: "Open findings by type and account", Answers: "Who owns that kind of thing?",
				View: "findings_enriched", Chart: Heat, Width: half, Height: tallest, Where: []Condition{is("state", open)},
				By: []string{"resource_type", "aws_account_id"}, Values: []Measure{rows("Open findings")}, Top: 12, Empty: nothingOpen,
			},
			{
				ID: "most-exposed", Title: "Resources with open findings, the worst first", Answers: "Which one thing is the most exposed?",
				View: "resource_exposure", Chart: List, Width: whole, Height: tallest,
				By: []string{"worst_severity_label", "resource_id", "resource_type", "aws_account_id", "resource_region",
					"critical_count", "high_count", "medium_count", "low_count", "open_count", "oldest_open_at"},
				Order: []Order{{"critical_count", true}, {"high_count", true}, {"open_count", true}, {"resource_id", false}},
				Empty: nothingOpen,
			},
		},
	}
	for _, column := range promoted {
		s.Visuals = append(s.Visuals, Visual{
			ID: "open-by-" + idOf(column), Title: "Open findings by " + WordOf(column).Label, Answers: "Which " + WordOf(column).Label + " has the work?",
			View: "findings_enriched", Chart: Bars, Width: half, Height: tall, Where: []Condition{is("state", open)},
			By: []string{column}, Split: "severity_label", Values: []Measure{rows("Open findings")}, Top: 12, Onward: "findings",
			Empty: nothingOpen,
		})
	}
	return s
}
