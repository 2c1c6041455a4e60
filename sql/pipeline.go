package sql

import "slices"

// Whether the pipeline itself works.

func pipelineViews() []View {
	return []View{
		{
			Name:        "product_coverage",
			Description: "Which product reports from which account and Region, since when, and for how long it has been silent.",
			Grain:       "one row per product, account and Region",
			Key:         []string{"product_id", "aws_account_id", "region"},
			Reads:       []string{"findings"},
			Columns: slices.Concat(
				varchars("product_id", "The product's part of its ARN, the same in every account and Region, such as product/aws/guardduty; null for a finding without product."),
				from("aws_account_id", "region", "product_name"),
				[]Column{
					{"first_event_at", "timestamp(3)", "Time of the first event."},
					{"last_event_at", "timestamp(3)", "Time of the last event."},
				},
				bigints(
					"finding_count", "Distinct findings.",
					"row_count", "Rows of findings, each event again included.",
					"silent_hours", "Whole hours from the last event to the clock's now: the only number here that changes without new data.",
				)),
		},
		{
			Name:        "pipeline_by_day",
			Description: "What arrived on each day, and what of it became no row and why.",
			Grain:       "one row per day of arrival",
			Key:         []string{"ingest_date"},
			Reads:       []string{"findings", "quarantine"},
			Columns: slices.Concat(
				varchars("ingest_date", "Day that the raw objects were written, YYYY-MM-DD: the partition."),
				[]Column{{"day_on", "date", "The same as a date."}},
				bigints(
					"object_count", "Raw objects with a row.",
					"row_count", "Rows of findings.",
					"quarantined_count", "Records in quarantine: the sum of the five below.",
					"not_json_count", "Stretches of bytes that are no JSON.",
					"too_deep_count", "Values nested too deeply.",
					"too_large_count", "Values that did not end within 32 MiB.",
					"not_a_finding_event_count", "Values that are no event of findings.",
					"no_identity_count", "Findings without an id, or with neither account nor product.",
				)),
		},
	}
}
