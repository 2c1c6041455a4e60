package lake

import "security-hub-analytics/findings"

// QuarantineColumns are the columns of the quarantine table in order, without
// the partition: the members of QuarantineLine.
func QuarantineColumns() []findings.Column {
	text := func(name, description string) findings.Column {
		return findings.Column{Name: name, Hive: "string", Trino: "varchar", QuickSight: "STRING", Description: description}
	}
	number := func(name, description string) findings.Column {
		return findings.Column{Name: name, Hive: "bigint", Trino: "bigint", QuickSight: "INTEGER", Description: description}
	}
	record := text("record_base64", "The bytes of this part, at most 1 MiB, in base64 (from_base64).")
	record.QuickSight = "" // longer than a SPICE string may be
	return []findings.Column{
		text("reason", "Why it is here: not_json, too_deep, too_large, not_a_finding_event or no_identity."),
		text("kind", "event or finding."),
		text("raw_object", "Key of the raw object that holds the record."),
		number("offset", "Where this part begins in the uncompressed raw object."),
		number("bytes", "How many bytes this part has there."),
		number("part", "Parts of a record count from 0: to count records, count part 0."),
		record,
		text("ingested_at", "When the raw object was written (its LastModified), ISO 8601."),
	}
}
