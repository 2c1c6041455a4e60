package model

import (
	"cmp"
	"slices"
)

// State is what a finding was found in for a while.
type State struct {
	*Version
	// Began is when the state was heard of.
	Began int64
	// Ended is when a newer one was, or when Security Hub had forgotten the
	// finding; not set while it lasts.
	Ended Time
	// Replaced is when a newer one was heard of, whatever happened before.
	Replaced Time
	// Expired says that it was forgotten.
	Expired bool
}

// LastSeen is the last sign of life that the version gives.
func (v *Version) LastSeen() int64 { return max(v.Seen(), v.Updated.V, v.Processed.V) }

// States goes through the versions of one finding in the order in which they
// were heard of. One that is older than what is known already changes nothing.
func (h *History) States(versions []*Version) []State {
	heard := slices.Clone(versions)
	slices.SortFunc(heard, func(a, b *Version) int { return cmp.Or(cmp.Compare(a.Seen(), b.Seen()), Compare(a, b)) })
	var states []State
	for i, v := range heard {
		if i+1 < len(heard) && heard[i+1].Seen() == v.Seen() {
			continue // of what is heard at one time the newest counts, which comes last
		}
		if n := len(states); n > 0 {
			if Compare(v, states[n-1].Version) <= 0 {
				continue
			}
			states[n-1].Replaced = some(v.Seen())
		}
		states = append(states, State{Version: v, Began: v.Seen()})
	}
	for i := range states {
		s := &states[i]
		s.Ended = s.Replaced
		limit := h.Now
		if s.Replaced.Set {
			limit = min(limit, s.Replaced.V)
		}
		if forgotten := s.LastSeen() + kept(s.Version)*day; forgotten <= limit {
			s.Ended, s.Expired = some(forgotten), true
		}
	}
	return states
}

// during says that the state lasted at a time.
func (s *State) during(t int64) bool { return s.Began <= t && (!s.Ended.Set || t < s.Ended.V) }

// FindingHistory is what finding_history has to answer.
func (h *History) FindingHistory() Table {
	t := Table{emit: h.Emit, View: "finding_history", Columns: []string{
		"aws_account_id", "product_arn", "finding_id", "severity_label", "compliance_status", "workflow_status", "control_id",
		"seen_at", "ended_at", "was_open", "is_archived", "is_suppressed", "has_expired", "is_newest",
	}}
	for id, versions := range h.Findings {
		states := h.States(versions)
		for i := range states {
			s := &states[i]
			t.add([]any{
				id.Account.value(), id.Product.value(), id.ID.value(), s.Severity.value(), s.Status.value(), s.Workflow.value(), s.control().value(),
				at(s.Began), atOf(s.Ended), s.Counts(), s.Archived(), s.Suppressed(), s.Expired, !s.Replaced.Set,
			})
		}
	}
	return t
}
