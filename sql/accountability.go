package sql

import "slices"

// Who decided what.

func accountabilityViews() []View {
	return []View{{
		Name:        "suppressed_findings",
		Description: "The findings that are suppressed: since when, by whom and why, as far as events and notes tell.",
		Grain:       "one row per finding that is suppressed",
		Key:         identity,
		Reads:       []string{"finding_history"},
		Columns: slices.Concat(
			from("aws_account_id", "product_arn", "finding_id", "region", "product_name", "title"),
			[]Column{severity, controlID},
			from("compliance_status"),
			[]Column{
				{"suppressed_at", "timestamp(3)", "When the present suppression began."},
				{"suppressed_days", "bigint", "Whole days since then."},
				{"suppression_count", "bigint", "How often the finding was suppressed."},
			},
			from("note_updated_by", "note_text", "note_updated_at"),
			[]Column{
				{"is_note_recent", "boolean", "True if the note was written when the suppression began or later, so that it may tell why; false if it is older or there is none."},
				{"is_archived", "boolean", "True if the finding is archived as well."},
				{"is_expired", "boolean", "True if Security Hub has deleted the finding by now."},
			}),
	}}
}
