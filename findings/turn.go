package findings

import (
	"bytes"
	"reflect"
)

var elementBytes = int64(reflect.TypeFor[element]().Size())

// outlive gives the event's texts memory of their own: where they were written with
// escapes they are in the batch, which is emptied between turns.
func (ev *event) outlive() {
	for _, text := range []*Text{&ev.id, &ev.account, &ev.region} {
		*text = bytes.Clone(*text)
	}
}

// resume tells some more elements of an event that has been read to its end, from
// where the turn before ended.
func (d *decoder) resume(ev *event, promoted []promotion) {
	c := &d.cursor
	first, at := ev.list, ev.at
	ev.elements, ev.firstRow, ev.held = ev.elements[:0], len(d.batch.rows), d.batch.decoded()
	ev.bent, ev.full, ev.rest = 0, false, false
	d.coerced = 0
	for i := first; i < len(ev.lists); i++ {
		if ev.full {
			ev.rest = true
			return
		}
		ev.list = i
		c.Rewind(ev.lists[i])
		more, isObject := false, c.Kind() == '{'
		switch {
		case i > first && isObject:
			d.element(ev, promoted)
		case i > first:
			more = c.Enter()
		case !isObject: // else its one element was told
			c.Rewind(at)
			more = c.Next('[')
		}
		for ; more; more = c.Next('[') {
			if ev.full {
				ev.rest = true
				return
			}
			d.element(ev, promoted)
		}
	}
}

// look looks for a finding among all elements of an event, where one turn has
// none.
func (r *Reader) look(ev *event, record []byte) {
	d := decoder{batch: &Batch{}, looks: true}
	d.cursor.Reset(record, 0, MaxDepth)
	var all event
	d.event(&all, r.form, nil)
	ev.found = all.found
}
