package settings

import (
	"security-hub-analytics/sql"
)

// maxDatabase is the longest schema that a QuickSight data set takes
// (https://docs.aws.amazon.com/quicksight/latest/APIReference/API_RelationalTable.html).
const maxDatabase = 64

var databaseName = rule{func(v string) bool {
	return len(v) <= maxDatabase && databasePattern.ok(v)
}, databasePattern.allowed}

var databasePattern = matching(`[a-z][a-z0-9_]*`, "a name of a-z, 0-9 and _, a letter first, at most 64 characters")

// What stands in the file, CheckAccounts judges.
var accountsFile = rule{func(v string) bool { return v != "" }, "the path of a CSV file with the header id,name,owner,unit,environment"}

func catalogKeys() []Key {
	return []Key{
		text("catalogDatabase", sql.Database, func(s *Settings) *string { return &s.Catalog.Database }, databaseName,
			"The Glue database. A second stack in one account and Region needs another."),
		text("catalogAccountsFile", "", func(s *Settings) *string { return &s.Catalog.AccountsFile }, accountsFile,
			"CSV file, relative to Pulumi.yaml, that says what accounts are called and whose they are: the table accounts, which findings_enriched joins. Quote fields that hold a comma. Without it the table is empty."),
		text("catalogProjectionStart", "2026-01-01", func(s *Settings) *string { return &s.Catalog.ProjectionStart }, day,
			"The first day that the tables have: rows of earlier days are not seen. The default is older than any row of this program."),
		boolean("catalogCrawler", false, func(s *Settings) *bool { return &s.Catalog.Crawler },
			"Adds a Glue crawler over the lake, which writes to a database of its own, <catalogDatabase>_crawled. Nothing needs it: the tables are declared."),
		text("catalogCrawlerSchedule", "cron(0 * * * ? *)", func(s *Settings) *string { return &s.Catalog.CrawlerSchedule }, cron,
			"When the crawler runs, in UTC. Each run costs at least ten minutes of a DPU."),
		number("catalogScanLimitGB", 100, 1, 10000, func(s *Settings) *int { return &s.Catalog.ScanLimitGB },
			"How many GB one query may read before Athena cancels it, in the workgroup for people and in that of QuickSight."),
		number("catalogResultExpireDays", 30, 1, maxDays, func(s *Settings) *int { return &s.Catalog.ResultExpireDays },
			"Results of queries are deleted after so many days."),
	}
}
