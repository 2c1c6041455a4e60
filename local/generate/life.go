package generate

import "slices"

// change is what happens to a finding.
type change uint8

const (
	appeared change = iota
	seen
	rescored
	fixed        // the product no longer finds it
	returned     // the product finds it again
	gone         // archived with its resource
	notified     // from here on by people, with BatchUpdateFindings
	suppressed   //
	unsuppressed //
	closed       // resolved by people
	reopened     //
)

// moment is a change and its time.
type moment struct {
	at     int64
	change change
}

// fixDays is how many days it takes to fix something, on average.
var fixDays = [...]int64{informational: 60, low: 50, medium: 30, high: 14, critical: 6}

// The longest that an open finding goes unheard of, unless that is its fate:
// Security Hub drops it after 90 days.
const sightingsEvery = 50 * day

// moments plans the life of s, in order of time.
func (h *history) moments(plan []moment, s *subject) []moment {
	d := dice{s.lifeKey}
	plan = append(plan[:0], moment{s.born, appeared})
	stop := h.end
	// Teams get faster: in the end it takes 60 % of the time.
	fix := fixDays[s.base] * day / 1000 * s.account.speed
	fix -= fix * 4 / 10 * ((s.born - h.start) / day) / max(1, (h.end-h.start)/day)

	switch fate := d.below(1000); {
	case s.born >= s.ordered: // now and then something slips, for hours
		if fate < 20 {
			broken := s.born + d.wait(40*day)
			plan = append(plan, moment{broken, returned}, moment{after(broken, d.wait(8*hour), &d), fixed})
		}
	case s.passes:
		if fate < 150 {
			broken := s.born + d.wait(40*day)
			plan = append(plan, moment{broken, returned}, moment{after(broken, d.wait(fix), &d), fixed})
		}
	case fate < 600:
		plan = h.fixes(plan, s, fix, &d)
	case fate < 690:
		stop = s.born + hour + d.wait(25*day)
		plan = append(plan, moment{stop, gone})
	case fate < 770 && s.ordered == h.end: // silence
		stop = s.born + d.wait(20*day)
	}
	if s.born < s.ordered && s.ordered < h.end {
		plan = h.drive(plan, s, &d)
	}
	plan = h.people(plan, s, &d)

	stop = min(stop, h.end)
	plan = slices.DeleteFunc(plan, func(m moment) bool { return m.at > stop })
	plan = h.sightings(plan, s, stop, &d)
	slices.SortStableFunc(plan, func(a, b moment) int { return int(min(1, max(-1, a.at-b.at))) })
	return plan
}

// fixes plans how it is fixed, and whether for good.
func (h *history) fixes(plan []moment, s *subject, fix int64, d *dice) []moment {
	away, back := fixed, returned
	if (s.product == guardDuty || s.product == macie) && d.chance(500) {
		away, back = closed, reopened
	}
	at := after(s.born, d.wait(fix), d)
	plan = append(plan, moment{at, away})
	if !d.chance(180) {
		return plan
	}
	at += hour + d.wait(18*day)
	plan = append(plan, moment{at, back})
	if d.chance(600) {
		plan = append(plan, moment{after(at, d.wait(fix), d), away})
	}
	return plan
}

// people plans what is done by hand, and new scores.
func (h *history) people(plan []moment, s *subject, d *dice) []moment {
	if d.chance(110) {
		plan = append(plan, moment{after(s.born, d.wait(36*hour), d), notified})
	}
	if d.chance(90) {
		at := after(s.born, d.wait(5*day), d)
		plan = append(plan, moment{at, suppressed})
		if d.chance(350) {
			plan = append(plan, moment{after(at, d.wait(30*day), d), unsuppressed})
		}
	}
	if s.product != securityHub && d.chance(70) {
		plan = append(plan, moment{s.born + hour + d.wait(10*day), rescored})
	}
	return plan
}

// sightings spreads over the life how often it is seen again.
func (h *history) sightings(plan []moment, s *subject, stop int64, d *dice) []moment {
	wanted := int64(h.Updates) * (400 + d.below(1200))
	n := wanted/1000 - int64(len(plan)-1)
	if d.below(1000) < wanted%1000 {
		n++
	}
	length := stop - s.born
	n = max(n, length/sightingsEvery)
	for i := int64(1); i <= n; i++ {
		at := s.born + length/(n+1)*i + d.below(length/(n+1)/4+1)
		if s.scanned() && n < length/day {
			at = at - at%day + s.account.scan + d.below(20*minute)
		}
		if at > s.born && at < stop {
			plan = append(plan, moment{at, seen})
		}
	}
	return plan
}

// after is a time in working hours, about so long after another.
func after(at, wait int64, d *dice) int64 {
	date := (at + wait) / day
	switch (date + 4) % 7 { // 1970 began on a Thursday
	case 6:
		date += 2
	case 0:
		date++
	}
	// At once, even at night, if that day's hours are over.
	return max(at+10*minute, date*day+7*hour+d.below(10*hour))
}
