package local

import (
	"slices"
	"testing"

	"security-hub-analytics/internal/seed"
)

// seedLake has two hours, a finding seen twice, two of one title, one without
// a time and one of a product that is no check.
func seedLake(t *testing.T) string {
	t.Helper()
	lake := t.TempDir()
	writeFindings(t, lake, "2026-01-02", "a", `
		select *, 'NEW' as workflow_state from (values
			('f1', 'S3.1', 'FAILED', 'HIGH', timestamptz '2026-01-01 10:00:00Z'),
			('f1', 'S3.1', 'FAILED', 'HIGH', timestamptz '2026-01-01 10:59:59.999Z'),
			('f2', 'S3.1', 'FAILED', 'HIGH', timestamptz '2026-01-01 10:30:00Z'),
			('f3', 'S3.2', 'FAILED', 'HIGH', timestamptz '2026-01-01 10:30:00Z'),
			('f4', 'S3.3', 'FAILED', 'LOW', timestamptz '2026-01-01 11:00:00Z'),
			('f5', 'S3.4', 'PASSED', 'INFORMATIONAL', timestamptz '2026-01-01 11:00:00Z'),
			('f6', 'S3.5', 'FAILED', 'LOW', null)
		) as t(finding_id, title, compliance_status, severity_label, updated_at)`)
	writeFindings(t, lake, "2026-01-03", "b", `
		select 'g1' as finding_id, 'Recon' as title, 'MEDIUM' as severity_label, timestamptz '2026-01-02 00:00:00+01:00' as updated_at`)
	return lake
}

var seedAnswer = []string{
	"2026-01-01 10:00|FAILED|NEW|HIGH|2",
	"2026-01-01 11:00|FAILED|NEW|LOW|1",
	"2026-01-01 11:00|PASSED|NEW|INFORMATIONAL|1",
	"2026-01-01 23:00|null|null|MEDIUM|1",
	"null|FAILED|NEW|LOW|1",
}

const seedOrder = ` order by year_month_day, compliance_status, workflowstate, severity_label`

func TestRolledUpFinding(t *testing.T) {
	t.Parallel()
	db := openLake(t, seedLake(t))
	wantAnswer(t, db, `select year_month_day, compliance_status, workflowstate, severity_label, cnt
		from "security-hub-rolled-up-finding"`+seedOrder, seedAnswer...)
	wantAnswer(t, db, `select count(*) from "security-hub-rolled-up-finding"
		where year_month_day is distinct from year_month_day_hour`, "0")
}

// TestSeedSQL runs the seed's SQL as it stands: its view, made anew over the
// view that stands for its table, says what ours says.
func TestSeedSQL(t *testing.T) {
	t.Parallel()
	lake := seedLake(t)
	want := answer(t, openLake(t, lake), `select year_month_day, compliance_status, workflowstate, severity_label, cnt
		from "security-hub-rolled-up-finding"`+seedOrder)
	if !slices.Equal(want, seedAnswer) {
		t.Fatalf("our view says %q", want)
	}
	db := openLake(t, lake)
	var none collected
	answered, err := db.Query(t.Context(), seed.CreateView, &none)
	if err != nil || answered {
		t.Fatalf("the seed's view: answered %v, error %v", answered, err)
	}
	wantAnswer(t, db, `select * from security_hub_database."security-hub-rolled-up-finding"`+seedOrder, want...)
	if answered, err = db.Query(t.Context(), seed.DropView, &none); err != nil || answered {
		t.Fatalf("dropping the seed's view: answered %v, error %v", answered, err)
	}
	wantAnswer(t, db, "select table_name from information_schema.tables where table_name like 'security-hub-%'",
		"security-hub-crawled-findings")
	// Its query without the view, in one go, in Athena's way and in the shell's.
	query := seed.CreateView[len(`CREATE OR REPLACE VIEW "security-hub-rolled-up-finding" AS `):] + seedOrder
	wantAnswer(t, db, query, want...)
	wantAnswer(t, db, seed.CreateView+";\n"+`select * from "security-hub-rolled-up-finding"`+seedOrder+";\n", want...)
}

// TestCrawledFindings checks each kind of column under its flattened name.
func TestCrawledFindings(t *testing.T) {
	t.Parallel()
	lake := t.TempDir()
	writeFindings(t, lake, "2026-01-02", "a", `select 'f1' as finding_id, '111122223333' as aws_account_id,
		timestamptz '2026-01-01 10:00:00.5Z' as updated_at, ['t1', 't2'] as types, cast([] as varchar[]) as provider_types,
		50 as severity_normalized, '{"Severity":{"Product":2.5}}' as finding, map {'aws/securityhub/FindingId': 'x', 'Resources:0/Id': 'y'} as product_fields,
		'r1' as resource_id, [{'id': 'r1', 'partition': 'aws-cn', 'role': 'Target'}] as resources,
		[{'standards_id': 's1'}] as compliance_standards, [{'reason_code': 'c', 'description': 'd'}] as compliance_status_reasons,
		[{'id': 'CVE-1'}] as vulnerabilities`)
	db := openLake(t, lake)
	wantAnswer(t, db, `select id, awsaccountid, updatedat, createdat, types_0, findingproviderfields_types_0, severity_normalized,
		severity_product, productfields_aws_securityhub_findingid, productfields_resources_0_id, productfields_controlid
		from security_hub_database."security-hub-crawled-findings"`,
		"f1|111122223333|2026-01-01T10:00:00.500Z|null|t1|null|50|2.5|x|y|null")
	wantAnswer(t, db, `select resources_0_id, resources_0_partition, resources_0_resourcerole, compliance_associatedstandards_0_standardsid,
		compliance_relatedrequirements_0, compliance_statusreasons_0_reasoncode, compliance_statusreasons_0_description,
		vulnerabilities_0_id, workflowstate, ingest_date from "security-hub-crawled-findings"`,
		"r1|aws-cn|Target|s1|null|c|d|CVE-1|null|2026-01-02")
}
