package model

// Tables is what every view has to answer.
func (h *History) Tables() []Table {
	return []Table{
		h.FindingsCurrent(), h.OpenFindings(), h.FindingResources(), h.FindingStandards(), h.FindingVulnerabilities(),
		h.SeverityByHour(), h.SeverityByDay(), h.RolledUp(), h.OpenByDay(), h.OpenedClosed(), h.ScoreByDay(),
	}
}
