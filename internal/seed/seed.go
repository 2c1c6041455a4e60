// Package seed holds the statements of the pipeline that this project grew out
// of, as its users paste them: unchanged they run here too, which tests show.
//
// They are those of aws-samples/aws-security-hub-analytic-pipeline,
// blog_post/README.md at 962fce28, "Building an Athena View" and "Dropping the
// Athena View" (MIT-0).
package seed

const (
	// CreateView is the view behind its chart.
	CreateView = `CREATE OR REPLACE VIEW "security-hub-rolled-up-finding" AS 
   SELECT
   "date_format"("from_iso8601_timestamp"(updatedat), '%Y-%m-%d %H:00') year_month_day
   , compliance_status
   , workflowstate
   , severity_label
   , COUNT(DISTINCT title) as cnt
   FROM
   security_hub_database."security-hub-crawled-findings"
   GROUP BY "date_format"("from_iso8601_timestamp"(updatedat), '%Y-%m-%d %H:00'), compliance_status, workflowstate, severity_label`
	// DropView removes it.
	DropView = `DROP VIEW "security-hub-rolled-up-finding"`
)
