package model

import "iter"

// Lasting is what the views have to answer that look at findings and not at how
// they came: the order, the number and the size of raw objects change nothing.
// Each answer is worked out when it is asked for.
func (h *History) Lasting() iter.Seq[Table] {
	return each(
		h.FindingsCurrent, h.OpenFindings, h.Enriched, h.FindingResources, h.FindingStandards, h.FindingVulnerabilities, h.OpenVulnerabilities,
		h.FindingHistory, h.SeverityByHour, h.SeverityByDay, h.RolledUp, h.OpenByDay, h.OpenedClosed, h.ScoreByDay,
		h.Controls, h.Score, h.Accounts, h.Exposure, h.Ages, h.Suppressed,
	)
}

// Tables is what all views have to answer.
func (h *History) Tables() iter.Seq[Table] {
	return func(yield func(Table) bool) {
		for _, some := range []iter.Seq[Table]{h.Lasting(), each(h.Coverage, h.Pipeline)} {
			for t := range some {
				if !yield(t) {
					return
				}
			}
		}
	}
}

func each(answers ...func() Table) iter.Seq[Table] {
	return func(yield func(Table) bool) {
		for _, answer := range answers {
			if !yield(answer()) {
				return
			}
		}
	}
}
