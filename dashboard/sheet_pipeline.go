package dashboard

// wholeLake says why a figure is not the sum of the days below it.
const wholeLake = "Of the whole lake, whatever the period."

// pipeline is about whether the other sheets can be believed.
func pipeline() Sheet {
	return Sheet{
		ID: "pipeline", Title: "Pipeline", Question: "Is everything here, and is it fresh?",
		Filters: []Filter{period, account, region, product},
		Visuals: []Visual{
			{
				ID: "rows-received", Title: "Rows in the lake", Answers: "How much arrived?",
				View: "pipeline_by_day", Chart: Number, Width: third, Height: low, Values: []Measure{sum("row_count", "versions of findings"), sum("object_count", "raw objects")},
				Note: wholeLake, Empty: "The lake is empty.",
			},
			{
				ID: "quarantined", Title: "Quarantined records", Answers: "Is anything broken?",
				View: "pipeline_by_day", Chart: Number, Width: third, Height: low, Values: []Measure{sum("quarantined_count", "could not become rows")},
				Note: wholeLake, Empty: "The lake is empty.",
			},
			{
				ID: "last-event", Title: "Time since the latest event", Answers: "Is it still flowing?",
				View: "product_coverage", Chart: Number, Width: third, Height: low, Values: []Measure{
					lowest("silent_hours", "whatever the product", Hours), highest("last_event_at", "last event (UTC)", Hour)},
				Empty: "The lake is empty.",
			},
			{
				ID: "rows-by-day", Title: "Rows and quarantined records on each day", Answers: "Did it stop, or break?",
				View: "pipeline_by_day", Chart: Columns, Width: half, Height: middle, By: []string{"day_on"}, Time: "day_on",
				Values: []Measure{sum("row_count", "Rows").as("rows"), sum("quarantined_count", "Quarantined").as("quarantined")},
				Empty:  "Nothing arrived in this period.",
			},
			{
				ID: "quarantined-by-day", Title: "Quarantined records by reason", Answers: "What is broken?",
				View: "pipeline_by_day", Chart: Columns, Width: half, Height: middle, By: []string{"day_on"}, Time: "day_on",
				Values: []Measure{
					sum("not_json_count", "No JSON"), sum("not_a_finding_event_count", "No event of findings"), sum("no_identity_count", "No identity"),
					sum("too_deep_count", "Too deep"), sum("too_large_count", "Too large"),
				},
				Empty: "Nothing was quarantined in this period.",
			},
			{
				ID: "freshness", Title: "Freshness of each product", Answers: "Who reports, and since when not?",
				View: "product_coverage", Chart: Table, Width: whole, Height: tallest, By: []string{"product_name"},
				Values: []Measure{
					sum("finding_count", "Findings"), sum("row_count", "Rows"), highest("last_event_at", "Last event (UTC)", Hour), lowest("silent_hours", "Silent for", Hours),
				},
				Empty: "The lake is empty.",
			},
		},
	}
}
