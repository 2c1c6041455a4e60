package findings

// bare reads findings that came without an event: a list of findings, the body
// of an API request or answer, or one finding. An empty list says nothing of
// what it is a list of; an empty body does.
func (d *decoder) bare(ev *event, kind byte, promoted []promotion) {
	c := &d.cursor
	start := c.Mark()
	switch kind {
	case '[':
		d.list(ev, kind, promoted)
		if len(ev.elements) == 0 {
			ev.listed = false
		}
	case '{':
		// First as a finding: one may have a member that is named like the list.
		d.element(ev, promoted)
		ev.listed = true
		if ev.elements[0].outcome == noFinding {
			c.Rewind(start)
			ev.elements, ev.listed = ev.elements[:0], false
			d.body(ev, promoted, "Findings", "findings")
		}
	default:
		c.Skip()
	}
}
