package generate

// asff adds the version t of s as ASFF, members in the order that Security Hub
// has them.
func (o *out) asff(s *subject, t *step, h *history) {
	p := &products[s.product]
	name := p.name
	// Half-way Security Hub's controls get their new name.
	if s.product == securityHub && t.event > (h.start+h.end)/2 {
		name = "Security Hub CSPM"
	}
	o.add(`{"SchemaVersion":"2018-10-08","Id":"`)
	o.id(s, false)
	o.add(`","ProductArn":"arn:aws:securityhub:`, s.region, `::product/`, p.slug, `","ProductName":"`, name,
		`","CompanyName":"`, p.company, `","Region":"`, s.region, `","GeneratorId":"`)
	o.generator(s)
	o.add(`","AwsAccountId":"`, s.account.ID, `","AwsAccountName":"`, s.account.Name, `","Types":["`)
	o.types(s)
	o.add(`"]`)
	created := s.born
	if s.product == prowler {
		created = t.updated // Prowler writes the time of each scan here
	}
	o.time("FirstObservedAt", created)
	if s.product != prowler {
		o.time("LastObservedAt", t.observed)
	}
	o.time("CreatedAt", created)
	o.time("UpdatedAt", t.updated)
	level := &severities[t.severity]
	o.add(`,"Severity":{"Label":"`, level.label, `","Normalized":`)
	*o = appendInt(*o, level.normalized)
	o.add(`,"Original":"`, level.label, `"},"Title":"`)
	o.title(s)
	o.add(`","Description":"`)
	o.about(s)
	o.add(`"`)
	o.remediation(s)
	o.productFields(s, t, name)
	o.asffResources(s)
	o.asffCompliance(s, t)
	if s.product == inspector {
		o.asffVulnerabilities(s)
	}
	if s.product == securityHub {
		o.add(`,"WorkflowState":"`, map[bool]string{true: "RESOLVED", false: "NEW"}[t.workflow == workflowResolved], `"`)
	}
	o.add(`,"Workflow":{"Status":"`, workflows[t.workflow], `"},"RecordState":"`, recordState(t), `"`)
	if t.noted != 0 {
		o.add(`,"Note":{"Text":"`, notes[t.note], `","UpdatedBy":"`, noters[t.noter], `"`)
		o.time("UpdatedAt", t.noted)
		o.add(`}`)
	}
	o.add(`,"FindingProviderFields":{"Severity":{"Label":"`, level.label, `","Original":"`, level.label, `"},"Types":["`)
	o.types(s)
	o.add(`"]}`)
	if t.processed != 0 {
		o.time("ProcessedAt", t.processed)
	}
	o.add(`}`)
}

func recordState(t *step) string {
	if t.archived {
		return "ARCHIVED"
	}
	return "ACTIVE"
}

func (o *out) types(s *subject) {
	switch s.product {
	case securityHub:
		o.add("Software and Configuration Checks/Industry and Regulatory Standards")
		if s.standard >= 0 {
			o.add("/", standards[s.standard].name)
		}
	case inspector:
		o.add("Software and Configuration Checks/Vulnerabilities/CVE")
	case guardDuty:
		o.add("TTPs/", s.check.id)
	case macie:
		o.add("Sensitive Data Identifications/", s.check.id)
	default:
		o.add("Software and Configuration Checks/AWS Security Best Practices")
	}
}

func (o *out) remediation(s *subject) {
	o.add(`,"Remediation":{"Recommendation":{"Text":"For information on how to correct this issue, consult the documentation."`)
	if s.product == securityHub {
		o.add(`,"Url":"https://docs.aws.amazon.com/console/securityhub/`, s.check.id, `/remediation"`)
	}
	o.add(`}}`)
}

func (o *out) asffCompliance(s *subject, t *step) {
	if t.status == noStatus {
		return
	}
	o.add(`,"Compliance":{"Status":"`, statuses[t.status], `"`)
	if s.product == securityHub {
		o.add(`,"SecurityControlId":"`, s.check.id, `","AssociatedStandards":[`)
		for i, standard := range s.check.standards {
			switch {
			case s.standard >= 0 && s.standard != standard:
				continue
			case i > 0 && s.standard < 0:
				o.add(`,`)
			}
			o.add(`{"StandardsId":"`, standards[standard].id, `"}`)
		}
		o.add(`],"RelatedRequirements":[`)
		o.list(s.check.requirements)
		o.add(`]`)
	}
	o.add(`}`)
}

func (o *out) list(texts []string) {
	for i, text := range texts {
		if i > 0 {
			o.add(`,`)
		}
		o.add(`"`, text, `"`)
	}
}
