package model

// live says that the finding counts for a control: nobody excused it, and
// Security Hub still has it.
func (h *History) live(c Current) bool { return h.kept(c) && !c.Suppressed() }

func (h *History) kept(c Current) bool { return !c.Archived() && c.Expires > h.Now }

// rank orders severities; those that are none come last.
var rank = map[string]int{"UNKNOWN": 0, "INFORMATIONAL": 1, "LOW": 2, "MEDIUM": 3, "HIGH": 4, "CRITICAL": 5}

// Controls is what compliance_by_control has to answer.
func (h *History) Controls() Table {
	type control struct {
		results
		title, severity     string
		suppressed          int64
		accounts, resources map[string]bool
		updated             Time
	}
	controls := map[string]*control{}
	for _, c := range h.Current() {
		id := c.control()
		if !c.isControl() || !id.Set {
			continue
		}
		k := controls[id.V]
		if k == nil {
			k = &control{severity: "UNKNOWN", accounts: map[string]bool{}, resources: map[string]bool{}}
			controls[id.V] = k
		}
		k.title = max(k.title, c.Title.V)
		if rank[c.severity()] > rank[k.severity] {
			k.severity = c.severity()
		}
		if c.Updated.Set && (!k.updated.Set || c.Updated.V > k.updated.V) {
			k.updated = c.Updated
		}
		if h.live(c) {
			k.add(c.Version)
			if c.Status.is("FAILED") {
				k.accounts[c.Account.V] = true
				k.resources[c.Resources[0].ID.V] = true
			}
		} else if h.kept(c) {
			k.suppressed++
		}
	}
	t := Table{emit: h.Emit, View: "compliance_by_control", Columns: []string{
		"control_id", "title", "severity_label", "control_status", "finding_count", "passed_count", "failed_count", "unknown_count",
		"suppressed_count", "failed_account_count", "failed_resource_count", "updated_at",
	}}
	for id, k := range controls {
		t.add([]any{
			id, k.title, k.severity, k.status(), k.all, k.passed, k.failed, k.all - k.passed - k.failed,
			k.suppressed, int64(len(k.accounts)), int64(len(k.resources)), atOf(k.updated),
		})
	}
	return t
}

func (r *results) status() string {
	switch {
	case r.all == 0:
		return "NO_DATA"
	case r.failed > 0:
		return "FAILED"
	case r.passed < r.all:
		return "UNKNOWN"
	}
	return "PASSED"
}

// Score is what compliance_score has to answer.
func (h *History) Score() Table {
	type control struct{ live, kept results }
	standards := map[string]map[string]*control{}
	for _, c := range h.Current() {
		if !c.isControl() {
			continue
		}
		for _, s := range append([]string{allStandards}, c.standards()...) {
			if standards[s] == nil {
				standards[s] = map[string]*control{}
			}
			k := standards[s][c.control().V]
			if k == nil {
				k = &control{}
				standards[s][c.control().V] = k
			}
			if h.live(c) {
				k.live.add(c.Version)
			}
			if h.kept(c) {
				k.kept.add(c.Version)
			}
		}
	}
	t := Table{emit: h.Emit, View: "compliance_score", Columns: []string{
		"standards_id", "passed_control_count", "failed_control_count", "unknown_control_count", "no_data_control_count",
		"score_percent", "unsuppressed_percent",
	}}
	for standard, controls := range standards {
		var live, kept score
		for _, k := range controls {
			live.add(k.live)
			kept.add(k.kept)
		}
		t.add([]any{
			standard, live.passed, live.failed, live.unknown, int64(len(controls)) - live.all(), live.percent(), kept.percent(),
		})
	}
	return t
}

// Accounts is what account_posture has to answer.
func (h *History) Accounts() Table {
	type account struct {
		name                                 Text
		all, suppressed, archived, forgotten int64
		open                                 map[string]int64
		controls                             map[string]*results
		oldest                               Time
		last                                 int64
	}
	accounts := map[Text]*account{}
	for _, c := range h.Current() {
		a := accounts[c.Account]
		if a == nil {
			a = &account{open: map[string]int64{}, controls: map[string]*results{}}
			accounts[c.Account] = a
		}
		if c.AccountName.Set && c.AccountName.V > a.name.V {
			a.name = c.AccountName
		}
		a.all++
		a.suppressed += one(c.Suppressed())
		a.archived += one(c.Archived())
		a.forgotten += one(c.Expires <= h.Now)
		a.last = max(a.last, c.LastSeen)
		if h.open(c) {
			a.open[c.severity()]++
			a.open[""]++
			if !a.oldest.Set || c.FirstSeen < a.oldest.V {
				a.oldest = some(c.FirstSeen)
			}
		}
		if c.isControl() && h.live(c) {
			if a.controls[c.control().V] == nil {
				a.controls[c.control().V] = &results{}
			}
			a.controls[c.control().V].add(c.Version)
		}
	}
	t := Table{emit: h.Emit, View: "account_posture", Columns: []string{
		"aws_account_id", "aws_account_name", "finding_count", "open_count", "critical_count", "high_count", "medium_count", "low_count",
		"suppressed_count", "archived_count", "expired_count", "passed_control_count", "failed_control_count", "control_count",
		"score_percent", "oldest_open_at", "last_seen_at",
	}}
	for id, a := range accounts {
		var s score
		for _, r := range a.controls {
			s.add(*r)
		}
		t.add([]any{
			id.value(), a.name.value(), a.all, a.open[""], a.open["CRITICAL"], a.open["HIGH"], a.open["MEDIUM"], a.open["LOW"],
			a.suppressed, a.archived, a.forgotten, s.passed, s.failed, s.all(), s.percent(), atOf(a.oldest), at(a.last),
		})
	}
	return t
}
