package generate

// history is a Config with what all findings share.
type history struct {
	Config
	accounts   []Account
	start, end int64
	wave       int64   // when the new vulnerabilities come
	pool       int64   // resources of a kind in an account
	orders     []int64 // from when on each control is in order
}

func newHistory(c Config) *history {
	start, end := c.span()
	return &history{
		Config: c, accounts: AccountsOf(c), start: start, end: end,
		wave: start + (end-start)*6/10, pool: 2 + int64(c.Findings/c.Accounts/20), orders: orders(c),
	}
}

// subject is what stays the same all the life of a finding.
type subject struct {
	product     product
	account     *Account
	region      string
	check       *check
	standard    int      // controls: the standard that it is told for, -1 if consolidated
	pack        int      // Inspector: the package
	base        severity // while it is open
	passes      bool     // controls: begins without a fault
	unprocessed bool     // is told without ProcessedAt, as older ones are
	more        bool     // has a second resource
	born        int64
	ordered     int64  // from when on its control is in order
	key         uint64 // its ids follow from it
	resourceKey uint64 // and those of its resource, which has other findings
	lifeKey     uint64
}

// subject works out the finding numbered n.
func (h *history) subject(s *subject, n uint64) {
	d := dice{draw(h.Seed, streamFinding, n)}
	*s = subject{standard: -1, key: d.next(), lifeKey: draw(h.Seed, streamLife, n)}
	at := min(d.below(int64(h.Accounts)), d.below(int64(h.Accounts))) // some are larger
	s.account = &h.accounts[at]
	s.region = regions[min(d.below(int64(h.Regions)), d.below(int64(h.Regions)))]
	share := d.below(1000)
	for share >= products[s.product].share {
		share -= products[s.product].share
		s.product++
	}
	checks := [...][]check{
		securityHub: controls, inspector: vulnerable, prowler: prowlerChecks,
		guardDuty: threats, accessAnalyzer: accesses, macie: sensitive,
	}[s.product]
	which := d.below(int64(len(checks)))
	s.check = &checks[which]
	s.base = s.check.severity
	switch s.product {
	case securityHub:
		s.passes = d.chance(330)
		if s.account.perStandard {
			s.standard = s.check.standards[d.below(int64(len(s.check.standards)))]
		}
	case inspector:
		s.base = severity(1 + d.below(4))           //nolint:gosec // small
		s.pack = int(d.below(int64(len(packages)))) // their names differ too
	}
	s.unprocessed, s.more = d.chance(120), d.chance(250)
	s.resourceKey = draw(h.Seed^uint64(s.check.resource)<<32, streamText, uint64(at*h.pool+d.below(h.pool))) //nolint:gosec // not negative
	s.born = h.birth(s, &d)
	s.ordered = h.end
	if s.product == securityHub {
		s.ordered = h.orders[which]
		s.passes = s.passes || s.born >= s.ordered
	}
}

// vulnerable are the kinds of resources that Inspector looks at.
var vulnerable = []check{{resource: instance}, {resource: image}, {resource: function}, {resource: instance}}

// birth is when the finding appears: mostly when its account joins, else any
// day, the more likely a weekday.
func (h *history) birth(s *subject, d *dice) int64 {
	joined := s.account.joined
	at := joined + d.below(min(day, h.end-joined))
	switch {
	case d.chance(450):
		return at
	case s.product == inspector && d.chance(250):
		if wave := h.wave + d.below(2*day); wave > joined && wave < h.end {
			return wave
		}
	}
	later := joined + d.below(h.end-joined)
	if weekday := (later/day + 4) % 7; (weekday == 0 || weekday == 6) && d.chance(600) && later+2*day < h.end {
		later += 2 * day
	}
	if s.scanned() { // it takes a scan to find it
		later = max(joined, later-later%day+s.account.scan+d.below(20*minute))
	}
	if later >= h.end {
		return at
	}
	return later
}

// scanned says that the product looks once in a while, not all the time.
func (s *subject) scanned() bool { return s.product == securityHub || s.product == prowler }
