package findings

// bare reads findings that came without an event: a list of findings, the body
// of an API request or answer, or one finding. An empty list says nothing of
// what it is a list of; an empty body does.
func (d *decoder) bare(ev *event, kind byte, promoted []promotion) {
	c := &d.cursor
	start := c.Mark()
	switch kind {
	case '[':
		d.list(ev, promoted)
		if len(ev.elements) == 0 {
			ev.lists = nil
		}
	case '{':
		// First as a finding: one may have a member that is named like the list.
		if !d.looks { // where a turn is too short there is more than one
			d.element(ev, promoted)
			if ev.elements[0].outcome != noFinding {
				ev.lists = append(ev.lists, start)
				return
			}
			c.Rewind(start)
			ev.elements, ev.bent, ev.full = ev.elements[:0], 0, false
		}
		d.body(ev, promoted, "Findings", "findings")
	default:
		c.Skip()
	}
}
