package local

import (
	"testing"
	"time"

	"security-hub-analytics/sql"
)

func standards(ids ...string) []any {
	var list []any
	for _, id := range ids {
		list = append(list, map[string]any{"StandardsId": id})
	}
	return list
}

// control is a finding of a control in standards.
func control(id, control, status string, inStandards []any, changes ...asff) event {
	return said("2026-01-01T00:00:00Z", append([]asff{{
		"Id": id, "Title": control, "GeneratorId": "security-control/" + control, "Compliance.SecurityControlId": control,
		"Compliance.Status": status, "Compliance.AssociatedStandards": inStandards,
	}}, changes...)...)
}

// TestScore has each rule of the user guide's "Calculating security scores" and
// "Evaluating compliance status and control status".
func TestScore(t *testing.T) {
	t.Parallel()
	both := standards("standards/a", "standards/b")
	db := tell(t, "2026-01-10T00:00:00Z", []event{
		control("1", "S3.1", "PASSED", both),
		control("2", "S3.1", "PASSED", both, asff{"AwsAccountId": "444455556666"}),
		control("3", "S3.2", "PASSED", both),
		control("4", "S3.2", "FAILED", both, asff{"AwsAccountId": "444455556666"}), // failed in one account
		control("5", "S3.3", "PASSED", standards("standards/a")),
		control("6", "S3.3", "WARNING", standards("standards/a")),                   // unknown
		control("7", "S3.4", "FAILED", both, asff{"Workflow.Status": "SUPPRESSED"}), // no data
		control("8", "S3.5", "FAILED", both, asff{"Workflow.Status": "SUPPRESSED"}), // suppressed away
		control("9", "S3.5", "PASSED", both),                                        // so it passes
		control("10", "S3.6", "FAILED", both, asff{"RecordState": "ARCHIVED"}),      // no data
		control("11", "S3.7", "PASSED", nil, asff{"ProductFields.StandardsGuideArn": "arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0"}),
		control("12", "P.1", "FAILED", both, asff{"ProductArn": "arn:aws:securityhub:eu-west-1::product/prowler/prowler"}), // no control of Security Hub
	})
	wantAnswer(t, db, `select standards_id, passed_control_count, failed_control_count, unknown_control_count, no_data_control_count, score_percent, unsuppressed_percent
		from compliance_score order by 1`,
		"all standards|3|1|1|2|60|33",
		"ruleset/cis-aws-foundations-benchmark/v/1.2.0|1|0|0|0|100|100",
		"standards/a|2|1|1|2|50|20",
		"standards/b|2|1|0|2|67|25")
	wantAnswer(t, db, "select standards_id, passed_control_count, failed_control_count, unknown_control_count, score_percent from compliance_score_by_day where day_on = date '2026-01-10' order by 1",
		"all standards|3|1|1|60", "ruleset/cis-aws-foundations-benchmark/v/1.2.0|1|0|0|100", "standards/a|2|1|1|50", "standards/b|2|1|0|67")
	wantAnswer(t, db, "select control_id, control_status, finding_count, suppressed_count, failed_account_count from compliance_by_control order by 1",
		"S3.1|PASSED|2|0|0", "S3.2|FAILED|2|0|1", "S3.3|UNKNOWN|2|0|0", "S3.4|NO_DATA|0|1|0", "S3.5|PASSED|1|1|0", "S3.6|NO_DATA|0|0|0", "S3.7|PASSED|1|0|0")
	wantAnswer(t, db, "select aws_account_id, open_count, high_count, suppressed_count, archived_count, passed_control_count, failed_control_count, control_count, score_percent from account_posture order by 1",
		"111122223333|2|2|2|1|4|0|5|80", "444455556666|1|1|0|0|1|1|2|50")
	wantAnswer(t, db, "select count(*), count(distinct finding_id) from finding_standards", "21|12")
	checkViews(t, db)
}

// TestScoreOfThePast asks for days on which things were otherwise.
func TestScoreOfThePast(t *testing.T) {
	t.Parallel()
	in := standards("standards/a")
	failed, passed := control("1", "S3.1", "FAILED", in), control("1", "S3.1", "PASSED", in, updated("2026-01-03T00:00:00Z"))
	passed.at = "2026-01-03T00:00:00Z"
	db := tell(t, "2026-04-04T00:00:00Z", []event{failed, passed})
	wantAnswer(t, db, `select day_on, score_percent from compliance_score_by_day where standards_id = 'standards/a'
		and day_on in (date '2026-01-01', date '2026-01-02', date '2026-01-03', date '2026-04-02', date '2026-04-03') order by 1`,
		"2026-01-01 00:00:00 +0000 UTC|0", "2026-01-02 00:00:00 +0000 UTC|0", "2026-01-03 00:00:00 +0000 UTC|100", "2026-04-02 00:00:00 +0000 UTC|100")
}

// TestLists has lists of several elements, with one twice, of none, and absent.
func TestLists(t *testing.T) {
	t.Parallel()
	resource := func(id string) any {
		return map[string]any{"Type": "AwsS3Bucket", "Id": id, "Tags": map[string]any{"Owner": "ann"}}
	}
	db := tell(t, "2026-01-10T00:00:00Z", []event{
		said("2026-01-01T00:00:00Z", asff{
			"Resources": []any{resource("a"), resource("b"), resource("a")},
			"Vulnerabilities": []any{
				map[string]any{"Id": "CVE-1", "Cvss": []any{map[string]any{"BaseScore": 5.5}, map[string]any{"BaseScore": 9.8}},
					"VulnerablePackages": []any{map[string]any{"Name": "p", "Version": "1", "FixedInVersion": "2"}, map[string]any{"Name": "q"}}},
				map[string]any{"Id": "CVE-2"},
				map[string]any{"Id": "CVE-1"},
			},
		}),
		said("2026-01-01T00:00:00Z", asff{"Id": "f2", "Resources": []any{resource("b")}, "Severity.Label": "CRITICAL"}),
		said("2026-01-01T00:00:00Z", asff{"Id": "f3", "Resources": []any{}}),
		said("2026-01-01T00:00:00Z", asff{"Id": "f4", "Resources": nil}),
	})
	wantAnswer(t, db, "select finding_id, resource_index, resource_id, element_at(tags, 'Owner') from finding_resources order by 1, 2",
		"f1|1|a|ann", "f1|2|b|ann", "f2|1|b|ann")
	wantAnswer(t, db, "select resource_id, open_count, critical_count, worst_severity_label from resource_exposure order by 1",
		"a|1|0|HIGH", "b|2|1|CRITICAL")
	wantAnswer(t, db, "select finding_id, vulnerability_index, vulnerability_id, cvss_base_score, package_count from finding_vulnerabilities order by 1, 2",
		"f1|1|CVE-1|9.8|2", "f1|2|CVE-2|null|0")
	wantAnswer(t, db, "select finding_id, vulnerability_id, package_index, package_name, fixed_in_version from open_vulnerabilities order by 1, 2, 3",
		"f1|CVE-1|1|p|2", "f1|CVE-1|2|q|null", "f1|CVE-2|1|null|null")
	checkViews(t, db)
}

// TestPipeline counts what arrived, and measures silence by a clock that the
// test sets.
func TestPipeline(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	one := said("2026-01-01T10:00:00Z").json(t, "a")
	store(t, dir, "2026-01-01T11:00:00Z", "raw/1", one+"\n"+one+"\n{\n"+`{"a":1}`+"\n")
	store(t, dir, "2026-01-02T11:00:00Z", "raw/2", said("2026-01-02T10:30:00Z").json(t, "b"))
	store(t, dir, "2026-01-03T11:00:00Z", "raw/3", "no JSON\n"+said("2026-01-01T10:00:00Z", asff{"Id": nil}).json(t, "c"))
	db := openLake(t, dir)
	wantAnswer(t, db, "select ingest_date, object_count, row_count, quarantined_count, not_json_count, not_a_finding_event_count, no_identity_count from pipeline_by_day order by 1",
		"2026-01-01|1|2|2|1|1|0", "2026-01-02|1|1|0|0|0|0", "2026-01-03|0|0|2|1|0|1")
	views, err := sql.Views(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, view := range views {
		if view.Name == "product_coverage" {
			at := view.At(time.Date(2026, 1, 2, 13, 29, 0, 0, time.UTC))
			wantAnswer(t, db, "select product_id, aws_account_id, region, first_event_at, last_event_at, finding_count, row_count, silent_hours from ("+at+")",
				"product/aws/securityhub|111122223333|eu-west-1|2026-01-01 10:00:00 +0000 UTC|2026-01-02 10:30:00 +0000 UTC|1|3|2")
		}
	}
}
