// Package sample is the input of `shub local` when nobody names one: findings
// and events that other projects published, none of them made up here.
//
// SOURCES.md names the origin and the licence of every file. The data is made by
// local/sample/make; a finding that was published without an event stands in one
// made by local/wrap, and is marked so.
package sample

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"time"
)

//go:embed data
var data embed.FS

// File is one raw object of the sample.
type File struct {
	// Key is the object's key, sample/ and the path in SOURCES.md.
	Key string
	// LastModified is when the object would have arrived: five minutes after its
	// newest event. It is fixed, so that the same days come out everywhere.
	LastModified time.Time
	// Size is the number of bytes that Open gives.
	Size int64
	// Events and Findings say how many are in it.
	Events, Findings int
	// JSON says that it is events one a line. The exception is a shell script
	// that somebody kept beside his events; it shows what quarantine does.
	JSON bool
	// Wrapped says that its events were made here, around bare findings.
	Wrapped bool

	content []byte
}

// Open reads the object as it would lie in S3: compressed with gzip.
func (f File) Open() (io.ReadCloser, error) {
	return io.NopCloser(bytes.NewReader(f.content)), nil
}

// Files lists the sample, in a fixed order.
func Files() ([]File, error) {
	listed, err := data.ReadFile("data/index.json")
	if err != nil {
		return nil, fmt.Errorf("reading the sample's index: %w", err)
	}
	var index []struct {
		Name             string
		Modified         time.Time
		Events, Findings int
		JSON, Wrapped    bool
	}
	if err := json.Unmarshal(listed, &index); err != nil {
		return nil, fmt.Errorf("reading the sample's index: %w", err)
	}
	files := make([]File, 0, len(index))
	for _, entry := range index {
		content, err := data.ReadFile("data/" + entry.Name)
		if err != nil {
			return nil, fmt.Errorf("reading the sample: %w", err)
		}
		files = append(files, File{
			Key: "sample/" + entry.Name, LastModified: entry.Modified, Size: int64(len(content)),
			Events: entry.Events, Findings: entry.Findings, JSON: entry.JSON, Wrapped: entry.Wrapped,
			content: content,
		})
	}
	return files, nil
}
