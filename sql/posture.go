package sql

import "slices"

// How things stand now.

func postureViews() []View {
	open := bigints(
		"open_count", "Open findings.",
		"critical_count", "Of these, CRITICAL ones.",
		"high_count", "Of these, HIGH ones.",
		"medium_count", "Of these, MEDIUM ones.",
		"low_count", "Of these, LOW ones.",
	)
	oldest := Column{"oldest_open_at", "timestamp(3)", "When the lake first heard of the oldest open finding."}
	return []View{
		{
			Name:        "compliance_by_control",
			Description: "The status of each control of Security Hub over all accounts and Regions, and the findings behind it.",
			Grain:       "one row per control",
			Key:         []string{"control_id"},
			Reads:       []string{"findings_current"},
			Columns: slices.Concat([]Column{controlID}, varchars(
				"title", "Title of the control's findings.",
				"severity_label", "Highest severity of the control's findings; UNKNOWN if none has one.",
				"control_status", "FAILED, UNKNOWN, PASSED or NO_DATA.",
				"remediation_url", "Where it is written what to do about it.",
			), bigints(
				"finding_count", "Findings that count: not archived, suppressed or expired.",
				"passed_count", "Of these, those that passed.",
				"failed_count", "Of these, those that failed.",
				"unknown_count", "Of these, those with another result or none.",
				"suppressed_count", "Suppressed findings, which do not count.",
				"failed_account_count", "Accounts with a failed finding.",
				"failed_resource_count", "Resources of failed findings, the first of each finding.",
			), from("updated_at")),
		},
		{
			Name:        "compliance_score",
			Description: "The security score of each standard and of all together, as Security Hub documents it.",
			Grain:       "one row per standard, and one for all of them",
			Key:         []string{"standards_id"},
			Reads:       []string{"findings_current"},
			Columns: slices.Concat(varchars("standards_id", standardsDescription), bigints(
				"passed_control_count", "Controls all of whose findings passed.",
				"failed_control_count", "Controls of which a finding failed.",
				"unknown_control_count", "Controls of which a check has no result and none failed.",
				"no_data_control_count", "Controls without a finding that counts; they are not part of the score.",
				"score_percent", "Passed controls among passed, failed and unknown ones, as a whole percentage; null if there is none.",
				"unsuppressed_percent", "The score as if no finding were suppressed.")),
		},
		{
			Name:        "account_posture",
			Description: "What is open in each account, what is not and why, and the account's own score.",
			Grain:       "one row per account",
			Key:         []string{"aws_account_id"},
			Reads:       []string{"findings_current"},
			Columns: slices.Concat(from("aws_account_id", "aws_account_name"),
				bigints("finding_count", "All findings, whatever their state."), open, bigints(
					"suppressed_count", "Suppressed findings.",
					"archived_count", "Archived findings.",
					"expired_count", "Findings that Security Hub has deleted by now.",
					"passed_control_count", "Controls all of whose findings in the account passed.",
					"failed_control_count", "Controls of which a finding in the account failed.",
					"control_count", "Controls with a finding that counts.",
					"score_percent", "Passed controls among these, as a whole percentage; null if there is none.",
				), []Column{oldest, {"last_seen_at", "timestamp(3)", "Last sign of life of any finding of the account."}}),
		},
		{
			Name:        "resource_exposure",
			Description: "The open findings of each resource: what to mend first.",
			Grain:       "one row per resource with an open finding",
			Key:         []string{"aws_account_id", "resource_type", "resource_id"},
			Reads:       []string{"finding_resources"},
			Columns: slices.Concat(from("aws_account_id"), varchars(
				"resource_type", "Type of the resource, such as AwsS3Bucket.",
				"resource_id", "Id of the resource, usually an ARN.",
				"resource_region", "Region of the resource.",
				"worst_severity_label", "Highest severity of its open findings.",
			), open, bigints("product_count", "Products that report them."),
				[]Column{oldest, {"last_seen_at", "timestamp(3)", "Last sign of life of an open finding of the resource."}}),
		},
		{
			Name:        "finding_ages",
			Description: "How old each finding is, how long it took to close and how often it came back.",
			Grain:       "one row per finding",
			Key:         identity,
			Reads:       []string{"finding_history"},
			Columns: slices.Concat(
				from("aws_account_id", "product_arn", "finding_id", "region", "product_name", "title"),
				[]Column{
					severity, controlID, isOpen, firstSeen,
					{"opened_at", "timestamp(3)", "When it was opened last; null if it never was open."},
					{"closed_at", "timestamp(3)", "When it closed; null while it is open."},
					{"close_reason", "varchar", "ARCHIVED, SUPPRESSED, PASSED, RESOLVED or EXPIRED: why it closed; null while it is open."},
					{"reopened_count", "bigint", "How often it was opened again."},
					{"age_days", "bigint", "Whole days since first_seen_at, of an open finding."},
					{"hours_to_close", "double", "Hours from opened_at to closed_at, of a closed finding."},
				}),
		},
	}
}
