package model

// Lasting is what the views have to answer that look at findings and not at how
// they came: the order, the number and the size of raw objects change nothing.
func (h *History) Lasting() []Table {
	return []Table{
		h.FindingsCurrent(), h.OpenFindings(), h.FindingResources(), h.FindingStandards(), h.FindingVulnerabilities(),
		h.SeverityByHour(), h.SeverityByDay(), h.RolledUp(), h.OpenByDay(), h.OpenedClosed(), h.ScoreByDay(),
		h.Controls(), h.Score(), h.Accounts(), h.Exposure(), h.Ages(), h.Suppressed(),
	}
}

// Tables is what all views have to answer.
func (h *History) Tables() []Table {
	return append(h.Lasting(), h.Coverage(), h.Pipeline())
}
