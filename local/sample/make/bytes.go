package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
)

// readFile reads a file, unpacked if its name says that it is packed.
func readFile(name string) ([]byte, error) {
	packed, err := os.ReadFile(name)
	if err != nil || !strings.HasSuffix(name, ".gz") {
		return packed, err
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("unpacking %q: %w", name, err)
	}
	content, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("unpacking %q: %w", name, err)
	}
	return content, nil
}

// pack compresses without name or time, so that equal content is equal bytes.
func pack(content []byte) ([]byte, error) {
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}

// oneLine takes the blanks between the tokens of valid JSON away.
func oneLine(value []byte) []byte {
	var line bytes.Buffer
	if err := json.Compact(&line, value); err != nil {
		panic(err) // the caller has just read it as JSON
	}
	return line.Bytes()
}

// names lists the members of an object in the order they are written in, so that
// the sample does not depend on the order of a Go map.
func names(object []byte) []string {
	dec := json.NewDecoder(bytes.NewReader(object))
	var list []string
	if _, err := dec.Token(); err != nil {
		return nil
	}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return list
		}
		if s, ok := name.(string); ok {
			list = append(list, s)
		}
		var skipped json.RawMessage
		if err := dec.Decode(&skipped); err != nil {
			return list
		}
	}
	return list
}
