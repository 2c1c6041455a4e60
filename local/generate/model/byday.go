package model

// group is what findings are counted by.
type group struct {
	account, product Text
	severity         string
}

func groupOf(s *State) group { return group{s.Account, s.ProductName, s.severity()} }

// OpenByDay is what open_findings_by_day has to answer: for each day the
// findings that were open when it ended, for the last one those that are now.
func (h *History) OpenByDay() Table {
	last := floor(h.Now, day)
	counts := map[group]map[int64]int64{}
	first := map[group]int64{}
	for _, versions := range h.Findings {
		states := h.States(versions)
		for i := range states {
			s := &states[i]
			if !s.Counts() {
				continue
			}
			g, began := groupOf(s), floor(s.Began, day)
			if f, ok := first[g]; !ok || began < f {
				first[g] = began
			}
			if counts[g] == nil {
				counts[g] = map[int64]int64{}
			}
			for d := began; d <= last; d += day {
				if s.during(min(d+day-1, h.Now)) {
					counts[g][d]++
				}
			}
		}
	}
	t := Table{emit: h.Emit, View: "open_findings_by_day", Columns: []string{"day_on", "aws_account_id", "product_name", "severity_label", "open_count"}}
	for g, from := range first {
		for d := from; d <= last; d += day {
			t.add([]any{at(d), g.account.value(), g.product.value(), g.severity, counts[g][d]})
		}
	}
	return t
}

// OpenedClosed is what findings_opened_closed_by_day has to answer. It goes
// through the life of each finding and remembers whether it is open.
func (h *History) OpenedClosed() Table {
	type cell struct {
		day int64
		group
	}
	type counts struct{ opened, reopened, closed, expired int64 }
	cells := map[cell]*counts{}
	on := func(t int64, g group) *counts {
		c := cell{floor(t, day), g}
		if cells[c] == nil {
			cells[c] = &counts{}
		}
		return cells[c]
	}
	for _, versions := range h.Findings {
		isOpen, ever := false, false
		states := h.States(versions)
		for i := range states {
			s := &states[i]
			switch {
			case s.Counts() && !isOpen && ever:
				on(s.Began, groupOf(s)).reopened++
			case s.Counts() && !isOpen:
				on(s.Began, groupOf(s)).opened++
			case !s.Counts() && isOpen:
				g := groupOf(s)
				g.severity = states[i-1].severity()
				on(s.Began, g).closed++
			}
			isOpen = s.Counts()
			ever = ever || isOpen
			if isOpen && s.Expired {
				on(s.Ended.V, groupOf(s)).expired++
				isOpen = false
			}
		}
	}
	t := Table{emit: h.Emit, View: "findings_opened_closed_by_day", Columns: []string{
		"day_on", "aws_account_id", "product_name", "severity_label", "opened_count", "reopened_count", "closed_count", "expired_count",
	}}
	for c, n := range cells {
		t.add([]any{at(c.day), c.account.value(), c.product.value(), c.severity, n.opened, n.reopened, n.closed, n.expired})
	}
	return t
}
