package findings

// lineageColumns say where a row comes from. The transform fills them; no path
// of a finding leads here.
var lineageColumns = []field[Row]{
	jsonField("finding", "", "", "The finding as received, as JSON: what no column holds is here (json_extract_scalar).",
		func(r *Row) *Text { return &r.Finding }),
	textField("source_schema", "", "", "ASFF or OCSF: the schema that the finding was written in.",
		func(r *Row) *Text { return &r.SourceSchema }),
	textField("event_id", "", "", "Id of the EventBridge event; null for a finding that came without one.",
		func(r *Row) *Text { return &r.EventID }).with(random),
	timeField("event_time", "", "", "Time of the EventBridge event.",
		func(r *Row) *Opt[int64] { return &r.EventTime }),
	textField("event_account", "", "", "Account that the event was sent in; with an administrator account, not the finding's own.",
		func(r *Row) *Text { return &r.EventAccount }),
	textField("event_region", "", "", "Region that the event was sent in.",
		func(r *Row) *Text { return &r.EventRegion }),
	textField("raw_object", "", "", "Key of the raw object that holds the event.",
		func(r *Row) *Text { return &r.RawObject }),
	timeField("ingested_at", "", "", "When the raw object was written (its LastModified), so that replay changes nothing.",
		func(r *Row) *Opt[int64] { return &r.IngestedAt }),
	longField("finding_digest", "XXH64 of finding: the same text gives the same number. Versions that agree in every time and in their event are ordered by it, without reading finding. "+
		"In Athena it is from_big_endian_64(xxhash64(to_utf8(finding))); null in files from before schema version 2.",
		func(r *Row) *Opt[int64] { return &r.FindingDigest }),
}

// asffPartFields tell an OCSF finding that was taken for ASFF.
var asffPartFields = []field[Row]{
	intField("", "class_uid", "", "", func(r *Row) *Opt[int64] { return &r.ocsf.classUID }),
}

// ocsfPartFields are the OCSF members that finishOCSF makes columns of.
var ocsfPartFields = []field[Row]{
	intField("", "", "severity_id", "", func(r *Row) *Opt[int64] { return &r.ocsf.severityID }),
	textField("", "", "severity", "", func(r *Row) *Text { return &r.ocsf.severity }),
	intField("", "", "status_id", "", func(r *Row) *Opt[int64] { return &r.ocsf.statusID }),
	textField("", "", "status", "", func(r *Row) *Text { return &r.ocsf.status }),
	textField("", "", "status_code", "", func(r *Row) *Text { return &r.ocsf.statusCode }),
	intField("", "", "activity_id", "", func(r *Row) *Opt[int64] { return &r.ocsf.activityID }),
	intField("", "", "compliance.status_id", "", func(r *Row) *Opt[int64] { return &r.ocsf.complianceStatusID }),
	textField("", "", "compliance.status", "", func(r *Row) *Text { return &r.ocsf.complianceStatus }),
}
