package findings

// EventBridge's names (user guide, "Using EventBridge with Security Hub").
const (
	// EventSource is the source of Security Hub's events.
	EventSource = "aws.securityhub"
	// DetailTypeASFF is the detail-type of events with ASFF findings.
	DetailTypeASFF = "Security Hub Findings - Imported"
	// DetailTypeOCSF is the detail-type of events with OCSF findings.
	DetailTypeOCSF = "Findings Imported V2"
)

// EventPattern is the pattern of the rule that feeds the lake, deployed and local.
const EventPattern = `{"source":["` + EventSource + `"],"detail-type":["` + DetailTypeASFF + `","` + DetailTypeOCSF + `"]}`

// Form says what raw objects hold.
type Form int

const (
	// Events are EventBridge events with findings in detail.findings.
	Events Form = iota
	// Bare are findings without an event around them: objects, lists of them,
	// bodies of the API (an object with a list of Findings).
	Bare
)

// element is one element of a findings list.
type element struct {
	start, end int // in the decoder's buffer
	outcome    outcome
}

// event is what one top-level value turned out to be.
type event struct {
	id, account, region, detailType Text
	time                            Opt[int64]
	listed                          bool // it has a findings list
	listName                        string
	bent                            int64 // values coerced in the list
	elements                        []element
	firstRow                        int // of this event in the batch
}

// event reads the top-level value at the cursor. Rows of it that stand in the
// batch count only if isFindings says so.
func (d *decoder) event(ev *event, form Form, promoted []promotion) {
	*ev = event{elements: ev.elements[:0], firstRow: len(d.batch.rows)}
	d.coerced = 0
	switch kind := d.cursor.Kind(); {
	case form == Bare:
		d.bare(ev, kind, promoted)
	case kind == '{':
		d.envelope(ev, promoted)
	default:
		d.cursor.Skip()
	}
}

func (d *decoder) envelope(ev *event, promoted []promotion) {
	c := &d.cursor
	for more := c.Enter(); more; more = c.Next('{') {
		name, escaped := c.Name()
		if escaped {
			name = d.unquote(name)
		}
		switch string(name) {
		case "id":
			ev.id = d.text(asffSchema, 0)
		case "account":
			ev.account = d.text(asffSchema, account)
		case "region":
			ev.region = d.text(asffSchema, 0)
		case "detail-type":
			ev.detailType = d.text(asffSchema, 0)
		case "time":
			ev.time = d.time(asffSchema)
		case "detail":
			d.forgetFindings(ev)
			d.body(ev, promoted, "findings")
		default:
			c.Skip()
		}
	}
}

// body reads an object that may have a findings list under one of names.
func (d *decoder) body(ev *event, promoted []promotion, names ...string) {
	c := &d.cursor
	if c.Kind() != '{' {
		c.Skip()
		return
	}
	for more := c.Enter(); more; more = c.Next('{') {
		member, escaped := c.Name()
		if escaped {
			member = d.unquote(member)
		}
		name := ""
		for _, n := range names {
			if string(member) == n {
				name = n
			}
		}
		if name != "" && name == ev.listName {
			d.forgetFindings(ev)
		}
		switch kind := c.Kind(); {
		case name != "" && (kind == '[' || kind == '{'):
			ev.listName = name
			d.list(ev, kind, promoted)
		default:
			c.Skip()
		}
	}
}

// forgetFindings makes room where a member comes twice: the last wins.
func (d *decoder) forgetFindings(ev *event) {
	if !ev.listed {
		return
	}
	d.coerced += 1 - ev.bent
	d.batch.rows = d.batch.rows[:ev.firstRow]
	ev.elements, ev.listed, ev.bent = ev.elements[:0], false, 0
}

// list reads a list of findings, or one finding where a list belongs.
func (d *decoder) list(ev *event, kind byte, promoted []promotion) {
	c := &d.cursor
	ev.listed = true
	before := d.coerced
	if kind == '{' {
		d.coerced++
		d.element(ev, promoted)
	} else {
		for more := c.Enter(); more; more = c.Next('[') {
			d.element(ev, promoted)
		}
	}
	ev.bent += d.coerced - before
}

func (d *decoder) element(ev *event, promoted []promotion) {
	c := &d.cursor
	isObject := c.Kind() == '{'
	el := element{start: c.Pos(), outcome: noFinding}
	if isObject {
		rows := d.batch.rows
		d.batch.rows = append(rows, Row{})
		el.outcome = d.finding(&d.batch.rows[len(rows)], promoted)
		if el.outcome != aRow {
			d.batch.rows = d.batch.rows[:len(rows)]
		}
	} else {
		c.Skip()
	}
	el.end = c.Pos()
	ev.elements = append(ev.elements, el)
}

// isFindings reports whether the event is one of findings: of the right kind,
// with a list that is empty or holds at least one finding.
func (ev *event) isFindings(form Form) bool {
	if !ev.listed {
		return false
	}
	if t := string(ev.detailType); form == Events && t != DetailTypeASFF && t != DetailTypeOCSF {
		return false
	}
	for _, el := range ev.elements {
		if el.outcome != noFinding {
			return true
		}
	}
	return len(ev.elements) == 0
}
