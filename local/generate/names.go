package generate

import "time"

// out is JSON in the making. Its strings must need no escapes.
type out []byte

func (o *out) add(parts ...string) {
	for _, part := range parts {
		*o = append(*o, part...)
	}
}

// time adds a member with a time as AWS writes it.
func (o *out) time(name string, ms int64) {
	o.add(`,"`, name, `":"`)
	*o = time.UnixMilli(ms).UTC().AppendFormat(*o, "2006-01-02T15:04:05.000Z")
	*o = append(*o, '"')
}

// second adds a member with a time as EventBridge writes it.
func (o *out) second(name string, ms int64) {
	o.add(`,"`, name, `":"`)
	*o = time.UnixMilli(ms).UTC().AppendFormat(*o, "2006-01-02T15:04:05Z")
	*o = append(*o, '"')
}

// clock adds OCSF's two members for a time.
func (o *out) clock(name string, ms int64) {
	o.add(`"`, name, `":`)
	*o = appendInt(*o, ms)
	o.time(name+"_dt", ms)
}

// id adds the finding's id; in OCSF that of Prowler is another one.
func (o *out) id(s *subject, ocsf bool) {
	account, region := s.account.ID, s.region
	switch s.product {
	case securityHub:
		o.add("arn:aws:securityhub:", region, ":", account)
		if s.standard < 0 {
			o.add(":security-control/", s.check.id, "/finding/")
		} else {
			o.add(":subscription/", standards[s.standard].arn, "/", s.check.id, "/finding/")
		}
		*o = appendUUID(*o, s.key)
	case prowler:
		if ocsf {
			o.add("prowler-aws-", s.check.id, "-", account, "-", region, "-synthetic-")
		} else {
			o.add("prowler-", s.check.id, "-", account, "-", region, "-")
		}
		*o = appendHex(*o, s.key, 12)
	case guardDuty:
		o.add("arn:aws:guardduty:", region, ":", account, ":detector/")
		*o = appendHex(*o, s.account.detector(region), 32)
		o.add("/finding/")
		*o = appendHex(*o, s.key, 32)
	default:
		service := [...]string{inspector: "inspector2", accessAnalyzer: "access-analyzer", macie: "macie2"}[s.product]
		o.add("arn:aws:", service, ":", region, ":", account, ":")
		if s.product == accessAnalyzer {
			o.add("analyzer/synthetic-analyzer/")
		}
		o.add("finding/")
		*o = appendHex(*o, s.key, 32)
	}
}

// detector is where the ids of GuardDuty's detector come from.
func (a *Account) detector(region string) uint64 {
	key := uint64(streamText)
	for _, c := range []byte(a.ID + region) {
		key = mix(key + uint64(c))
	}
	return key
}

// generator adds the id of the rule that found it.
func (o *out) generator(s *subject) {
	switch s.product {
	case securityHub:
		if s.standard < 0 {
			o.add("security-control/", s.check.id)
		} else {
			o.add(standards[s.standard].arn, "/", s.check.id)
		}
	case inspector:
		o.add("AWSInspector")
	case prowler:
		o.add("prowler-", s.check.id)
	default:
		o.add(products[s.product].slug, "/", s.check.id)
	}
}

// title adds the title.
func (o *out) title(s *subject) {
	switch {
	case s.product == inspector:
		o.cve(s)
		o.add(" - ", packages[s.pack].name)
	case s.standard >= 0:
		o.add(s.check.id, " ", s.check.title)
	default:
		o.add(s.check.title)
	}
}

// cve adds a number that nobody assigns. There are some thousand of them, the
// years of their discovery being those before the finding.
func (o *out) cve(s *subject) {
	o.add("CVE-")
	*o = appendInt(*o, int64(time.UnixMilli(s.born).UTC().Year())-int64(s.key>>8%3))
	o.add("-900000")
	*o = appendInt(*o, 100+int64(s.key>>16%400))
}

// about adds the description.
func (o *out) about(s *subject) {
	if s.product == inspector {
		o.add("A flaw in ", packages[s.pack].name, " lets an attacker read or change what is not his. Update it.")
		return
	}
	o.add(s.check.about)
}

// resource adds the id of the resource.
func (o *out) resource(s *subject, kind resource, key uint64) {
	account, region, unit := s.account.ID, s.region, s.account.Unit
	forms := [...][3]string{
		instance: {"ec2", "instance/i-", ""}, securityGroup: {"ec2", "security-group/sg-", ""},
		trail: {"cloudtrail", "trail/synthetic-", ""}, function: {"lambda", "function:synthetic-", ""},
		database: {"rds", "db:synthetic-", ""}, image: {"ecr", "repository/synthetic-", "/sha256:"}, kmsKey: {"kms", "key/", ""},
	}
	switch kind {
	case bucket:
		o.add("arn:aws:s3:::synthetic-", unit, "-")
		*o = appendHex(*o, key, 8)
	case iamUser:
		o.add("arn:aws:iam::", account, ":user/synthetic-")
		*o = appendHex(*o, key, 6)
	case iamRole:
		o.add("arn:aws:iam::", account, ":role/synthetic-", unit, "-")
		*o = appendHex(*o, key, 6)
	case awsAccount:
		o.add("AWS::::Account:", account)
	default:
		f := forms[kind]
		o.add("arn:aws:", f[0], ":", region, ":", account, ":", f[1])
		*o = appendHex(*o, key, 17)
		if f[2] != "" {
			o.add(f[2])
			*o = appendHex(*o, key+1, 64)
		}
	}
}
