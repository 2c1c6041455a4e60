package dashboard

// trend is about how things change.
func trend() Sheet {
	return Sheet{
		ID: "trend", Title: "Trend", Question: "Do we close findings faster than new ones open?",
		Filters: []Filter{period, account, severity, product, checked},
		Visuals: []Visual{
			{
				// The seed's chart: its query counts distinct titles, by the hour as text.
				ID: "titles-by-hour", Title: "Distinct titles of findings updated in each hour", Answers: "How many different checks failed, and when?",
				View: "rolled_up_findings", Chart: Line, Width: whole, Height: middle,
				By: []string{"year_month_day_hour"}, Split: "severity_label", Time: "hour_at", Values: []Measure{sum("cnt", "Distinct titles")},
				Order: []Order{{Column: "year_month_day_hour"}}, Empty: "No finding of this compliance status was updated in this period.",
			},
			{
				ID: "opened-closed", Title: "Findings opened and closed on each day", Answers: "Do we keep up?",
				View: "findings_opened_closed_by_day", Chart: Line, Width: half, Height: middle, By: []string{"day_on"}, Time: "day_on",
				Values: []Measure{
					sum("opened_count", "Opened").as("opened"), sum("reopened_count", "Reopened").as("reopened"),
					sum("closed_count", "Closed").as("closed"), sum("expired_count", "Expired").as("expired"),
				},
				Empty: "Nothing opened or closed in this period.",
			},
			{
				ID: "open-over-time", Title: "Open findings at the end of each day", Answers: "Is the pile growing?",
				View: "open_findings_by_day", Chart: Columns, Width: half, Height: middle,
				By: []string{"day_on"}, Split: "severity_label", Time: "day_on", Values: []Measure{sum("open_count", "Open findings")},
				Empty: "Nothing was open in this period.",
			},
			{
				ID: "open-by-product", Title: "Open findings of each product, day by day", Answers: "Which product do the findings come from?",
				View: "open_findings_by_day", Chart: Line, Width: whole, Height: middle,
				By: []string{"day_on"}, Split: "product_name", Time: "day_on", Values: []Measure{sum("open_count", "Open findings")},
				Empty: "Nothing was open in this period.",
			},
		},
	}
}
