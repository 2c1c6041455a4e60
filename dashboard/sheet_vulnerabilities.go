package dashboard

// vulnerabilities is about software with known holes. A row of its view is a
// package that an open finding names.
func vulnerabilities() Sheet {
	const none = "No open finding names a vulnerability: Inspector and other scanners of software do."
	return Sheet{
		ID: "vulnerabilities", Title: "Vulnerabilities", Question: "Which updates help most?",
		Filters: []Filter{account, region, severity, product, exploited, mended},
		Visuals: []Visual{
			{
				ID: "vulnerable", Title: "Vulnerable packages", Answers: "How much is there?",
				View: "open_vulnerabilities", Chart: Number, Width: third, Height: low, Values: []Measure{rows("named by open findings")}, Empty: none,
			},
			{
				ID: "exploitable", Title: "With a known exploit", Answers: "What can be attacked today?",
				View: "open_vulnerabilities", Chart: Number, Width: third, Height: low, Where: []Condition{is("exploit_available", yes)},
				Values: []Measure{rows("named by open findings")}, Empty: none,
			},
			{
				ID: "mendable", Title: "With an update that mends it", Answers: "What can we mend today?",
				View: "open_vulnerabilities", Chart: Number, Width: third, Height: low, Where: []Condition{is("fix_available", yes)},
				Values: []Measure{rows("named by open findings")}, Empty: none,
			},
			{
				ID: "top-packages", Title: "Packages named most often", Answers: "Which update closes the most?",
				View: "open_vulnerabilities", Chart: Bars, Width: half, Height: tall, Where: []Condition{known("package_name")},
				By: []string{"package_name"}, Split: "severity_label", Values: []Measure{rows("Times named")}, Top: 10, Empty: none,
			},
			{
				ID: "package-by-account", Title: "Packages by account", Answers: "Whose software is it?",
				View: "open_vulnerabilities", Chart: Heat, Width: half, Height: tall, Where: []Condition{known("package_name")},
				By: []string{"package_name", "aws_account_id"}, Values: []Measure{rows("Times named")}, Top: 12, Empty: none,
			},
			{
				ID: "cve-by-package", Title: "Vulnerabilities and the packages that have them", Answers: "Which hole first: exploit known, mended version out, open the longest?",
				View: "open_vulnerabilities", Chart: Table, Width: whole, Height: tallest,
				By: []string{"vulnerability_id", "package_name", "exploit_available", "fix_available", "fixed_in_version"},
				Values: []Measure{
					rows("Times named"), highest("cvss_base_score", "CVSS", Decimal), highest("epss_score", "EPSS", Share), lowest("first_seen_at", "Open since", Day),
				},
				Order: []Order{{"exploit_available", true}, {"value_2", true}, {"vulnerability_id", false}, {"package_name", false}},
				Empty: none,
			},
		},
	}
}
