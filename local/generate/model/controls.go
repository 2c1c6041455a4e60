package model

import (
	"math"
	"strings"
)

// allStandards stands for the score over all of them.
const allStandards = "all standards"

// isControl says that Security Hub itself made the finding.
func (v *Version) isControl() bool {
	return strings.HasSuffix(v.Product.V, ":product/aws/securityhub")
}

// control is the id of the control, of findings before consolidation the
// standard's own.
func (v *Version) control() Text {
	field := func(name string) Text {
		value, ok := v.Fields[name]
		return Text{value, ok}
	}
	return or(v.Control, field("ControlId"), field("RuleId"), v.Generator)
}

// standards are those that the finding counts for; of findings before
// consolidation the one that ProductFields name.
func (v *Version) standards() []string {
	var unique []string
	seen := map[string]bool{}
	for _, s := range v.Standards {
		if !seen[s] {
			unique, seen[s] = append(unique, s), true
		}
	}
	if len(v.Standards) > 0 {
		return unique
	}
	for _, name := range []string{"StandardsArn", "StandardsGuideArn"} {
		if arn, ok := v.Fields[name]; ok {
			for _, kind := range []string{"ruleset/", "standards/"} {
				if i := strings.Index(arn, kind); i >= 0 && len(arn) > i+len(kind) {
					return []string{arn[i:]}
				}
			}
			return nil
		}
	}
	return nil
}

// results are the findings of a control, by what they say.
type results struct{ passed, failed, all int64 }

func (r *results) add(v *Version) {
	r.all++
	r.passed += one(v.Status.is("PASSED"))
	r.failed += one(v.Status.is("FAILED"))
}

// score counts controls as Security Hub does: one fails if any of its findings
// does, passes if all do, and is unknown else.
type score struct{ passed, failed, unknown int64 }

func (s *score) add(r results) {
	switch {
	case r.all == 0:
	case r.failed > 0:
		s.failed++
	case r.passed == r.all:
		s.passed++
	default:
		s.unknown++
	}
}

func (s *score) all() int64 { return s.passed + s.failed + s.unknown }

// percent is null where no control has data.
func (s *score) percent() any {
	if s.all() == 0 {
		return nil
	}
	return int64(math.Round(float64(s.passed) * 100 / float64(s.all())))
}

// ScoreByDay is what compliance_score_by_day has to answer.
func (h *History) ScoreByDay() Table {
	type key struct{ standard, control string }
	last := floor(h.Now, day)
	controls := map[key]map[int64]*results{}
	for _, versions := range h.Findings {
		states := h.States(versions)
		for i := range states {
			s := &states[i]
			if !s.isControl() || s.Archived() || s.Suppressed() {
				continue
			}
			for _, standard := range append([]string{allStandards}, s.standards()...) {
				k := key{standard, s.control().V}
				if controls[k] == nil {
					controls[k] = map[int64]*results{}
				}
				for d := floor(s.Began, day); d <= last; d += day {
					if !s.during(min(d+day-1, h.Now)) {
						continue
					}
					if controls[k][d] == nil {
						controls[k][d] = &results{}
					}
					controls[k][d].add(s.Version)
				}
			}
		}
	}
	type cell struct {
		day      int64
		standard string
	}
	scores := map[cell]*score{}
	for k, days := range controls {
		for d, r := range days {
			c := cell{d, k.standard}
			if scores[c] == nil {
				scores[c] = &score{}
			}
			scores[c].add(*r)
		}
	}
	t := Table{emit: h.Emit, View: "compliance_score_by_day", Columns: []string{
		"day_on", "standards_id", "passed_control_count", "failed_control_count", "unknown_control_count", "score_percent",
	}}
	for c, s := range scores {
		t.add([]any{at(c.day), c.standard, s.passed, s.failed, s.unknown, s.percent()})
	}
	return t
}
