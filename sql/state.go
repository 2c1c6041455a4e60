package sql

import "slices"

// The state of findings, now and at any time past.

func stateViews() []View {
	promoted := []Column{{Name: promotedHere}}
	return []View{
		{
			Name:        "finding_history",
			Description: "What was said of each finding at any time past, right for late, repeated and reordered events. The trends are counted from it.",
			Grain:       "one row per state that a finding was in",
			Key:         append(slices.Clone(identity), "seen_at"),
			Reads:       []string{"findings"},
			Columns: slices.Concat(
				from("aws_account_id", "product_arn", "finding_id", "region", "product_name", "title", "severity_label", "compliance_status"),
				[]Column{
					controlID,
					{"product_standards_id", "varchar", "The one standard of a finding from before consolidation, such as ruleset/cis-aws-foundations-benchmark/v/1.2.0."},
				},
				from("compliance_standards", "workflow_status", "record_state", "note_text", "note_updated_by", "note_updated_at"),
				[]Column{
					{"is_control", "boolean", "True if the finding comes from a control of Security Hub itself, whatever its product is called."},
					{"is_archived", "boolean", "True if it was archived in this state."},
					{"is_suppressed", "boolean", "True if it was suppressed in this state."},
					{"was_open", "boolean", "True if it needed work in this state: not archived, suppressed, resolved or passed."},
					{"seen_at", "timestamp(3)", "When the state began: the time of its event, else the earliest time that the finding names."},
					{"ended_at", "timestamp(3)", "When the state ended: a newer version was seen, or the finding expired; null if it lasts."},
					{"has_expired", "boolean", "True if the state ended by expiring."},
					{"is_newest", "boolean", "True for the state in findings_current."},
					asOf,
				}),
		},
		{
			Name:        "findings_current",
			Description: "The newest version of each finding, whatever the order in which events came.",
			Grain:       "one row per finding",
			Key:         identity,
			Reads:       []string{"findings"},
			Columns: slices.Concat(perFinding(), promoted, []Column{
				firstSeen, lastSeen, expires,
				{"is_archived", "boolean", "True if the record state is ARCHIVED."},
				{"is_suppressed", "boolean", "True if the workflow status is SUPPRESSED."},
				{"is_expired", "boolean", "True if Security Hub has deleted the finding by now, which it does not announce."},
				isOpen, asOf,
			}),
		},
		{
			Name:        "open_findings",
			Description: "The findings that need work: neither archived, suppressed, resolved, passed nor expired.",
			Grain:       "one row per open finding",
			Key:         identity,
			Reads:       []string{"findings_current"},
			Columns: slices.Concat(perFinding(), promoted, []Column{
				firstSeen, lastSeen, expires,
				{"age_days", "bigint", "Whole days since first_seen_at."},
			}),
		},
		{
			Name:        "findings_enriched",
			Description: "Findings with the name, owner, unit and environment of their accounts, from the accounts table.",
			Grain:       "one row per finding",
			Key:         identity,
			Reads:       []string{"findings_current", "accounts"},
			Columns: slices.Concat(
				from("aws_account_id", "product_arn", "finding_id"),
				varchars(
					"account_name", "Name of the account from the accounts table, else as Security Hub knows it.",
					"account_owner", "Owner of the account; null if it is not listed.",
					"account_unit", "Organizational unit of the account; null if it is not listed.",
					"account_environment", "Environment of the account, such as prod; null if it is not listed.",
				),
				[]Column{{"is_listed", "boolean", "True if the accounts table lists the account."}},
				from("region", "product_name", "generator_id", "title", "severity_label", "compliance_status", "compliance_security_control_id",
					"workflow_status", "record_state", "resource_id", "resource_type", "resource_count", "remediation_url", "created_at", "updated_at"),
				promoted,
				[]Column{
					firstSeen, lastSeen,
					{"is_archived", "boolean", "True if the record state is ARCHIVED."},
					{"is_suppressed", "boolean", "True if the workflow status is SUPPRESSED."},
					{"is_expired", "boolean", "True if Security Hub has deleted the finding by now."},
					isOpen,
					{"state", "varchar", "OPEN, or why it needs no work: ARCHIVED, SUPPRESSED, PASSED, RESOLVED or EXPIRED."},
					{"age_days", "bigint", "Whole days since first_seen_at, of an open finding."},
				}),
		},
	}
}
