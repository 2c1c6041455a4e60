package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// entry is one line of data/index.json: what package sample must know of a file
// without unpacking it.
type entry struct {
	Name     string    `json:"name"`
	Modified time.Time `json:"modified"`
	Events   int       `json:"events"`
	Findings int       `json:"findings"`
	JSON     bool      `json:"json"`
	Wrapped  bool      `json:"wrapped"`
}

// delivery is how long after its newest event a file is taken to have arrived: a
// delivery buffer's five minutes.
const delivery = 5 * time.Minute

// noEvents is the date of the one file without any: the time that is written in
// the shell script.
var noEvents = time.Date(2022, 1, 17, 14, 0, 54, 0, time.UTC)

// writeData replaces data/ below out.
func writeData(out string, files []*file) error {
	data := filepath.Join(out, "data")
	if err := os.RemoveAll(data); err != nil {
		return fmt.Errorf("clearing %q: %w", data, err)
	}
	var index []entry
	for _, f := range files {
		newest := f.newest
		if !f.json {
			newest = noEvents
		}
		modified := newest.Add(delivery)
		index = append(index, entry{f.name, modified, f.events, f.findings, f.json, f.wrapped})

		content := bytes.Join(f.lines, []byte("\n"))
		if f.json {
			content = append(content, '\n')
		}
		packed, err := pack(content)
		if err != nil {
			return fmt.Errorf("packing %q: %w", f.name, err)
		}
		if err := write(filepath.Join(data, filepath.FromSlash(f.name)), packed); err != nil {
			return err
		}
	}
	listed, err := json.MarshalIndent(index, "", "  ")
	if err != nil {
		return fmt.Errorf("writing the index: %w", err)
	}
	return write(filepath.Join(data, "index.json"), append(listed, '\n'))
}

func write(name string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fmt.Errorf("writing %q: %w", name, err)
	}
	if err := os.WriteFile(name, content, 0o644); err != nil {
		return fmt.Errorf("writing %q: %w", name, err)
	}
	return nil
}
