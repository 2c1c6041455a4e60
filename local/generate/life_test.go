package generate

import (
	"cmp"
	"testing"
)

// lives calls each with every life of a history of a year.
func lives(h *history, each func(*scratch)) {
	var m scratch
	for n := range uint32(h.Findings) {
		if h.load(&m, n, h.end) {
			each(&m)
		}
	}
}

func year() *history {
	c := Default()
	c.Days, c.Findings = 365, 3000
	return newHistory(c)
}

// TestVersionsAreInOrder holds the lives to the order of versions: what comes
// later in a life is the newer version, though people move no UpdatedAt.
func TestVersionsAreInOrder(t *testing.T) {
	t.Parallel()
	tied := map[change]int{}
	lives(year(), func(m *scratch) {
		if first := m.steps[0]; first.change != appeared || first.updated != m.subject.born {
			t.Fatalf("a life begins with %+v", first)
		}
		for i := 1; i < len(m.steps); i++ {
			a, b := m.steps[i-1], m.steps[i]
			if cmp.Or(cmp.Compare(a.updated, b.updated), cmp.Compare(a.processed, b.processed), cmp.Compare(a.event, b.event)) >= 0 {
				t.Fatalf("step %d is not after the one before:\n%+v\n%+v", i, a, b)
			}
			if b.change >= notified {
				if b.updated != a.updated || b.observed != a.observed {
					t.Fatalf("people moved a time of the product:\n%+v\n%+v", a, b)
				}
				if b.processed == a.processed {
					tied[b.change]++
				}
			}
		}
	})
	if tied[suppressed] == 0 {
		t.Error("no suppression leaves every time but the event's alone")
	}
}

func TestEveryLifeHappens(t *testing.T) {
	t.Parallel()
	happened := map[change]int{}
	open, silent, longest := 0, 0, int64(0)
	h := year()
	lives(h, func(m *scratch) {
		for i, s := range m.steps {
			happened[s.change]++
			if i > 0 && m.subject.product == securityHub {
				longest = max(longest, s.event-m.steps[i-1].event)
			}
		}
		if last := m.steps[len(m.steps)-1]; !last.archived && last.status != passed && last.workflow < workflowSuppressed {
			open++
			if last.event < h.end-90*day {
				silent++
			}
		}
	})
	for c := appeared; c <= reopened; c++ {
		if happened[c] == 0 {
			t.Errorf("nothing of kind %d happens", c)
		}
	}
	if open < 300 || silent < 20 || silent > open/2 {
		t.Errorf("%d findings are open in the end, %d of them unheard of for 90 days", open, silent)
	}
	if longest > 90*day {
		t.Errorf("of a control nothing was heard for %d days", longest/day)
	}
}
