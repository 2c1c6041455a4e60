package generate

// status is ASFF's Compliance.Status.
type status uint8

const (
	noStatus status = iota
	passed
	failed
)

var statuses = [...]string{passed: "PASSED", failed: "FAILED"}

// workflow is ASFF's Workflow.Status.
type workflow uint8

const (
	workflowNew workflow = iota
	workflowNotified
	workflowSuppressed
	workflowResolved
)

var workflows = [...]string{"NEW", "NOTIFIED", "SUPPRESSED", "RESOLVED"}

// step is one version of a finding.
type step struct {
	change                       change
	status                       status
	severity                     severity
	workflow                     workflow
	archived                     bool
	updated, observed, processed int64 // processed is 0 where it is not told
	event                        int64 // of the event
	noted                        int64 // when the note was written, 0 for no note
	note, noter                  int
}

// steps works out all versions of s.
func (h *history) steps(steps []step, plan []moment, s *subject) []step {
	steps = steps[:0]
	d := dice{s.lifeKey ^ streamText}
	now := step{severity: s.base}
	if s.product == securityHub || s.product == prowler {
		now.status = failed
	}
	if s.passes {
		now.fix(s)
	}
	last := int64(0)
	for _, m := range plan {
		at := max(m.at, last+minute)
		if at >= h.end {
			break
		}
		if m.change != appeared && !now.apply(m.change, s, &d) {
			continue
		}
		now.change, last = m.change, at
		now.times(at, m.change, s, &d)
		steps = append(steps, now)
	}
	return steps
}

// apply makes the change; false if it makes no sense as things are.
func (t *step) apply(c change, s *subject, d *dice) bool {
	open := !t.archived && t.status != passed && t.workflow != workflowResolved
	switch c {
	case seen:
		return !t.archived && (open || s.product == securityHub)
	case rescored:
		if !open {
			return false
		}
		if t.severity == critical || t.severity > low && d.chance(500) {
			t.severity--
		} else {
			t.severity++
		}
	case fixed:
		if !open {
			return false
		}
		t.fix(s)
	case returned:
		if open {
			return false
		}
		t.archived = false
		if s.product == securityHub {
			t.status, t.severity = failed, s.base
		}
		if t.workflow == workflowResolved {
			t.workflow = workflowNew
		}
	case gone:
		t.archived = true
	case notified:
		if !open || t.workflow != workflowNew {
			return false
		}
		t.workflow = workflowNotified
	case suppressed:
		if !open {
			return false
		}
		t.workflow = workflowSuppressed
	case unsuppressed:
		if !open || t.workflow != workflowSuppressed {
			return false
		}
		t.workflow = workflowNew
	case closed:
		if !open || t.workflow == workflowSuppressed {
			return false
		}
		t.workflow = workflowResolved
	case reopened:
		if t.archived || t.workflow != workflowResolved {
			return false
		}
		t.workflow = workflowNew
	}
	return true
}

// fix is what a product does when a problem is no more: a control passes, the
// others archive.
func (t *step) fix(s *subject) {
	if s.product != securityHub {
		t.archived = true
		return
	}
	t.status, t.severity = passed, informational
	if t.workflow != workflowSuppressed {
		t.workflow = workflowResolved
	}
}

// times moves the times that the change moves. What people do leaves UpdatedAt
// and LastObservedAt alone, and in every other case ProcessedAt as well.
func (t *step) times(at int64, c change, s *subject, d *dice) {
	delay := 2*second + d.below(28*second)
	if c >= notified {
		if d.chance(500) && !s.unprocessed {
			t.processed = at + d.below(second)
		}
		t.event = (at/second + 2) * second
		if c == suppressed || c == unsuppressed || d.chance(300) {
			t.noted, t.note, t.noter = at, int(d.below(int64(len(notes)))), int(d.below(int64(len(noters))))
		}
		return
	}
	t.observed = at
	if c != seen || s.product == prowler || d.chance(750) {
		t.updated = at
	}
	if !s.unprocessed {
		t.processed = at + delay
	}
	t.event = ((at+delay)/second + 1) * second
}
