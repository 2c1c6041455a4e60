package findings_test

import "strings"

// caption is what an OCSF enumeration means to the columns: the id decides
// where it is known, else the caption does (0 is Unknown, 99 Other: their
// caption is the product's own word).
type caption struct {
	id    int64
	words string // lower case
	means any
}

var (
	severities = []caption{
		{1, "informational", "INFORMATIONAL"}, {2, "low", "LOW"}, {3, "medium", "MEDIUM"},
		{4, "high", "HIGH"}, {5, "critical", "CRITICAL"}, {6, "fatal", "CRITICAL"},
	}
	statuses = []caption{
		{1, "new", "NEW"}, {2, "in progress", "NOTIFIED"}, {3, "suppressed", "SUPPRESSED"},
		{4, "resolved", "RESOLVED"}, {5, "archived", nil},
	}
	complianceResults = []caption{{1, "pass", "PASSED"}, {2, "warning", "WARNING"}, {3, "fail", "FAILED"}}
)

// choose finds the caption of an id, else of a word; 0 if neither is known.
func (o *oracle) choose(from []caption, id, word any) caption {
	n, _ := o.whole(id).(int64)
	text, _ := o.text(word).(string)
	for _, c := range from {
		if c.id == n {
			return c
		}
	}
	for _, c := range from {
		if c.words == strings.ToLower(text) {
			return c
		}
	}
	if n != 0 || text != "" && !strings.EqualFold(text, "unknown") {
		o.bent++
	}
	return caption{}
}

// derive fills the columns of an OCSF finding that come from several members
// (the columns' descriptions say how).
func (o *oracle) derive(f, row map[string]any) {
	at := func(path string) any { return o.member(f, path, true) }

	row["severity_label"] = o.choose(severities, at("severity_id"), at("severity")).means

	status := o.choose(statuses, at("status_id"), at("status"))
	row["workflow_status"] = status.means
	row["record_state"] = "ACTIVE"
	if activity, _ := o.whole(at("activity_id")).(int64); activity == 3 || status.words == "archived" {
		row["record_state"] = "ARCHIVED"
	}

	result := at("status_code") // Prowler's result of a check in a detection
	if id, word := at("compliance.status_id"), at("compliance.status"); o.whole(id) != nil || o.text(word) != nil {
		row["compliance_status"] = o.choose(complianceResults, id, word).means
	} else if code, isText := result.(string); isText {
		for _, c := range complianceResults {
			if c.words == strings.ToLower(code) {
				row["compliance_status"] = c.means
			}
		}
	}
	for _, name := range []string{"severity_label", "workflow_status", "record_state", "compliance_status"} {
		if row[name] != nil {
			o.count(name, "derived")
		}
	}
}

// deriveNested does the same for a nested row.
func (o *oracle) deriveNested(name string, object, row map[string]any) {
	switch name {
	case "resources":
		uid, _ := o.text(o.member(object, "uid", false)).(string)
		alternative, _ := o.text(o.member(object, "uid_alt", false)).(string)
		switch {
		case strings.HasPrefix(alternative, "arn:"):
			row["id"] = alternative
			o.count("resources.id", "uid_alt")
		case uid != "":
			row["id"] = uid
			o.count("resources.id", "uid")
		case row["name"] != nil && row["name"] != "":
			row["id"] = row["name"]
			o.count("resources.id", "name")
		}
	case "vulnerabilities":
		for column, member := range map[string]string{"exploit_available": "is_exploit_available", "fix_available": "is_fix_available"} {
			if v := o.member(object, member, false); v != nil {
				switch o.flag(v) {
				case true:
					row[column] = "YES"
					o.count(name+"."+column, member)
				case false:
					row[column] = "NO"
					o.count(name+"."+column, member)
				}
			}
		}
	}
}
