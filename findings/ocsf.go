package findings

import "bytes"

// ocsfClasses are the finding classes that become rows. Security Hub emits
// these four; 2001 (Security Finding) is deprecated in OCSF and 2005 (Incident)
// is no finding of a resource.
var ocsfClasses = map[int64]bool{2002: true, 2003: true, 2004: true, 2006: true}

// Ids and captions of the OCSF schema 1.6: severity_id and status_id of the
// base finding, status_id of the compliance object.
var (
	ocsfSeverities = []Text{1: Text("INFORMATIONAL"), 2: Text("LOW"), 3: Text("MEDIUM"), 4: Text("HIGH"), 5: Text("CRITICAL"), 6: Text("CRITICAL")}
	ocsfWorkflow   = []Text{1: Text("NEW"), 2: Text("NOTIFIED"), 3: Text("SUPPRESSED"), 4: Text("RESOLVED"), 5: nil}
	ocsfCompliance = []Text{1: Text("PASSED"), 2: Text("WARNING"), 3: Text("FAILED")}

	ocsfSeverityWords = map[string]Text{
		"informational": Text("INFORMATIONAL"), "low": Text("LOW"), "medium": Text("MEDIUM"), "high": Text("HIGH"),
		"critical": Text("CRITICAL"), "fatal": Text("CRITICAL"),
	}
	ocsfWorkflowWords = map[string]Text{
		"new": Text("NEW"), "in progress": Text("NOTIFIED"), "suppressed": Text("SUPPRESSED"), "resolved": Text("RESOLVED"), "archived": nil,
	}
	ocsfComplianceWords = map[string]Text{
		"pass": Text("PASSED"), "warning": Text("WARNING"), "fail": Text("FAILED"),
	}
)

var active, archived, yes, no = Text("ACTIVE"), Text("ARCHIVED"), Text("YES"), Text("NO")

const (
	ocsfStatusArchived = 5 // status_id
	ocsfActivityClose  = 3 // activity_id
)

// pick translates an id or, where the id says nothing, a word. What has no
// counterpart in ASFF (Other, say) is null and counted.
func (d *decoder) pick(id Opt[int64], ids []Text, word Text, words map[string]Text) Text {
	if id.Set && id.V > 0 && id.V < int64(len(ids)) {
		return ids[id.V]
	}
	if len(word) > 0 {
		if v, ok := words[string(bytes.ToLower(word))]; ok {
			return v
		}
	}
	if id.Set && id.V != 0 || len(word) > 0 && !bytes.EqualFold(word, []byte("unknown")) {
		d.coerced++
	}
	return nil
}

// finishOCSF fills the columns that OCSF spreads over several members.
func (d *decoder) finishOCSF(r *Row) {
	p := &r.ocsf
	r.SeverityLabel = d.pick(p.severityID, ocsfSeverities, p.severity, ocsfSeverityWords)
	r.WorkflowStatus = d.pick(p.statusID, ocsfWorkflow, p.status, ocsfWorkflowWords)
	r.RecordState = active
	statusKnown := p.statusID.V > 0 && p.statusID.V < int64(len(ocsfWorkflow)) // else the word counts, as in pick
	if p.statusID.V == ocsfStatusArchived || p.activityID.V == ocsfActivityClose ||
		!statusKnown && bytes.EqualFold(p.status, []byte("archived")) {
		r.RecordState = archived
	}
	if p.complianceStatusID.Set || p.complianceStatus != nil {
		r.ComplianceStatus = d.pick(p.complianceStatusID, ocsfCompliance, p.complianceStatus, ocsfComplianceWords)
	} else if v, ok := ocsfComplianceWords[string(bytes.ToLower(p.statusCode))]; ok {
		r.ComplianceStatus = v // Prowler's check result in a detection finding
	}
}

// finishOCSFResource picks the id as AWS's own OCSF-to-ASFF converter does
// (automated-security-response-on-aws, finding normaliser).
func finishOCSFResource(r *Resource) {
	switch {
	case bytes.HasPrefix(r.uidAlt, []byte("arn:")):
		r.ID = r.uidAlt
	case len(r.uid) > 0:
		r.ID = r.uid
	case len(r.Name) > 0:
		r.ID = r.Name
	}
}

func finishOCSFVulnerability(v *Vulnerability) {
	v.ExploitAvailable, v.FixAvailable = yesNo(v.exploit), yesNo(v.fix)
}

func yesNo(b Opt[bool]) Text {
	switch {
	case !b.Set:
		return nil
	case b.V:
		return yes
	}
	return no
}
