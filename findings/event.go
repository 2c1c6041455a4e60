package findings

import (
	"slices"

	"security-hub-analytics/internal/jsonwalk"
)

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

// event is what one top-level value turned out to be. One whose rows would fill
// the memory is told in turns.
type event struct {
	id, account, region, detailType Text
	time                            Opt[int64]
	lists                           []jsonwalk.Mark // where each list of findings is: one is usual
	elements                        []element       // those of this turn
	firstRow                        int             // of this turn in the batch
	bent                            int64           // values coerced in elements
	owed                            int64           // values coerced outside of them, to be counted with a row
	found                           bool            // one is a finding, for a decoder that only looks

	told   int           // turns before this one
	length int           // of the value
	held   int64         // what the batch held before this turn
	full   bool          // this turn tells no more elements
	rest   bool          // there may be more
	list   int           // the list that is read, or that this turn ended in
	at     jsonwalk.Mark // behind the last element of this turn
}

// turnBytes is how much memory the rows of one turn may take, by which they can go
// beyond it by one finding: more than an event of real findings needs that
// EventBridge lets through (a megabyte of them makes less than that of rows),
// little for a Lambda function.
const turnBytes = 16 << 20

// event reads the top-level value at the cursor. Rows of it that stand in the
// batch count only if isFindings says so.
func (d *decoder) event(ev *event, form Form, promoted []promotion) {
	*ev = event{elements: ev.elements[:0], lists: ev.lists[:0], firstRow: len(d.batch.rows), held: d.batch.decoded()}
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
			if len(ev.lists) > 0 {
				d.coerced++ // the list before counts as well: no finding vanishes
			}
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
	lists := 0 // a bit for each name that had one
	for more := c.Enter(); more; more = c.Next('{') {
		member, escaped := c.Name()
		if escaped {
			member = d.unquote(member)
		}
		which := slices.Index(names, string(member))
		if which >= 0 && lists&(1<<which) != 0 {
			d.coerced++ // as in envelope
		}
		switch kind := c.Kind(); {
		case which >= 0 && (kind == '[' || kind == '{'):
			lists |= 1 << which
			d.list(ev, promoted)
		default:
			c.Skip()
		}
	}
}

// list reads a list of findings, or one finding where a list belongs.
func (d *decoder) list(ev *event, promoted []promotion) {
	c := &d.cursor
	isObject := c.Kind() == '{'
	if ev.lists = append(ev.lists, c.Mark()); !ev.full {
		ev.list = len(ev.lists) - 1
	}
	if isObject {
		d.coerced++
		d.element(ev, promoted)
		return
	}
	for more := c.Enter(); more; more = c.Next('[') {
		d.element(ev, promoted)
	}
}

func (d *decoder) element(ev *event, promoted []promotion) {
	c := &d.cursor
	isObject := c.Kind() == '{'
	if ev.full {
		ev.rest = true
		c.Skip()
		return
	}
	el := element{start: c.Pos(), outcome: noFinding}
	before := d.coerced
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
	ev.bent += d.coerced - before
	if d.looks {
		ev.found = ev.found || el.outcome != noFinding
		ev.full = ev.found
		d.batch.Reset()
		return
	}
	ev.elements = append(ev.elements, el)
	if d.turn > 0 && d.batch.decoded()-ev.held+int64(len(ev.elements))*elementBytes > d.turn {
		ev.full, ev.at = true, c.Mark()
	}
}

// isFindings reports whether the event is one of findings: of the right kind,
// with a list that is empty or holds at least one finding.
func (ev *event) isFindings(form Form) bool {
	if len(ev.lists) == 0 {
		return false
	}
	if t := string(ev.detailType); form == Events && t != DetailTypeASFF && t != DetailTypeOCSF {
		return false
	}
	return ev.found || len(ev.elements) == 0 ||
		slices.ContainsFunc(ev.elements, func(el element) bool { return el.outcome != noFinding })
}
