package generate

// orders are, by control, from when on it is in order in all accounts: always,
// after a drive of the teams, or not before the history ends. One failing
// resource of one account fails a control for the whole company, so without this
// no control would ever pass and no score be above zero.
func orders(c Config) []int64 {
	start, end := c.span()
	from := make([]int64, len(controls))
	for i := range from {
		d := dice{draw(c.Seed, streamControl, uint64(i))}
		switch fate := d.below(1000); {
		case fate < 350:
			from[i] = start
		case fate < 600:
			from[i] = start + (end-start)/1000*(300+d.below(650))
		default:
			from[i] = end
		}
	}
	return from
}

// drive replaces what would happen to s from the drive on: it is mended, and
// stays so.
func (h *history) drive(plan []moment, s *subject, d *dice) []moment {
	before := plan[:0]
	for _, m := range plan {
		if m.at < s.ordered {
			before = append(before, m)
		}
	}
	return append(before, moment{after(s.ordered, d.wait(day), d), fixed})
}
