package lake

import (
	"fmt"

	"security-hub-analytics/findings"
)

// checkLaws compares what was read with what was written, each counted where
// it happens. A law that does not hold means that the transform lost or doubled
// something: the object fails, nothing becomes visible.
func checkLaws(c findings.Counts, rows int64, q *quarantine) error {
	if c.BytesIn != c.BytesEvents+c.BytesBlank {
		return fmt.Errorf("accounting: %d bytes read, but %d in events and %d between them", c.BytesIn, c.BytesEvents, c.BytesBlank)
	}
	if c.Findings != rows+q.findings {
		return fmt.Errorf("accounting: %d findings read, but %d rows and %d findings in quarantine", c.Findings, rows, q.findings)
	}
	if c.Events != c.WithFindings+c.Empty+q.events {
		return fmt.Errorf("accounting: %d events read, but %d with findings, %d empty and %d in quarantine", c.Events, c.WithFindings, c.Empty, q.events)
	}
	return nil
}

func newReport(c findings.Counts, rows int64, q *quarantine) Report {
	r := Report{
		Objects: 1, Events: c.Events, Empty: c.Empty, Findings: c.Findings, Rows: rows, Coerced: c.Coerced,
		Bytes:       Bytes{In: c.BytesIn, Events: c.BytesEvents, Blank: c.BytesBlank},
		Quarantined: map[string]int64{},
	}
	for reason, n := range q.counts {
		r.Quarantined[string(reason)] = n
	}
	return r
}

// Add adds what o counts to r, except Seconds: objects may have run side by side.
func (r *Report) Add(o Report) {
	r.Objects += o.Objects
	r.Events += o.Events
	r.Empty += o.Empty
	r.Findings += o.Findings
	r.Rows += o.Rows
	r.Coerced += o.Coerced
	r.Bytes.In += o.Bytes.In
	r.Bytes.Events += o.Bytes.Events
	r.Bytes.Blank += o.Bytes.Blank
	if r.Quarantined == nil {
		r.Quarantined = map[string]int64{}
	}
	for reason, n := range o.Quarantined {
		r.Quarantined[reason] += n
	}
}
