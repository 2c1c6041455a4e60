package generate

import (
	"bytes"
	"testing"
	"time"

	"security-hub-analytics/local/generate/model"
)

// TestModelFindsTheLives reads the events of a history and expects to find what
// the lives were planned to be: order of delivery, doubles and lateness must not
// show, and what people did must.
func TestModelFindsTheLives(t *testing.T) {
	t.Parallel()
	for _, schema := range []Schemas{ASFF, OCSF, Both} {
		c := Default()
		c.Findings, c.Schema, c.Days = 600, schema, 200
		content, totals := text(t, c)
		history := model.New()
		if err := history.Read(bytes.NewReader(content), "raw", c.Start.AddDate(1, 0, 0)); err != nil {
			t.Fatal(err)
		}
		if len(history.Findings) != c.Findings || history.Events != totals.Events || len(history.Quarantined) > 0 {
			t.Fatalf("%s: %d findings, %d of %d events, %v", schema, len(history.Findings), history.Events, totals.Events, history.Quarantined)
		}
		current := map[string]model.Current{}
		for _, found := range history.Current() {
			current[found.ID.V] = found
		}
		h := newHistory(c)
		var m scratch
		for n := range uint32(c.Findings) {
			h.load(&m, n, h.end)
			var id out
			id.id(&m.subject, schema == OCSF)
			compare(t, schema, current[string(id)], &m)
		}
	}
}

// compare holds what was found to the last step of a life.
func compare(t *testing.T, schema Schemas, found model.Current, m *scratch) {
	t.Helper()
	last, s := m.steps[len(m.steps)-1], &m.subject
	ocsf := schema == OCSF || schema == Both && s.product != prowler // it comes last
	want := map[string]string{
		"severity": severities[last.severity].label, "status": statuses[last.status],
		"workflow": workflows[last.workflow], "record": recordState(&last), "account": s.account.ID,
	}
	if ocsf && last.archived {
		want["workflow"] = ""
	}
	if last.noted != 0 {
		want["note"] = found.Note.V
		if !found.Note.Set {
			t.Errorf("%s: the note of %s is lost", schema, found.ID.V)
		}
	}
	got := map[string]string{
		"severity": found.Severity.V, "status": found.Status.V, "workflow": found.Workflow.V,
		"record": found.Record.V, "account": found.Account.V, "note": found.Note.V,
	}
	for name := range got {
		if got[name] != want[name] {
			t.Errorf("%s: %s of %s is %q, want %q", schema, name, found.ID.V, got[name], want[name])
		}
	}
	first := m.steps[0].event
	if found.FirstSeen != first && found.FirstSeen > first+minute+3*second {
		t.Errorf("%s: %s was first seen at %s, want %s", schema, found.ID.V, time.UnixMilli(found.FirstSeen), time.UnixMilli(first))
	}
	if found.Updated.V != last.updated {
		t.Errorf("%s: %s was updated at %d, want %d", schema, found.ID.V, found.Updated.V, last.updated)
	}
}
