package model

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unique"

	"github.com/cespare/xxhash/v2"
)

// History is all that was ever heard of all findings.
type History struct {
	// Findings are the versions of each, in no order.
	Findings map[Identity][]*Version
	// Now is the newest time of ingestion of a version, in milliseconds.
	Now int64
	// Quarantined counts what is no version, by the reason and the day.
	Quarantined map[Cause]int64
	// Listed is the accounts table, by id.
	Listed map[string]Account
	// Emit, if not nil, takes the rows of all tables, for which there may be no
	// memory.
	Emit func(row []any)
	// Events counts what was read.
	Events int64
}

// Cause is why something is no version, and the day that it came.
type Cause struct{ Reason, Day string }

// New is a history of nothing.
func New() *History {
	return &History{Findings: map[Identity][]*Version{}, Quarantined: map[Cause]int64{}, Listed: map[string]Account{}}
}

// envelope is an event.
type envelope struct {
	ID         *string `json:"id"`
	DetailType string  `json:"detail-type"`
	Time       string  `json:"time"`
	Detail     struct {
		Findings *[]json.RawMessage `json:"findings"`
	} `json:"detail"`
}

// Read adds the events of a raw object, a record a line, that was written at
// ingested.
func (h *History) Read(r io.Reader, rawObject string, ingested time.Time) error {
	lines := bufio.NewReaderSize(r, 1<<16)
	for {
		line, err := lines.ReadBytes('\n')
		if text := strings.TrimSpace(string(line)); text != "" {
			h.Events++
			h.line([]byte(text), rawObject, ingested)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading %q: %w", rawObject, err)
		}
	}
}

// Add adds what another History was told; that one is not to be used any more.
func (h *History) Add(other *History) {
	for id, versions := range other.Findings {
		h.Findings[id] = append(h.Findings[id], versions...)
	}
	for cause, n := range other.Quarantined {
		h.Quarantined[cause] += n
	}
	h.Now = max(h.Now, other.Now)
	h.Events += other.Events
}

func (h *History) line(line []byte, rawObject string, ingested time.Time) {
	cause := Cause{Day: ingested.UTC().Format(time.DateOnly)}
	var event envelope
	if json.Unmarshal(line, &event) != nil {
		cause.Reason = "not_json"
		h.Quarantined[cause]++
		return
	}
	known := event.DetailType == "Security Hub Findings - Imported" || event.DetailType == "Findings Imported V2"
	var versions []*Version
	identified, one := 0, false
	if known && event.Detail.Findings != nil {
		for _, finding := range *event.Detail.Findings {
			v, isFinding := decode(finding)
			one = one || isFinding
			if v != nil {
				identified++
				v.EventTime, v.EventID = clock(event.Time), textOf(event.ID)
				v.Ingested, v.RawObject = ingested.UTC().UnixMilli(), rawObject
				v.Digest = int64(xxhash.Sum64(finding)) //nolint:gosec // the bits, not the number
				versions = append(versions, v)
			}
		}
	}
	if !known || event.Detail.Findings == nil || len(*event.Detail.Findings) > 0 && !one {
		cause.Reason = "not_a_finding_event"
		h.Quarantined[cause]++
		return
	}
	for _, v := range versions {
		h.Findings[v.Identity] = append(h.Findings[v.Identity], v)
		h.Now = max(h.Now, v.Ingested)
	}
	if lost := len(*event.Detail.Findings) - identified; lost > 0 {
		cause.Reason = "no_identity"
		h.Quarantined[cause] += int64(lost)
	}
}

// decode reads a finding; no version if it cannot be told from others.
func decode(finding []byte) (v *Version, isFinding bool) {
	var class struct {
		UID *int64 `json:"class_uid"`
	}
	// Few have it, and to look for it takes as long as all the rest.
	if bytes.Contains(finding, []byte(`"class_uid"`)) && json.Unmarshal(finding, &class) == nil && class.UID != nil {
		switch *class.UID {
		case 2002, 2003, 2004, 2006:
			v = decodeOCSF(finding)
			isFinding = true
		}
	} else {
		v, isFinding = decodeASFF(finding)
	}
	if v == nil || !v.ID.Set || !v.Account.Set && !v.Product.Set {
		return nil, isFinding
	}
	if v.Product.Set {
		v.Product.V = shared(strings.Replace(v.Product.V, ":productv2/", ":product/", 1))
	}
	v.nameProduct()
	return v, true
}

// textOf makes a null of a member that is not there.
func textOf(s *string) Text {
	if s == nil {
		return Text{}
	}
	return some(shared(*s))
}

// shared keeps one copy of equal strings.
func shared(s string) string { return unique.Make(s).Value() }

// clock reads a time, to the millisecond before.
func clock(text string) Time {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02 15:04:05.999999999"} {
		if at, err := time.Parse(layout, text); err == nil {
			return some(at.UnixMilli())
		}
	}
	return Time{}
}
