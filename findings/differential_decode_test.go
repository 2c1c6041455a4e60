package findings_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"testing"
	"time"

	"security-hub-analytics/findings"
)

// compared is a finding that was read twice.
type compared struct {
	published
	id      string // of its event, and so of its row
	element any    // encoding/json's
	outcome string
	want    map[string]any // columns, by the oracle
	bent    int            // values the oracle had to bend
	unused  int            // and of members that no column needs
}

func (c *compared) name() string {
	if object, isObject := c.element.(map[string]any); isObject {
		for _, key := range []string{"Id", "id"} {
			if id, isText := object[key].(string); isText {
				return c.origin + ": finding " + id
			}
		}
		if info, isObject := object["finding_info"].(map[string]any); isObject {
			return fmt.Sprintf("%s: finding %v", c.origin, info["uid"])
		}
	}
	return c.origin + ": " + show(c.element)
}

const (
	envelopeAccount = "210987654321"
	envelopeRegion  = "eu-central-2"
)

var (
	envelopeTime = time.Date(2026, 2, 3, 4, 5, 6, 0, time.UTC)
	ingested     = time.Date(2026, 2, 3, 4, 9, 8, 765e6, time.UTC)
)

// expect reads findings with the oracle. Each stands in an event of its own.
func expect(t *testing.T, all []published, set map[string]int) []*compared {
	t.Helper()
	var want []*compared
	for i, p := range all {
		c := &compared{published: p, id: fmt.Sprintf("event-%d", i)}
		var err error
		if c.element, err = readJSON(p.text); err != nil {
			t.Fatalf("%s: %v", p.origin, err)
		}
		o := oracle{set: set}
		c.want, c.outcome = o.finding(c.element)
		c.bent, c.unused = o.bent, o.unused
		for column, value := range map[string]any{
			"finding": string(p.text), "event_id": c.id, "event_time": envelopeTime.UnixMilli(),
			"event_account": envelopeAccount, "event_region": envelopeRegion,
			"raw_object": "raw/" + c.id, "ingested_at": ingested.UnixMilli(), "finding_digest": int64(xxh64(p.text)),
		} {
			if c.outcome == outcomeRow {
				c.want[column] = value
				o.count(column, "lineage")
			}
		}
		want = append(want, c)
	}
	return want
}

// decode sends the findings through a Reader, in one object, and checks what
// each becomes. It returns the rows of the batch.
func decode(t *testing.T, all []*compared) []findings.Row {
	t.Helper()
	var object bytes.Buffer
	for _, c := range all {
		fmt.Fprintf(&object, `{"version":"0","id":%q,"detail-type":%q,"source":%q,"account":%q,"time":%q,"region":%q,"detail":{"findings":[%s]}}`+"\n",
			c.id, findings.DetailTypeOCSF, findings.EventSource, envelopeAccount, envelopeTime.Format(time.RFC3339), envelopeRegion, c.text)
	}
	var batch findings.Batch
	reader := findings.NewReader(widest, findings.Events, &batch)
	outcome := ""
	reader.Quarantine = func(q findings.Quarantined) error { outcome = string(q.Reason); return nil }
	reader.Reset(&object)
	for _, c := range all {
		outcome = outcomeRow
		coerced, rows := reader.Counts().Coerced, len(batch.Rows())
		if err := reader.Next(); err != nil {
			t.Fatalf("%s: reading: %v", c.name(), err)
		}
		if outcome != c.outcome {
			t.Fatalf("%s: became %s, want %s", c.name(), outcome, c.outcome)
		}
		if grown := len(batch.Rows()) - rows; grown != 1 && c.outcome == outcomeRow {
			t.Fatalf("%s: %d rows", c.name(), grown)
		}
		coerced = reader.Counts().Coerced - coerced
		if c.outcome == outcomeRow && (coerced > 0) != (c.bent > 0) && (coerced == 0 || c.unused == 0) {
			t.Errorf("%s: %d values counted as coerced, the oracle counts %d", c.name(), coerced, c.bent)
		}
	}
	if err := reader.Next(); !errors.Is(err, io.EOF) {
		t.Fatalf("after the last event: %v", err)
	}
	return batch.Rows()
}

func compare(t *testing.T, c *compared, got map[string]any, where string) {
	t.Helper()
	for _, column := range widest.Columns() {
		if d := differs(got[column.Name], c.want[column.Name]); d != "" {
			t.Errorf("%s: %s%s in %s", c.name(), column.Name, d, where)
		}
	}
}

// checkDecoded compares each row with the oracle's, and then with what Parquet
// gives back.
func checkDecoded(t *testing.T, all []*compared) {
	t.Helper()
	rows := decode(t, all)
	byID := map[string]*compared{}
	next := 0
	for _, c := range all {
		if c.outcome != outcomeRow {
			continue
		}
		row := &rows[next]
		next++
		row.RawObject = findings.Text("raw/" + c.id)
		row.IngestedAt = findings.Opt[int64]{V: ingested.UnixMilli(), Set: true}
		got := plain(reflect.ValueOf(row).Elem(), allColumns)
		for i, p := range promotions {
			got[p.name] = plainText(row.Promoted[i])
		}
		compare(t, c, got, "Row")
		byID[c.id] = c
	}
	if next != len(rows) {
		t.Fatalf("%d rows, want %d", len(rows), next)
	}
	for _, got := range throughParquet(t, rows) {
		id, _ := got["event_id"].(string)
		c := byID[id]
		if c == nil {
			t.Fatalf("Parquet holds the event id %q twice, or one that no row has", id)
		}
		delete(byID, id)
		compare(t, c, got, "Parquet")
	}
	for _, c := range byID {
		t.Errorf("%s: not in Parquet", c.name())
	}
}
