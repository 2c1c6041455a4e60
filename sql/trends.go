package sql

import "slices"

// How things change, by hour and by day.

func trendViews() []View {
	updated := func(when string) []Column {
		return bigints(
			"finding_count", "Findings that were updated in this "+when+".",
			"failed_count", "Of these, findings whose check failed at an update of this "+when+".",
			"passed_count", "Of these, findings whose check passed at an update of this "+when+".",
		)
	}
	account := from("aws_account_id")
	byProduct := []string{"day_on", "aws_account_id", "product_name", "severity_label"}
	return []View{
		{
			Name:        "severity_by_hour",
			Description: "How many findings were updated in each hour, by severity.",
			Grain:       "one row per hour, account and severity",
			Key:         []string{"hour_at", "aws_account_id", "severity_label"},
			Reads:       []string{"findings"},
			Columns: slices.Concat([]Column{{"hour_at", "timestamp(3)", "Beginning of the hour in UTC."}},
				account, []Column{severity}, updated("hour")),
		},
		{
			Name:        "severity_by_day",
			Description: "How many findings were updated on each day, by severity.",
			Grain:       "one row per day, account and severity",
			Key:         []string{"day_on", "aws_account_id", "severity_label"},
			Reads:       []string{"findings"},
			Columns:     slices.Concat([]Column{day}, account, []Column{severity}, updated("day")),
		},
		{
			Name:        "rolled_up_findings",
			Description: "Distinct titles and findings by the hour of their update, compliance status, workflow status and severity.",
			Grain:       "one row per hour, compliance status, workflow status and severity",
			Key:         []string{"hour_at", "compliance_status", "workflow_status", "severity_label"},
			Reads:       []string{"findings"},
			Columns: slices.Concat(
				[]Column{
					{"hour_at", "timestamp(3)", "Beginning of the hour of the update in UTC; null where a finding has no such time."},
					{"year_month_day_hour", "varchar", "The same as the seed writes it, YYYY-MM-DD HH:00."},
				},
				from("compliance_status", "workflow_status", "severity_label"),
				bigints("cnt", "Number of distinct titles, as in the seed.", "finding_count", "Number of distinct findings.")),
		},
		{
			Name:        "findings_opened_closed_by_day",
			Description: "How many findings were opened, reopened, closed and expired on each day.",
			Grain:       "one row per day, account, product and severity with a change",
			Key:         byProduct,
			Reads:       []string{"finding_history"},
			Columns: slices.Concat([]Column{day}, account, from("product_name"), []Column{severity}, bigints(
				"opened_count", "Findings that were open for the first time.",
				"reopened_count", "Findings that were open again after they had closed or expired.",
				"closed_count", "Findings that were archived, suppressed, resolved or passed.",
				"expired_count", "Open findings that Security Hub deleted because nobody updated them.")),
		},
		{
			Name:        "open_findings_by_day",
			Description: "How many findings were open at the end of each day, also of days that Security Hub has forgotten.",
			Grain:       "one row per day, account, product and severity",
			Key:         byProduct,
			Reads:       []string{"finding_history"},
			Columns: slices.Concat([]Column{day}, account, from("product_name"), []Column{severity},
				bigints("open_count", "Findings that were open at the end of the day; of the last day, by now.")),
		},
		{
			Name:        "compliance_score_by_day",
			Description: "The security score at the end of each day, by standard.",
			Grain:       "one row per day and standard",
			Key:         []string{"day_on", "standards_id"},
			Reads:       []string{"finding_history"},
			Columns: slices.Concat([]Column{day}, varchars("standards_id", standardsDescription), bigints(
				"passed_control_count", "Controls all of whose findings passed.",
				"failed_control_count", "Controls of which a finding failed.",
				"unknown_control_count", "Controls of which a check had no result and none failed.",
				"score_percent", "Passed controls among these three, as a whole percentage.")),
		},
	}
}

const standardsDescription = "The standard, such as standards/aws-foundational-security-best-practices/v/1.0.0; \"all standards\" for the summary, which counts each control once."
