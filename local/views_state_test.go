package local

import (
	"slices"
	"testing"
)

const states = "select is_archived, is_suppressed, is_expired, is_open, workflow_status, severity_label from findings_current"

// TestCurrentState has a history for each rule of findings_current; each is told
// in the order given, backwards, and with each event twice.
func TestCurrentState(t *testing.T) {
	t.Parallel()
	const now = "2026-01-10T00:00:00Z"
	tests := []struct {
		name   string
		events []event
		want   string
	}{
		{"new", []event{said("2026-01-01T00:00:00Z")}, "false|false|false|true|NEW|HIGH"},
		{"suppressed, which moves no time of the finding", []event{
			said("2026-01-01T00:00:00Z"),
			said("2026-01-02T00:00:00Z", asff{"Workflow.Status": "SUPPRESSED"}),
		}, "false|true|false|false|SUPPRESSED|HIGH"},
		{"an old version comes late", []event{
			said("2026-01-03T00:00:00Z", updated("2026-01-03T00:00:00Z"), asff{"Severity.Label": "LOW"}),
			said("2026-01-04T00:00:00Z", updated("2026-01-02T00:00:00Z"), asff{"Severity.Label": "CRITICAL"}),
		}, "false|false|false|true|NEW|LOW"},
		{"processed again without an update", []event{
			said("2026-01-03T00:00:00Z", asff{"ProcessedAt": "2026-01-03T00:00:00Z", "Severity.Label": "LOW"}),
			said("2026-01-02T00:00:00Z", asff{"ProcessedAt": "2026-01-04T00:00:00Z", "Severity.Label": "MEDIUM"}),
		}, "false|false|false|true|NEW|MEDIUM"},
		{"created, never updated", []event{
			said("2026-01-03T00:00:00Z", asff{"UpdatedAt": nil, "CreatedAt": "2026-01-03T00:00:00Z", "Severity.Label": "LOW"}),
			said("2026-01-04T00:00:00Z", updated("2026-01-02T00:00:00Z")),
		}, "false|false|false|true|NEW|LOW"},
		{"without any time of its own", []event{
			said("2026-01-03T00:00:00Z", asff{"UpdatedAt": nil, "CreatedAt": nil, "Severity.Label": "LOW"}),
			said("2026-01-04T00:00:00Z", asff{"UpdatedAt": nil, "CreatedAt": nil, "Severity.Label": "MEDIUM"}),
		}, "false|false|false|true|NEW|MEDIUM"},
		{"archived", []event{
			said("2026-01-01T00:00:00Z"),
			said("2026-01-02T00:00:00Z", updated("2026-01-02T00:00:00Z"), asff{"RecordState": "ARCHIVED"}),
		}, "true|false|false|false|NEW|HIGH"},
		{"archived and back", []event{
			said("2026-01-02T00:00:00Z", updated("2026-01-02T00:00:00Z"), asff{"RecordState": "ARCHIVED"}),
			said("2026-01-03T00:00:00Z", updated("2026-01-03T00:00:00Z")),
		}, "false|false|false|true|NEW|HIGH"},
		{"passed, though nobody resolved it", []event{said("2026-01-01T00:00:00Z", asff{"Compliance.Status": "PASSED"})}, "false|false|false|false|NEW|HIGH"},
		{"resolved", []event{said("2026-01-01T00:00:00Z", asff{"Workflow.Status": "RESOLVED"})}, "false|false|false|false|RESOLVED|HIGH"},
		{"notified", []event{said("2026-01-01T00:00:00Z", asff{"Workflow.Status": "NOTIFIED"})}, "false|false|false|true|NOTIFIED|HIGH"},
		{"a check without an answer", []event{said("2026-01-01T00:00:00Z", asff{"Compliance.Status": "WARNING"})}, "false|false|false|true|NEW|HIGH"},
		{"no check, no workflow, no state", []event{said("2026-01-01T00:00:00Z", asff{
			"Compliance.Status": nil, "Compliance.SecurityControlId": nil, "Workflow.Status": nil, "RecordState": nil, "Severity.Label": nil,
		})}, "false|false|false|true|null|null"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			backwards := slices.Clone(test.events)
			slices.Reverse(backwards)
			var first []string
			for _, events := range [][]event{test.events, backwards, append(backwards, test.events...)} {
				db := tell(t, now, events)
				wantAnswer(t, db, states, test.want)
				// The history ends in the same state.
				wantAnswer(t, db, "select was_open and not has_expired, coalesce(workflow_status, 'null'), coalesce(severity_label, 'null') from finding_history where is_newest",
					answer(t, db, "select is_open, coalesce(workflow_status, 'null'), coalesce(severity_label, 'null') from findings_current")...)
				wantAnswer(t, db, "select count(*) from open_findings", answer(t, db, "select count_if(is_open) from findings_current")...)
				if history := answer(t, db, "select seen_at, ended_at, was_open, severity_label from finding_history order by seen_at"); first == nil {
					first = history
				} else if !slices.Equal(history, first) {
					t.Errorf("told otherwise the history is\n%q, not\n%q", history, first)
				}
			}
		})
	}
}

// TestExpiry has the last day on which Security Hub has a finding, and the first
// without it.
func TestExpiry(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, now, want string
		event           event
	}{
		{"the 90th day", "2026-03-31T23:59:59Z", "false|true", said("2026-01-01T00:00:00Z")},
		{"90 days later", "2026-04-01T00:00:00Z", "true|false", said("2026-01-01T00:00:00Z")},
		{"an archived one, the 30th day", "2026-01-30T23:59:59Z", "false|false", said("2026-01-01T00:00:00Z", asff{"RecordState": "ARCHIVED"})},
		{"an archived one, 30 days later", "2026-01-31T00:00:00Z", "true|false", said("2026-01-01T00:00:00Z", asff{"RecordState": "ARCHIVED"})},
		{"processed later than updated", "2026-04-01T00:00:00Z", "false|true", said("2026-01-01T00:00:00Z", asff{"ProcessedAt": "2026-01-02T00:00:00Z"})},
		{"an event that moved no time", "2026-04-01T00:00:00Z", "false|true", said("2026-01-02T00:00:00Z")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			db := tell(t, test.now, []event{test.event})
			wantAnswer(t, db, "select is_expired, is_open from findings_current", test.want)
			wantAnswer(t, db, "select has_expired, was_open and not has_expired from finding_history", test.want)
		})
	}
}

// TestIdentity has findings that are one or two.
func TestIdentity(t *testing.T) {
	t.Parallel()
	db := tell(t, "2026-01-10T00:00:00Z", []event{
		said("2026-01-01T00:00:00Z"),
		said("2026-01-01T00:00:00Z", asff{"AwsAccountId": "444455556666"}),
		said("2026-01-01T00:00:00Z", asff{"ProductArn": "arn:aws:securityhub:us-east-1::product/aws/securityhub"}),
		said("2026-01-01T00:00:00Z", asff{"ProductArn": nil}),
		said("2026-01-02T00:00:00Z", asff{"ProductArn": nil, "Severity.Label": "LOW"}),
	})
	wantAnswer(t, db, "select aws_account_id, product_arn, severity_label from findings_current order by 1, 2, 3",
		"111122223333|arn:aws:securityhub:eu-west-1::product/aws/securityhub|HIGH",
		"111122223333|arn:aws:securityhub:us-east-1::product/aws/securityhub|HIGH",
		"111122223333|null|LOW",
		"444455556666|arn:aws:securityhub:eu-west-1::product/aws/securityhub|HIGH")
}

// TestBothSchemas sends one finding in ASFF and, as another service does, in OCSF.
func TestBothSchemas(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	store(t, dir, "2026-01-10T00:00:00Z", "raw/asff", said("2026-01-01T00:00:00Z").json(t, "a"))
	store(t, dir, "2026-01-10T00:00:00Z", "raw/ocsf", `{"version":"0","id":"b","detail-type":"Findings Imported V2","source":"aws.securityhub",
		"account":"999988887777","time":"2026-01-02T00:00:00Z","region":"eu-west-1","detail":{"findings":[{"class_uid":2003,"status_id":3,"severity_id":4,
		"cloud":{"account":{"uid":"111122223333"},"region":"eu-west-1"},"finding_info":{"uid":"f1","title":"S3.1","modified_time_dt":"2026-01-02T00:00:00Z"},
		"metadata":{"product":{"uid":"arn:aws:securityhub:eu-west-1::productv2/aws/securityhub"},"version":"1.6.0"},
		"compliance":{"control":"S3.1","status_id":3}}]}}`)
	wantAnswer(t, openLake(t, dir), "select source_schema, is_suppressed, compliance_status, first_seen_at from findings_current",
		"OCSF|true|FAILED|2026-01-01 00:00:00 +0000 UTC")
}

// TestPromotedColumns checks that promoted columns, also those whose name is a
// word of SQL, stand where a view shows them.
func TestPromotedColumns(t *testing.T) {
	t.Parallel()
	db := tell(t, "2026-01-10T00:00:00Z", []event{said("2026-01-01T00:00:00Z", asff{
		"Resources": []any{map[string]any{"Type": "t", "Id": "r", "Tags": map[string]any{"Owner": "ann"}}},
	})}, "owner=Resources[0].Tags.Owner", "order=Severity.Label")
	for _, view := range []string{"findings_current", "open_findings", "finding_resources", "findings_enriched"} {
		wantAnswer(t, db, `select owner, "order" from `+view, "ann|HIGH")
	}
}

// TestFindingStates has a finding for each word that findings_enriched has for
// whether it needs work.
func TestFindingStates(t *testing.T) {
	t.Parallel()
	db := tell(t, "2026-04-10T00:00:00Z", []event{
		said("2026-04-01T00:00:00Z", asff{"Id": "a"}),
		said("2026-04-01T00:00:00Z", asff{"Id": "b", "RecordState": "ARCHIVED", "Workflow.Status": "SUPPRESSED"}),
		said("2026-04-01T00:00:00Z", asff{"Id": "c", "Workflow.Status": "SUPPRESSED", "Compliance.Status": "PASSED"}),
		said("2026-04-01T00:00:00Z", asff{"Id": "d", "Workflow.Status": "RESOLVED", "Compliance.Status": "PASSED"}),
		said("2026-04-01T00:00:00Z", asff{"Id": "e", "Workflow.Status": "RESOLVED"}),
		said("2026-01-01T00:00:00Z", asff{"Id": "f"}),
	})
	wantAnswer(t, db, "select finding_id, state, age_days from findings_enriched order by 1",
		"a|OPEN|9", "b|ARCHIVED|null", "c|SUPPRESSED|null", "d|PASSED|null", "e|RESOLVED|null", "f|EXPIRED|null")
	wantAnswer(t, db, "select count(*) from findings_enriched e join finding_ages a using (finding_id) where a.is_open <> (e.state = 'OPEN') or e.state <> a.close_reason or e.age_days <> a.age_days", "0")
}
