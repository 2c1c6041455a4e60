package generate

import "testing"

// Some controls pass in all accounts and some do not: a score that stands at 0
// or 100 shows nothing. And one that a drive put in order stays so but for hours.
func TestOrder(t *testing.T) {
	t.Parallel()
	for seed := range uint64(5) {
		c := Default()
		c.Seed, c.Days, c.Findings = seed, 365, 3000
		h := newHistory(c)
		failing := map[string]bool{}
		lives(h, func(m *scratch) {
			if m.subject.product != securityHub {
				return
			}
			last := m.steps[len(m.steps)-1]
			bad := !last.archived && last.status == failed && last.workflow != workflowSuppressed && last.event > h.end-90*day
			failing[m.subject.check.id] = failing[m.subject.check.id] || bad
			if bad && last.change != returned && m.subject.ordered < h.end-10*day {
				t.Errorf("seed %d: %s fails in the end, and was put in order %d days before: %+v",
					seed, m.subject.check.id, (h.end-m.subject.ordered)/day, last)
			}
		})
		fail := 0
		for _, bad := range failing {
			if bad {
				fail++
			}
		}
		if passing := len(failing) - fail; passing < 4 || fail < 4 {
			t.Errorf("seed %d: in the end %d controls pass and %d fail", seed, passing, fail)
		}
	}
}
