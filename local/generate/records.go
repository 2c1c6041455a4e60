package generate

import (
	"cmp"
	"slices"
)

// record is one delivery of one version.
type record struct {
	delivered int64
	finding   uint32
	step      uint16
	schema    uint8 // 0 ASFF, 1 OCSF
	again     bool  // the second time
}

// overrun is how long after the end the last delivery may come.
const overrun = 8 * day

// windowRecords is about how many records are held at a time.
const windowRecords = 100_000

// scratch is the memory that lives are worked out in.
type scratch struct {
	subject subject
	plan    []moment
	steps   []step
}

// load works out the life of a finding; false if it begins at or after until.
func (h *history) load(m *scratch, n uint32, until int64) bool {
	h.subject(&m.subject, uint64(n))
	if m.subject.born >= until {
		return false
	}
	m.plan = h.moments(m.plan, &m.subject)
	m.steps = h.steps(m.steps, m.plan, &m.subject)
	// A record counts steps in 16 bits.
	m.steps = m.steps[:min(len(m.steps), 1<<16)]
	return true
}

// deliveries tells of each delivery of the finding's versions.
func (h *history) deliveries(m *scratch, n uint32, each func(record)) {
	for i := range m.steps {
		for schema := range uint8(2) {
			if !h.tells(m.subject.product, schema) {
				continue
			}
			r := record{finding: n, step: uint16(i), schema: schema}
			d := dice{draw(m.subject.key, streamDelivery, r.number())}
			r.delivered = m.steps[i].event + 5*second + d.below(55*second)
			if d.chance(10) {
				r.delivered += hour + d.below(4*day) // late
			}
			each(r)
			if d.chance(15) {
				r.again = true
				if d.chance(500) {
					r.delivered += d.below(20 * second)
				} else {
					r.delivered += hour + d.below(2*day)
				}
				each(r)
			}
		}
	}
}

// tells says whether findings of a product are told in a schema.
func (h *history) tells(p product, schema uint8) bool {
	switch h.Schema {
	case ASFF:
		return schema == 0
	case OCSF:
		return schema == 1
	}
	// Prowler's ids in OCSF are not those in ASFF.
	return schema == 0 || p != prowler
}

// windows cuts the time so that each window holds about windowRecords. The
// bounds are in order, the first being the start.
func (h *history) windows() (bounds []int64) {
	counts := make([]int64, (h.end-h.start+overrun)/hour+1)
	var m scratch
	for n := range uint32(h.Findings) { //nolint:gosec // Check bounds it
		h.load(&m, n, h.end)
		h.deliveries(&m, n, func(r record) { counts[(r.delivered-h.start)/hour]++ })
	}
	bounds = append(bounds, h.start)
	held := int64(0)
	for i, count := range counts {
		if held > 0 && held+count > windowRecords {
			bounds, held = append(bounds, h.start+int64(i)*hour), 0
		}
		held += count
	}
	return append(bounds, h.end+overrun+hour)
}

// window collects the records delivered from a time until another, in order.
func (h *history) window(records []record, m *scratch, from, until int64) []record {
	records = records[:0]
	for n := range uint32(h.Findings) { //nolint:gosec // Check bounds it
		if !h.load(m, n, until) {
			continue
		}
		h.deliveries(m, n, func(r record) {
			if r.delivered >= from && r.delivered < until {
				records = append(records, r)
			}
		})
	}
	slices.SortFunc(records, func(a, b record) int {
		return cmp.Or(cmp.Compare(a.delivered, b.delivered), cmp.Compare(a.finding, b.finding),
			cmp.Compare(a.step, b.step), cmp.Compare(a.schema, b.schema), cmp.Compare(btoi(a.again), btoi(b.again)))
	})
	return records
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
