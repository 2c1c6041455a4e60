package benchdata

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// SeedTransform does what the project that this one started from does with its
// events, as well as Go can: it decodes each event of r into maps, flattens each
// finding to one level of keys such as Resources_0_Id, turns every value into
// text the way Python's str does, and writes one line of JSON a finding to w,
// compressed with gzip. It returns the number of findings. It is here to be
// measured against, and for nothing else: it loses types, and one bad record
// ends it.
func SeedTransform(r io.Reader, w io.Writer) (int, error) {
	events := json.NewDecoder(bufio.NewReaderSize(r, 1<<16))
	packed := gzip.NewWriter(w)
	lines := json.NewEncoder(packed)
	findings := 0
	for {
		var event map[string]any
		if err := events.Decode(&event); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return findings, fmt.Errorf("decoding event after finding %d: %w", findings, err)
		}
		detail, _ := event["detail"].(map[string]any)
		list, _ := detail["findings"].([]any)
		for _, finding := range list {
			row := map[string]string{}
			flatten(row, "", finding)
			if err := lines.Encode(row); err != nil {
				return findings, fmt.Errorf("writing finding %d: %w", findings, err)
			}
			findings++
		}
	}
	if err := packed.Close(); err != nil {
		return findings, fmt.Errorf("writing the findings: %w", err)
	}
	return findings, nil
}

// flatten puts value into row under name, its members under name_member.
func flatten(row map[string]string, name string, value any) {
	below := name
	if below != "" {
		below += "_"
	}
	switch v := value.(type) {
	case map[string]any:
		if len(v) == 0 {
			row[name] = "{}"
		}
		for member, inner := range v {
			flatten(row, below+member, inner)
		}
	case []any:
		if len(v) == 0 {
			row[name] = "[]"
		}
		for i, inner := range v {
			flatten(row, below+strconv.Itoa(i), inner)
		}
	case string:
		row[name] = v
	case bool:
		row[name] = "False"
		if v {
			row[name] = "True"
		}
	case float64:
		row[name] = strconv.FormatFloat(v, 'f', -1, 64)
	case nil:
		row[name] = "None"
	}
}
