package generate

// activities are OCSF's, by activity_id.
var activities = [...]string{1: "Create", 2: "Update", 3: "Close"}

// ocsf adds the version t of s as OCSF 1.6, the way Security Hub's V2 events
// have it; Prowler in its own way, without the uid of a product.
func (o *out) ocsf(s *subject, t *step) {
	p := &products[s.product]
	activity := int64(2)
	switch {
	case t.archived:
		activity = 3
	case t.change == appeared:
		activity = 1
	}
	o.add(`{"activity_id":`)
	*o = appendInt(*o, activity)
	o.add(`,"activity_name":"`, activities[activity], `","category_name":"Findings","category_uid":2,"class_name":"`, p.className, `","class_uid":`)
	*o = appendInt(*o, int64(p.class))
	o.add(`,"cloud":{"account":{"name":"`, s.account.Name, `","type":"AWS Account","type_id":10,"uid":"`, s.account.ID,
		`"},"cloud_partition":"aws","provider":"AWS","region":"`, s.region, `"}`)
	o.ocsfCompliance(s, t)
	o.ocsfInfo(s, t)
	o.add(`,"metadata":{"product":{"name":"`, p.name, `"`)
	if s.product != prowler {
		o.add(`,"uid":"arn:aws:securityhub:`, s.region, `::productv2/`, p.slug, `"`)
	}
	o.add(`,"vendor_name":"`, p.company, `"}`)
	if t.processed != 0 {
		o.add(`,`)
		o.clock("processed_time", t.processed)
	}
	o.add(`,"profiles":["cloud","datetime"],"uid":"`)
	*o = appendHex(*o, s.key+1, 64)
	o.add(`","version":"1.6.0"},"remediation":{"desc":"For information on how to correct this issue, consult the documentation."},"resources":[`)
	o.ocsfResource(s, s.check.resource, s.resourceKey)
	if second, ok := s.second(); ok {
		o.add(`,`)
		o.ocsfResource(s, second, s.resourceKey+1)
	}
	o.add(`]`)
	level := &severities[t.severity]
	o.add(`,"severity":"`, level.ocsf, `","severity_id":`)
	*o = appendInt(*o, int64(t.severity)+1)
	o.ocsfStatus(t)
	o.add(`,`)
	o.clock("time", t.updated)
	o.add(`,"type_name":"`, p.className, `: `, activities[activity], `","type_uid":`)
	*o = appendInt(*o, int64(p.class)*100+activity)
	o.add(`,"vendor_attributes":{"severity":"`, level.ocsf, `"}`)
	if t.noted != 0 {
		o.add(`,"comment":"`, notes[t.note], `"`)
	}
	if s.product == inspector {
		o.ocsfVulnerabilities(s)
	}
	o.add(`}`)
}

// ocsfStatus adds where the finding stands; archived outdoes the rest.
func (o *out) ocsfStatus(t *step) {
	id, name := int64(t.workflow)+1, [...]string{"New", "In Progress", "Suppressed", "Resolved"}[t.workflow]
	if t.archived {
		id, name = 5, "Archived"
	}
	o.add(`,"status":"`, name, `","status_id":`)
	*o = appendInt(*o, id)
}

func (o *out) ocsfInfo(s *subject, t *step) {
	created := s.born
	if s.product == prowler {
		created = t.updated
	}
	o.add(`,"finding_info":{"analytic":{"name":"`)
	o.title(s)
	o.add(`","type":"Rule","type_id":1,"uid":"`)
	o.generator(s)
	o.add(`"},`)
	o.clock("created_time", created)
	o.add(`,"desc":"`)
	o.about(s)
	o.add(`",`)
	o.clock("first_seen_time", created)
	o.add(`,`)
	o.clock("last_seen_time", t.observed)
	o.add(`,`)
	o.clock("modified_time", t.updated)
	o.add(`,"title":"`)
	o.title(s)
	o.add(`","types":["`)
	o.types(s)
	o.add(`"],"uid":"`)
	o.id(s, true)
	o.add(`"}`)
}

func (o *out) ocsfCompliance(s *subject, t *step) {
	if t.status == noStatus {
		return
	}
	id, name := int64(3), "Fail"
	if t.status == passed {
		id, name = 1, "Pass"
	}
	if s.product == prowler { // in a detection finding there is no compliance
		o.add(`,"status_code":"`, map[bool]string{true: "PASS", false: "FAIL"}[t.status == passed], `"`)
		return
	}
	o.add(`,"compliance":{"control":"`, s.check.id, `","requirements":[`)
	o.list(s.check.requirements)
	o.add(`],"standards":[`)
	for i, standard := range s.check.standards {
		switch {
		case s.standard >= 0 && s.standard != standard:
			continue
		case i > 0 && s.standard < 0:
			o.add(`,`)
		}
		o.add(`"`, standards[standard].id, `"`)
	}
	o.add(`],"status":"`, name, `","status_id":`)
	*o = appendInt(*o, id)
	o.add(`}`)
}

func (o *out) ocsfResource(s *subject, kind resource, key uint64) {
	o.add(`{"cloud_partition":"aws","owner":{"account":{"uid":"`, s.account.ID, `"}},"region":"`, s.region, `","type":"`, resourceTypes[kind], `","uid":"`)
	o.resource(s, kind, key)
	o.add(`"`)
	if kind.tagged() {
		o.add(`,"tags":[{"name":"Owner","value":"`, s.account.Owner, `"},{"name":"Environment","value":"`, s.account.Environment, `"}]`)
	}
	o.add(`}`)
}

func (o *out) ocsfVulnerabilities(s *subject) {
	pack := &packages[s.pack]
	o.add(`,"vulnerabilities":[{"affected_packages":[{"name":"`, pack.name, `","version":"`, pack.version, `","architecture":"X86_64","package_manager":"`,
		pack.manager, `","fixed_in_version":"`, pack.fixed, `"}],"cve":{"cvss":[{"base_score":`)
	o.score(s)
	o.add(`,"vector_string":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N","vendor_name":"NVD","version":"3.1"}],"epss":{"score":"0.0`)
	*o = appendInt(*o, int64(1+s.key>>32%98))
	o.add(`"},"uid":"`)
	o.cve(s)
	o.add(`"},"is_exploit_available":`, map[bool]string{true: "true", false: "false"}[s.key%8 == 0],
		`,"is_fix_available":true,"severity":"`, severities[s.base].label, `"}]`)
}
