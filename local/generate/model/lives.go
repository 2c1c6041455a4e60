package model

// Ages is what finding_ages has to answer.
func (h *History) Ages() Table {
	t := Table{emit: h.Emit, View: "finding_ages", Columns: []string{
		"aws_account_id", "product_arn", "finding_id", "product_name", "severity_label", "control_id", "is_open", "first_seen_at",
		"opened_at", "closed_at", "close_reason", "reopened_count", "age_days", "hours_to_close",
	}}
	for id, versions := range h.Findings {
		states := h.States(versions)
		isOpen, turns := false, int64(0)
		var opened, closed Time
		var reason, age, hours any
		for i := range states {
			s := &states[i]
			switch {
			case s.Counts() && !isOpen:
				opened, isOpen = some(s.Began), true
				turns++
			case !s.Counts() && isOpen:
				closed, isOpen, reason = some(s.Began), false, s.reason()
			}
			if isOpen && s.Expired {
				closed, isOpen, reason = s.Ended, false, "EXPIRED"
			}
		}
		if isOpen {
			closed, reason = Time{}, nil
			age = (h.Now - states[0].Began) / day
		} else if opened.Set {
			hours = float64((closed.V-opened.V)/1000) / 3600
		}
		last := &states[len(states)-1]
		t.add([]any{
			id.Account.value(), id.Product.value(), id.ID.value(), last.ProductName.value(), last.severity(), last.control().value(), isOpen, at(states[0].Began),
			atOf(opened), atOf(closed), reason, max(0, turns-1), age, hours,
		})
	}
	return t
}

// reason is why a finding in this state is not open.
func (v *Version) reason() string {
	switch {
	case v.Archived():
		return "ARCHIVED"
	case v.Suppressed():
		return "SUPPRESSED"
	case v.Status.is("PASSED"):
		return "PASSED"
	}
	return "RESOLVED"
}

// Suppressed is what suppressed_findings has to answer.
func (h *History) Suppressed() Table {
	t := Table{emit: h.Emit, View: "suppressed_findings", Columns: []string{
		"aws_account_id", "product_arn", "finding_id", "severity_label", "control_id", "compliance_status", "suppressed_at", "suppressed_days",
		"suppression_count", "note_updated_by", "note_text", "note_updated_at", "is_note_recent", "is_archived", "is_expired",
	}}
	for id, versions := range h.Findings {
		states := h.States(versions)
		last := &states[len(states)-1]
		if !last.Suppressed() {
			continue
		}
		since, times, before := int64(0), int64(0), false
		for i := range states {
			if now := states[i].Suppressed(); now && !before {
				since = states[i].Began
				times++
			}
			before = states[i].Suppressed()
		}
		t.add([]any{
			id.Account.value(), id.Product.value(), id.ID.value(), last.severity(), last.control().value(), last.Status.value(), at(since), (h.Now - since) / day,
			times, last.NoteBy.value(), last.Note.value(), atOf(last.NoteAt), last.NoteAt.Set && last.NoteAt.V >= since-hour, last.Archived(), last.Expired,
		})
	}
	return t
}
