package local

import "testing"

// life is one finding over some weeks: found, made worse, suppressed, taken up
// again, passed, failed again, and then never heard of again. An event that comes
// late and one that comes twice change nothing.
var life = []event{
	said("2026-01-01T10:00:00Z", updated("2026-01-01T10:00:00Z")),
	said("2026-01-03T10:00:00Z", updated("2026-01-03T10:00:00Z"), asff{"Severity.Label": "CRITICAL"}),
	said("2026-01-03T12:00:00Z", updated("2026-01-02T10:00:00Z"), asff{"Compliance.Status": "PASSED"}), // late: older than the last
	said("2026-01-05T10:00:00Z", updated("2026-01-03T10:00:00Z"), asff{"Severity.Label": "CRITICAL", "Workflow.Status": "SUPPRESSED",
		"Note.Text": "accepted until May", "Note.UpdatedBy": "ann", "Note.UpdatedAt": "2026-01-05T09:59:00Z"}),
	said("2026-01-07T10:00:00Z", updated("2026-01-03T10:00:00Z"), asff{"Severity.Label": "CRITICAL"}),
	said("2026-01-08T10:00:00Z", updated("2026-01-08T10:00:00Z"), asff{"Compliance.Status": "PASSED", "Workflow.Status": "RESOLVED"}),
	said("2026-01-10T10:00:00Z", updated("2026-01-10T10:00:00Z")),
	said("2026-01-10T10:00:00Z", updated("2026-01-10T10:00:00Z")),
}

func TestLife(t *testing.T) {
	t.Parallel()
	db := tell(t, "2026-06-01T00:00:00Z", life)
	wantAnswer(t, db, "select day_on, severity_label, opened_count, reopened_count, closed_count, expired_count from findings_opened_closed_by_day order by 1, 2",
		"2026-01-01 00:00:00 +0000 UTC|HIGH|1|0|0|0",
		"2026-01-05 00:00:00 +0000 UTC|CRITICAL|0|0|1|0",
		"2026-01-07 00:00:00 +0000 UTC|CRITICAL|0|1|0|0",
		"2026-01-08 00:00:00 +0000 UTC|CRITICAL|0|0|1|0",
		"2026-01-10 00:00:00 +0000 UTC|HIGH|0|1|0|0",
		"2026-04-10 00:00:00 +0000 UTC|HIGH|0|0|0|1")
	wantAnswer(t, db, `select date_format(day_on, '%m-%d'), sum(open_count), sum(case when severity_label = 'CRITICAL' then open_count end) from open_findings_by_day
		where day_on < date '2026-01-12' or day_on between date '2026-04-09' and date '2026-04-11' or day_on > date '2026-05-30' group by day_on order by day_on`,
		"01-01|1|null", "01-02|1|null", "01-03|1|1", "01-04|1|1", "01-05|0|0", "01-06|0|0", "01-07|1|1", "01-08|0|0", "01-09|0|0", "01-10|1|0", "01-11|1|0",
		"04-09|1|0", "04-10|0|0", "04-11|0|0", "05-31|0|0", "06-01|0|0")
	wantAnswer(t, db, "select is_open, first_seen_at, opened_at, closed_at, close_reason, reopened_count, age_days, hours_to_close from finding_ages",
		"false|2026-01-01 10:00:00 +0000 UTC|2026-01-10 10:00:00 +0000 UTC|2026-04-10 10:00:00 +0000 UTC|EXPIRED|2|null|2160")
	// In the middle of it.
	db = tell(t, "2026-01-06T00:00:00Z", life[:4])
	wantAnswer(t, db, "select is_open, closed_at, close_reason, reopened_count, hours_to_close from finding_ages",
		"false|2026-01-05 10:00:00 +0000 UTC|SUPPRESSED|0|96")
	wantAnswer(t, db, "select suppressed_at, suppressed_days, suppression_count, note_updated_by, note_text, is_note_recent from suppressed_findings",
		"2026-01-05 10:00:00 +0000 UTC|0|1|ann|accepted until May|true")
}

// TestFindingTwiceInAnHour counts findings, not versions.
func TestFindingTwiceInAnHour(t *testing.T) {
	t.Parallel()
	db := tell(t, "2026-01-02T00:00:00Z", []event{
		said("2026-01-01T10:01:00Z", updated("2026-01-01T10:01:00Z")),
		said("2026-01-01T10:59:00Z", updated("2026-01-01T10:59:00Z"), asff{"Compliance.Status": "PASSED"}),
		said("2026-01-01T10:59:00Z", updated("2026-01-01T10:59:00Z"), asff{"Compliance.Status": "PASSED", "Id": "f2"}),
		said("2026-01-01T11:00:00Z", updated("2026-01-01T11:00:00Z"), asff{"Title": "other", "Id": "f3", "Severity.Label": nil}),
	})
	wantAnswer(t, db, "select hour_at, severity_label, finding_count, failed_count, passed_count from severity_by_hour order by 1",
		"2026-01-01 10:00:00 +0000 UTC|HIGH|2|1|2", "2026-01-01 11:00:00 +0000 UTC|UNKNOWN|1|1|0")
	wantAnswer(t, db, "select day_on, severity_label, finding_count, failed_count, passed_count from severity_by_day order by 2",
		"2026-01-01 00:00:00 +0000 UTC|HIGH|2|1|2", "2026-01-01 00:00:00 +0000 UTC|UNKNOWN|1|1|0")
	wantAnswer(t, db, "select year_month_day_hour, compliance_status, workflow_status, severity_label, cnt, finding_count from rolled_up_findings order by hour_at, 2",
		"2026-01-01 10:00|FAILED|NEW|HIGH|1|1", "2026-01-01 10:00|PASSED|NEW|HIGH|1|2", "2026-01-01 11:00|FAILED|NEW|null|1|1")
}
