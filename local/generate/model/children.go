package model

// FindingResources is what finding_resources has to answer.
func (h *History) FindingResources() Table {
	t := Table{emit: h.Emit, View: "finding_resources", Columns: []string{
		"aws_account_id", "product_arn", "finding_id", "resource_index", "resource_id", "resource_type", "resource_region", "is_open",
	}}
	for _, c := range h.Current() {
		seen := map[Resource]bool{}
		for i, r := range c.Resources {
			same := Resource{ID: r.ID, Type: r.Type}
			if r.ID.Set && seen[same] {
				continue
			}
			seen[same] = true
			t.add([]any{
				c.Account.value(), c.Product.value(), c.ID.value(), int64(i + 1), r.ID.value(), r.Type.value(), or(r.Region, c.Region).value(), h.open(c),
			})
		}
	}
	return t
}

// FindingStandards is what finding_standards has to answer.
func (h *History) FindingStandards() Table {
	t := Table{emit: h.Emit, View: "finding_standards", Columns: []string{
		"aws_account_id", "product_arn", "finding_id", "standards_id", "control_id", "is_control", "compliance_status", "is_suppressed", "is_open",
	}}
	for _, c := range h.Current() {
		for _, s := range c.standards() {
			t.add([]any{
				c.Account.value(), c.Product.value(), c.ID.value(), s, c.control().value(), c.isControl(), c.Status.value(), c.Suppressed(), h.open(c),
			})
		}
	}
	return t
}

// FindingVulnerabilities is what finding_vulnerabilities has to answer.
func (h *History) FindingVulnerabilities() Table {
	t := Table{emit: h.Emit, View: "finding_vulnerabilities", Columns: []string{
		"aws_account_id", "product_arn", "finding_id", "vulnerability_index", "vulnerability_id", "cvss_base_score", "epss_score",
		"exploit_available", "fix_available", "package_count", "is_open",
	}}
	for _, c := range h.Current() {
		for i, v := range c.CVEs {
			t.add([]any{
				c.Account.value(), c.Product.value(), c.ID.value(), int64(i + 1), v.ID, v.Score, v.Epss.value(), v.Break.value(), v.Fix.value(), v.Packages, h.open(c),
			})
		}
	}
	return t
}

// OpenVulnerabilities is what open_vulnerabilities has to answer.
func (h *History) OpenVulnerabilities() Table {
	t := Table{emit: h.Emit, View: "open_vulnerabilities", Columns: []string{
		"aws_account_id", "product_arn", "finding_id", "vulnerability_index", "package_index", "vulnerability_id", "exploit_available", "fix_available",
	}}
	for _, c := range h.Current() {
		if !h.open(c) {
			continue
		}
		for i, v := range c.CVEs {
			for j := range max(1, v.Packages) {
				t.add([]any{
					c.Account.value(), c.Product.value(), c.ID.value(), int64(i + 1), j + 1, v.ID, v.Break.value(), v.Fix.value(),
				})
			}
		}
	}
	return t
}
