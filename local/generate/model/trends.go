package model

import "time"

// severity is the severity, UNKNOWN where the finding has none.
func (v *Version) severity() string { return or(v.Severity, some("UNKNOWN")).V }

// moved is when the version says that the finding changed.
func (v *Version) moved() int64 { return or(v.Updated, v.Created, v.EventTime, some(v.Ingested)).V }

const hour = int64(3600 * 1000)

// floor is the beginning of the hour or day.
func floor(t, unit int64) int64 {
	if t < 0 && t%unit != 0 {
		return t - t%unit - unit
	}
	return t - t%unit
}

// SeverityByHour is what severity_by_hour has to answer.
func (h *History) SeverityByHour() Table { return h.severities("severity_by_hour", "hour_at", hour) }

// SeverityByDay is what severity_by_day has to answer.
func (h *History) SeverityByDay() Table { return h.severities("severity_by_day", "day_on", day) }

// severities counts a finding once in each time and severity that it moved in.
func (h *History) severities(view, column string, unit int64) Table {
	type cell struct {
		at       int64
		account  Text
		severity string
	}
	type counts struct{ all, failed, passed int64 }
	cells := map[cell]*counts{}
	for id, versions := range h.Findings {
		type result struct{ failed, passed bool }
		results := map[cell]result{}
		for _, v := range versions {
			c := cell{floor(v.moved(), unit), id.Account, v.severity()}
			r := results[c]
			results[c] = result{r.failed || v.Status.is("FAILED"), r.passed || v.Status.is("PASSED")}
		}
		for c, r := range results {
			n := cells[c]
			if n == nil {
				n = &counts{}
				cells[c] = n
			}
			n.all++
			n.failed += one(r.failed)
			n.passed += one(r.passed)
		}
	}
	t := Table{emit: h.Emit, View: view, Columns: []string{column, "aws_account_id", "severity_label", "finding_count", "failed_count", "passed_count"}}
	for c, n := range cells {
		t.add([]any{at(c.at), c.account.value(), c.severity, n.all, n.failed, n.passed})
	}
	return t
}

func one(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// RolledUp is what rolled_up_findings has to answer.
func (h *History) RolledUp() Table {
	type cell struct {
		hour                       Time
		status, workflow, severity Text
	}
	type sets struct {
		titles   map[string]bool
		findings map[Identity]bool
	}
	cells := map[cell]sets{}
	for id, versions := range h.Findings {
		for _, v := range versions {
			c := cell{v.Updated, v.Status, v.Workflow, v.Severity}
			if c.hour.Set {
				c.hour.V = floor(c.hour.V, hour)
			}
			if _, ok := cells[c]; !ok {
				cells[c] = sets{map[string]bool{}, map[Identity]bool{}}
			}
			if v.Title.Set {
				cells[c].titles[v.Title.V] = true
			}
			cells[c].findings[id] = true
		}
	}
	t := Table{emit: h.Emit, View: "rolled_up_findings", Columns: []string{
		"hour_at", "year_month_day_hour", "compliance_status", "workflow_status", "severity_label", "cnt", "finding_count",
	}}
	for c, s := range cells {
		var text any
		if c.hour.Set {
			text = time.UnixMilli(c.hour.V).UTC().Format("2006-01-02 15:00")
		}
		t.add([]any{
			atOf(c.hour), text, c.status.value(), c.workflow.value(), c.severity.value(), int64(len(s.titles)), int64(len(s.findings)),
		})
	}
	return t
}
