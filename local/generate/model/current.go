package model

// Days that Security Hub keeps a finding after it was last heard of.
const (
	keptDays         = 90
	keptDaysArchived = 30
	day              = int64(24 * 3600 * 1000)
)

// Current is the newest version of a finding, and what its others say.
type Current struct {
	*Version
	FirstSeen, LastSeen, Expires int64
}

// Current is the newest version of each finding.
func (h *History) Current() []Current {
	all := make([]Current, 0, len(h.Findings))
	for _, versions := range h.Findings {
		c := Current{Version: versions[0], FirstSeen: versions[0].Seen()}
		for _, v := range versions {
			c.FirstSeen = min(c.FirstSeen, v.Seen())
			if Compare(v, c.Version) > 0 {
				c.Version = v
			}
		}
		c.LastSeen = max(c.Seen(), c.Updated.V, c.Processed.V)
		c.Expires = c.LastSeen + kept(c.Version)*day
		all = append(all, c)
	}
	return all
}

func kept(v *Version) int64 {
	if v.Archived() {
		return keptDaysArchived
	}
	return keptDays
}

// open says that a finding is open as of now.
func (h *History) open(c Current) bool { return c.Counts() && c.Expires > h.Now }

// FindingsCurrent is what findings_current has to answer.
func (h *History) FindingsCurrent() Table {
	t := Table{emit: h.Emit, View: "findings_current", Columns: []string{
		"finding_id", "product_arn", "aws_account_id", "product_name", "aws_account_name", "region", "generator_id", "title",
		"source_schema", "created_at", "updated_at", "processed_at", "first_observed_at", "last_observed_at",
		"severity_label", "compliance_status", "compliance_security_control_id", "workflow_status", "workflow_state",
		"record_state", "note_text", "note_updated_by", "note_updated_at", "resource_id", "resource_count",
		"event_id", "event_time", "first_seen_at", "last_seen_at", "expires_at",
		"is_archived", "is_suppressed", "is_expired", "is_open", "as_of_at",
	}}
	for _, c := range h.Current() {
		resource, count := c.resource()
		t.add([]any{
			c.ID.value(), c.Product.value(), c.Account.value(), c.ProductName.value(), c.AccountName.value(), c.Region.value(), c.Generator.value(), c.Title.value(),
			c.Schema, atOf(c.Created), atOf(c.Updated), atOf(c.Processed), atOf(c.FirstObserved), atOf(c.LastObserved),
			c.Severity.value(), c.Status.value(), c.Control.value(), c.Workflow.value(), c.WorkflowState.value(),
			c.Record.value(), c.Note.value(), c.NoteBy.value(), atOf(c.NoteAt), resource, count,
			c.EventID.value(), atOf(c.EventTime), at(c.FirstSeen), at(c.LastSeen), at(c.Expires),
			c.Archived(), c.Suppressed(), c.Expires <= h.Now, h.open(c), at(h.Now),
		})
	}
	return t
}

// resource is the first resource's id, and how many there are.
func (v *Version) resource() (id, count any) {
	if v.Resources == nil {
		return nil, nil
	}
	return v.Resources[0].ID.value(), int64(len(v.Resources))
}

// OpenFindings is what open_findings has to answer.
func (h *History) OpenFindings() Table {
	t := Table{emit: h.Emit, View: "open_findings", Columns: []string{
		"finding_id", "product_arn", "aws_account_id", "severity_label", "first_seen_at", "last_seen_at", "expires_at", "age_days",
	}}
	for _, c := range h.Current() {
		if h.open(c) {
			t.add([]any{
				c.ID.value(), c.Product.value(), c.Account.value(), c.Severity.value(), at(c.FirstSeen), at(c.LastSeen), at(c.Expires), (h.Now - c.FirstSeen) / day,
			})
		}
	}
	return t
}
