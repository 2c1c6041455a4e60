package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"time"

	"security-hub-analytics/local/wrap"
)

// file is one file of the sample in the making.
type file struct {
	name                      string // below data/
	lines                     [][]byte
	json, wrapped             bool
	events, findings          int
	newest                    time.Time
	origins                   []origin
	repository, licence, done string
}

// origin is what one upstream file gave to a file of the sample.
type origin struct {
	upstream
	records int
}

// collect sorts what the upstream files hold into the files of the sample: real
// events as they are, findings without one wrapped, each only once.
func collect(all []upstream) ([]*file, error) {
	var files []*file
	byName := map[string]*file{}
	seen := map[string]bool{}

	put := func(u upstream, f file, record []byte) error {
		if seen[string(record)] {
			return nil
		}
		seen[string(record)] = true
		into := byName[f.name]
		if into == nil {
			f.repository, f.licence = u.repository, u.licence
			into = &f
			byName[f.name] = into
			files = append(files, into)
		}
		return into.add(u, record)
	}

	for _, u := range all {
		if asIs(u) {
			f := file{name: path.Join(u.repository, path.Base(u.path)+".gz"), done: "as it is, compressed; it is a shell script and no event"}
			if err := put(u, f, u.content); err != nil {
				return nil, err
			}
			continue
		}
		events, findings, err := pick(u.content)
		if err != nil {
			return nil, fmt.Errorf("reading %q: %w", u.file, err)
		}
		if len(events)+len(findings) == 0 {
			return nil, fmt.Errorf("reading %q: neither an event nor a finding in it", u.file)
		}
		for _, event := range events {
			f := file{name: path.Join(u.repository, "events.ndjson.gz"), json: true, done: "events as they are, one a line"}
			if err := put(u, f, event); err != nil {
				return nil, err
			}
		}
		for _, finding := range findings {
			f := file{name: wrappedName(u), json: true, wrapped: true, done: "findings as they are, each wrapped in a generated event that says so"}
			event, err := wrap.Event(finding)
			if err != nil {
				return nil, fmt.Errorf("wrapping a finding of %q: %w", u.file, err)
			}
			if err := put(u, f, event); err != nil {
				return nil, err
			}
		}
	}
	return files, nil
}

func wrappedName(u upstream) string {
	switch u.file {
	case prowlerRun[0].file:
		return "prowler-run/asff.ndjson.gz"
	case prowlerRun[1].file:
		return "prowler-run/ocsf.ndjson.gz"
	}
	return path.Join(u.repository, "wrapped.ndjson.gz")
}

// add appends a record, and counts it.
func (f *file) add(u upstream, record []byte) error {
	f.lines = append(f.lines, record)
	if last := len(f.origins) - 1; last < 0 || f.origins[last].file != u.file {
		f.origins = append(f.origins, origin{upstream: u})
	}
	f.origins[len(f.origins)-1].records++
	if !f.json {
		return nil
	}
	var event struct {
		Time   time.Time
		Detail struct{ Findings []json.RawMessage }
	}
	if err := json.Unmarshal(record, &event); err != nil {
		return fmt.Errorf("reading an event of %q: %w", u.file, err)
	}
	f.events++
	f.findings += len(event.Detail.Findings)
	if event.Time.After(f.newest) {
		f.newest = event.Time
	}
	return nil
}

// pick finds the events, and the findings outside of them, in any JSON: files,
// arrays, bodies of API calls, test programs. It keeps their bytes but for
// blanks.
func pick(content []byte) (events, findings [][]byte, err error) {
	dec := json.NewDecoder(bytes.NewReader(content))
	for {
		var value json.RawMessage
		if err := dec.Decode(&value); errors.Is(err, io.EOF) {
			return events, findings, nil
		} else if err != nil {
			return nil, nil, err
		}
		pickFrom(value, &events, &findings)
	}
}

func pickFrom(value json.RawMessage, events, findings *[][]byte) {
	var list []json.RawMessage
	if json.Unmarshal(value, &list) == nil {
		for _, element := range list {
			pickFrom(element, events, findings)
		}
		return
	}
	var members map[string]json.RawMessage
	if json.Unmarshal(value, &members) != nil {
		return
	}
	has := func(name string) bool { return members[name] != nil }
	switch {
	case has("detail-type") && has("detail"):
		*events = append(*events, oneLine(value))
	case has("class_uid"), has("ProductArn"), has("SchemaVersion"):
		*findings = append(*findings, oneLine(value))
	default:
		for _, name := range names(value) {
			pickFrom(members[name], events, findings)
		}
	}
}
