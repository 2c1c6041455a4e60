package generate

// productFields adds what each product adds of its own.
func (o *out) productFields(s *subject, t *step, name string) {
	p := &products[s.product]
	o.add(`,"ProductFields":{`)
	switch s.product {
	case securityHub:
		o.add(`"RelatedAWSResources:0/name":"securityhub-synthetic-`)
		*o = appendHex(*o, s.account.detector(s.check.id), 8)
		o.add(`","RelatedAWSResources:0/type":"AWS::Config::ConfigRule",`)
		if s.standard >= 0 {
			arn := standards[s.standard].arn
			o.add(`"StandardsArn":"arn:aws:securityhub:::standards/`, arn,
				`","StandardsSubscriptionArn":"arn:aws:securityhub:`, s.region, `:`, s.account.ID, `:subscription/`, arn,
				`","StandardsControlArn":"arn:aws:securityhub:`, s.region, `:`, s.account.ID, `:control/`, arn, `/`, s.check.id,
				`","ControlId":"`, s.check.id, `",`)
		}
		o.add(`"Resources:0/Id":"`)
		o.resource(s, s.check.resource, s.resourceKey)
		o.add(`",`)
	case inspector:
		o.add(`"aws/inspector/ProductVersion":"2","aws/inspector/FindingStatus":"`,
			map[bool]string{true: "CLOSED", false: "ACTIVE"}[t.archived], `",`)
	case prowler:
		o.add(`"ProviderName":"Prowler","ProviderVersion":"5.46.0","ProwlerResourceName":"`)
		o.resource(s, s.check.resource, s.resourceKey)
		o.add(`",`)
	case guardDuty:
		o.add(`"aws/guardduty/service/count":"`)
		*o = appendInt(*o, 1+(t.observed-s.born)/day)
		o.add(`","aws/guardduty/service/additionalInfo/value":"{\"unusual\":{\"hoursOfDay\":[3,4]}}",`)
	}
	o.add(`"aws/securityhub/FindingId":"arn:aws:securityhub:`, s.region, `::product/`, p.slug, `/`)
	o.id(s, false)
	o.add(`","aws/securityhub/ProductName":"`, name, `","aws/securityhub/CompanyName":"`, p.company, `"}`)
}

func (o *out) asffResources(s *subject) {
	o.add(`,"Resources":[`)
	o.asffResource(s, s.check.resource, s.resourceKey)
	if second, ok := s.second(); ok {
		o.add(`,`)
		o.asffResource(s, second, s.resourceKey+1)
	}
	o.add(`]`)
}

// second is the kind of the second resource, if there is one.
func (s *subject) second() (resource, bool) {
	switch {
	case !s.more:
	case s.product == guardDuty:
		return iamRole, true
	case s.check.resource == image:
		return image, true
	}
	return 0, false
}

func (o *out) asffResource(s *subject, kind resource, key uint64) {
	o.add(`{"Type":"`, resourceTypes[kind], `","Id":"`)
	o.resource(s, kind, key)
	o.add(`","Partition":"aws","Region":"`, s.region, `"`)
	if kind.tagged() {
		o.add(`,"Tags":{"Owner":"`, s.account.Owner, `","Environment":"`, s.account.Environment, `"}`)
	}
	switch kind {
	case bucket:
		o.add(`,"Details":{"AwsS3Bucket":{"OwnerId":"`)
		*o = appendHex(*o, s.account.detector(""), 64)
		o.add(`","CreatedAt":"2024-05-06T07:08:09.000Z"}}`)
	case instance:
		o.add(`,"Details":{"AwsEc2Instance":{"Type":"t3.medium","IpV4Addresses":["192.0.2.10","10.0.0.7"],"VpcId":"vpc-synthetic","LaunchedAt":"2025-05-06T07:08:09.000Z"}}`)
	case function:
		o.add(`,"Details":{"AwsLambdaFunction":{"Runtime":"python3.8","MemorySize":128,"Timeout":3}}`)
	}
	o.add(`}`)
}

func (r resource) tagged() bool {
	switch r {
	case bucket, instance, function, database:
		return true
	}
	return false
}

func (o *out) asffVulnerabilities(s *subject) {
	pack := &packages[s.pack]
	o.add(`,"Vulnerabilities":[{"Id":"`)
	o.cve(s)
	o.add(`","VulnerablePackages":[{"Name":"`, pack.name, `","Version":"`, pack.version, `","Architecture":"X86_64","PackageManager":"`,
		pack.manager, `","FixedInVersion":"`, pack.fixed, `"}],"Cvss":[{"Version":"3.1","BaseScore":`)
	o.score(s)
	o.add(`,"BaseVector":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N","Source":"NVD"}],"Vendor":{"Name":"NVD","VendorSeverity":"`,
		severities[s.base].label, `"},"FixAvailable":"YES","ExploitAvailable":"`,
		map[bool]string{true: "YES", false: "NO"}[s.key%8 == 0], `","EpssScore":0.0`)
	*o = appendInt(*o, int64(1+s.key>>32%98))
	o.add(`}]`)
}

// score adds a CVSS score that goes with the severity.
func (o *out) score(s *subject) {
	*o = appendInt(*o, []int64{0, 3, 5, 7, 9}[s.base])
	o.add(`.`)
	*o = appendInt(*o, int64(s.key>>24%9))
}
