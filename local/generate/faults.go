package generate

import (
	"time"

	"security-hub-analytics/findings"
)

// Why something is no row, as the report says it.
const (
	notJSON    = "not_json"
	notFinding = "not_a_finding_event"
	noIdentity = "no_identity"
)

// fault makes something that an event may be followed by. It adds to the text
// and to the totals.
type fault func(e *emitter, o *out, s spot)

// spot is where and when it happens, and what follows from it by chance.
type spot struct {
	record record
	at     int64
	key    uint64
}

var faults = []fault{
	func(e *emitter, o *out, s spot) { // a colon is missing
		o.add(`{"version" "0","id":"`)
		*o = appendUUID(*o, s.key)
		o.add("\",\"detail\":{\"findings\":[]}}\n")
		e.stretch(notJSON)
	},
	func(e *emitter, o *out, _ spot) { // cut in the middle
		*o = append(*o, e.text[:len(e.text)*2/3]...)
		o.add("\n")
		e.stretch(notJSON)
	},
	func(e *emitter, o *out, _ spot) { // no JSON at all
		o.add("<html><body>503 Service Unavailable</body></html>\n")
		e.stretch(notJSON)
	},
	func(e *emitter, o *out, s spot) { // what the rule leaves out
		o.head(s.key, "Security Hub Findings - Custom Action", s.at)
		o.add(`,"resources":[],"detail":{"actionName":"Ticket","findings":[`)
		o.odd(s, 0, oddTimes(s.at))
		o.add("]}}\n")
		e.stretch(notFinding)
	},
	func(e *emitter, o *out, s spot) {
		o.head(s.key, "Security Hub Insight Results", s.at)
		o.add(`,"resources":[],"detail":{"insightName":"synthetic"}}`, "\n")
		e.stretch(notFinding)
	},
	func(e *emitter, o *out, s spot) { // an incident is no finding of a resource
		o.head(s.key, findings.DetailTypeOCSF, s.at)
		o.add(`,"resources":[],"detail":{"findings":[{"class_uid":2005,"finding_info":{"uid":"synthetic"}}]}}`, "\n")
		e.stretch(notFinding)
	},
	func(e *emitter, o *out, s spot) { // nobody knows which
		o.begin(s)
		o.add(`{"SchemaVersion":"2018-10-08","ProductArn":"arn:aws:securityhub:eu-west-1::product/aws/securityhub","AwsAccountId":"000000100001","Title":"No Id"}`)
		e.rows(0, 1)
	},
	func(e *emitter, o *out, s spot) { // nor whose
		o.begin(s)
		o.add(`{"SchemaVersion":"2018-10-08","Id":"synthetic","GeneratorId":"synthetic","Title":"Neither account nor product"}`)
		e.rows(0, 1)
	},
	func(e *emitter, o *out, s spot) { // beside a good one
		o.begin(s)
		o.odd(s, 0, oddTimes(s.at))
		o.add(`,{"note":"this is no finding"}`)
		e.rows(1, 1)
	},
	func(e *emitter, o *out, s spot) { // two versions at once: no time tells which is newer
		o.begin(s)
		at := `,"UpdatedAt":"` + format(s.at, time.RFC3339) + `"`
		first, second := at+rest, at+rest+`,"Confidence":50,"Note":{"Text":"the other","UpdatedBy":"synthetic"}`
		if s.key>>8%2 == 0 {
			first, second = second, first
		}
		o.odd(s, len(oddities), first)
		o.add(",")
		o.odd(s, len(oddities), second)
		e.rows(2, 0)
	},
	func(e *emitter, o *out, s spot) { // nothing to say
		o.begin(s)
		e.totals.Empty++
		e.rows(0, 0)
	},
}

// stretch counts an event that is none of findings.
func (e *emitter) stretch(reason string) {
	e.totals.Events++
	e.totals.Quarantined[reason]++
}

// rows counts an event with so many findings that are rows and that are not.
func (e *emitter) rows(good, bad int64) {
	e.totals.Events++
	e.totals.Findings += good + bad
	e.totals.Rows += good
	if bad > 0 {
		e.totals.Quarantined[noIdentity] += bad
	}
}

// faulty sends, if its time has come, something faulty or awkward.
func (e *emitter) faulty(r record, at int64) error {
	d := dice{draw(e.h.Seed^streamFault, uint64(r.finding), r.number()<<1|uint64(btoi(r.again)))} //nolint:gosec // not negative
	const bits = 1 << 53
	if float64(d.next()%bits) >= e.h.Faults*bits {
		return nil
	}
	var o out
	all := len(faults) + len(oddities)
	n := int(d.below(int64(all)))
	if here := (spot{r, at, d.next()}); n < len(faults) {
		faults[n](e, &o, here)
	} else {
		o.begin(here)
		o.odd(here, n-len(faults), oddities[n-len(faults)](at))
		e.rows(1, 0)
	}
	if o[len(o)-1] != '\n' {
		o.add("]}}\r\n")
	}
	return e.send(o, r.delivered)
}

// begin begins an event up to its first finding.
func (o *out) begin(s spot) {
	o.head(s.key, findings.DetailTypeASFF, s.at)
	o.add(`,"resources":[],"detail":{"findings":[`)
}
