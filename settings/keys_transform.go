package settings

import (
	"security-hub-analytics/findings"
)

// column is a promoted column. Whether all of them together go with the schema
// and the views is for check to say, in the words of findings and sql.
var column = rule{func(v string) bool {
	_, err := findings.NewSchema(v)
	return err == nil
}, "name=asffPath or name=asffPath|ocsfPath, such as owner=Resources[0].Tags.Owner, with a name that no column of docs/schema.md has"}

func transformKeys() []Key {
	return []Key{
		// 1,769 MB are one whole vCPU
		// (https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html).
		number("transformMemoryMB", 1769, 512, 10240, func(s *Settings) *int { return &s.Transform.MemoryMB },
			"Memory of the function, in MB; the processor grows with it. From 1769, one whole vCPU, the files of the lake are byte for byte those that shub transform writes. New accounts are allowed 3008 at most."),
		number("transformTimeoutSeconds", 300, 60, 900, func(s *Settings) *int { return &s.Transform.TimeoutSeconds },
			"How long one invocation may take. The largest raw object takes seconds; the rest is for batches."),
		number("transformConcurrency", 10, 2, 1000, func(s *Settings) *int { return &s.Transform.Concurrency },
			"How many invocations may run at once. Nothing is reserved, so other functions of the account keep their share."),
		boolean("transformTracing", false, func(s *Settings) *bool { return &s.Transform.Tracing },
			"Has X-Ray trace the function."),
		choice("transformLogLevel", "INFO", func(s *Settings) *string { return &s.Transform.LogLevel }, []string{"DEBUG", "INFO", "WARN", "ERROR"},
			"The least level that the function logs. INFO is one line an object."),
		texts("transformColumns", 50, func(s *Settings) *[]string { return &s.Transform.Columns }, column,
			"Columns of your own: any path of a finding becomes a column of the table and the views, as text. They hold for raw objects that come after; replay earlier ones."),
		text("transformLakeBucket", "", func(s *Settings) *string { return &s.Transform.LakeBucket }, bucketName,
			"Existing bucket for the lake, such as one that an earlier stack kept. Nothing of it is managed. Without it the stack makes a bucket; if it did so with dataOnDestroy delete, setting this empties and removes that one."),
		orNever("transformLakeTransitionDays", 0, 1, maxDays, func(s *Settings) *int { return &s.Transform.LakeTransitionDays },
			"Files of findings/ move to transformLakeStorageClass after so many days. Views over the whole history go on reading them."),
		choice("transformLakeStorageClass", classTiering, func(s *Settings) *string { return &s.Transform.LakeStorageClass }, lakeClasses,
			"Where files of findings/ move to; only classes that Athena can read."),
		orNever("transformLakeExpireDays", 0, minLakeDays, maxDays, func(s *Settings) *int { return &s.Transform.LakeExpireDays },
			"Files of findings/ are deleted after so many days, and trends with them. Below 90 days is refused: Security Hub keeps a finding for 90 days after its last update, so the newest row of an open finding would go before the finding does."),
		orNever("transformQuarantineExpireDays", 0, 7, maxDays, func(s *Settings) *int { return &s.Transform.QuarantineExpireDays },
			"Files of quarantine/ are deleted after so many days."),
	}
}

// minLakeDays is how long Security Hub keeps a finding after its last update
// (https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-data-retention.html).
const minLakeDays = 90
