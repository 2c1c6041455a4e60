package generate

// Event is one delivery.
type Event struct {
	// Text is the event, or what stands in its place, with the newline after it;
	// the next one overwrites it.
	Text []byte
	// Delivered is when it reached Data Firehose, in milliseconds since 1970.
	Delivered int64
}

// Totals says what a history holds, and so what has to come of it.
type Totals struct {
	// Events is the number of events, and of stretches that are none.
	Events int64
	// Empty is the number of events with an empty list of findings.
	Empty int64
	// Findings is the number of findings in them, Rows of those that are rows.
	Findings, Rows int64
	// Quarantined counts what is no row, by the reason.
	Quarantined map[string]int64
	// Bytes is the length of all texts.
	Bytes int64
}

// Events makes the history, in the order of delivery. An error of each ends it.
func (c Config) Events(each func(Event) error) (Totals, error) {
	if err := c.Check(); err != nil {
		return Totals{}, err
	}
	e := &emitter{h: newHistory(c), each: each, totals: Totals{Quarantined: map[string]int64{}}}
	var records []record
	bounds := e.h.windows()
	for i := range len(bounds) - 1 {
		records = e.h.window(records, &e.m, bounds[i], bounds[i+1])
		for rest := records; len(rest) > 0; {
			n := e.group(rest)
			if err := e.tell(rest[:n]); err != nil {
				return e.totals, err
			}
			rest = rest[n:]
		}
	}
	return e.totals, nil
}

// emitter makes texts of records.
type emitter struct {
	h      *history
	m      scratch // of the finding being told
	each   func(Event) error
	totals Totals
	text   out
}

// group says how many of the next records go into one event: one, and once in
// a while a few that come at the same time.
func (e *emitter) group(records []record) int {
	first := &records[0]
	d := dice{draw(e.h.Seed^streamGroup, uint64(first.finding), first.number()<<1|uint64(btoi(first.again)))} //nolint:gosec // not negative
	if !d.chance(15) {
		return 1
	}
	n, most := 0, int(2+d.below(3))
	for n < min(most, len(records)) {
		r := &records[n]
		e.h.load(&e.m, r.finding, e.h.end)
		// A late one would get the others' event time, and seem newer than it is.
		late := r.delivered-e.m.steps[r.step].event > 2*minute
		if late || r.schema != first.schema || r.delivered > first.delivered+minute {
			break
		}
		n++
	}
	return max(1, n)
}

// tell makes one event of records, and perhaps a faulty one after it.
func (e *emitter) tell(records []record) error {
	first := records[0]
	at := int64(0)
	for _, r := range records {
		e.h.load(&e.m, r.finding, e.h.end)
		at = max(at, e.eventTime(r))
	}
	e.h.load(&e.m, first.finding, e.h.end)
	o := e.text[:0]
	o.envelope(&e.m.subject, first, at)
	for i, r := range records {
		if i > 0 {
			o.add(`,`)
			e.h.load(&e.m, r.finding, e.h.end)
		}
		if t := &e.m.steps[r.step]; r.schema == 1 {
			o.ocsf(&e.m.subject, t)
		} else {
			o.asff(&e.m.subject, t, e.h)
		}
	}
	o.add("]}}\n")
	e.text = o
	e.totals.Findings += int64(len(records))
	e.totals.Rows += int64(len(records))
	e.totals.Events++
	if err := e.send(o, first.delivered); err != nil {
		return err
	}
	return e.faulty(first, at)
}

func (e *emitter) send(text []byte, delivered int64) error {
	e.totals.Bytes += int64(len(text))
	return e.each(Event{Text: text, Delivered: delivered})
}

// eventTime is when Security Hub sends the record; OCSF comes after ASFF.
func (e *emitter) eventTime(r record) int64 {
	at := e.m.steps[r.step].event
	if r.schema == 1 && e.h.Schema == Both {
		at += second * int64(1+e.m.subject.key%3)
	}
	return at
}
