package generate

import "security-hub-analytics/findings"

// envelope begins an event, up to its first finding. It belongs to the
// administrator in the home Region, as all events do that are collected there.
func (o *out) envelope(s *subject, r record, at int64) {
	kind, version := findings.DetailTypeASFF, "product"
	if r.schema == 1 {
		kind, version = findings.DetailTypeOCSF, "productv2"
	}
	o.head(draw(s.key, streamEvent, r.number()), kind, at)
	o.add(`,"resources":["arn:aws:securityhub:`, s.region, `::`, version, `/`, products[s.product].slug, `/`)
	o.id(s, r.schema == 1)
	o.add(`"],"detail":{"findings":[`)
}

// head begins an event with the members that all have.
func (o *out) head(key uint64, kind string, at int64) {
	o.add(`{"version":"0","id":"`)
	*o = appendUUID(*o, key)
	o.add(`","detail-type":"`, kind, `","source":"`, findings.EventSource, `","account":"`, administrator, `"`)
	o.second("time", at)
	o.add(`,"region":"`, regions[0], `"`)
}

// number tells the version and schema of a record from others of its finding.
func (r *record) number() uint64 { return uint64(r.step)<<1 | uint64(r.schema) }
