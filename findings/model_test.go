package findings_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"security-hub-analytics/findings"
)

// model reads events as the design says and as plainly as can be, with
// other people's JSON readers; the Reader must agree with it. It knows nothing
// of what is too large.
func model(input string) *reading {
	got := &reading{}
	c := &got.counts
	c.BytesIn = int64(len(input))
	quarantine := func(reason findings.Reason, kind findings.Kind, offset int, text string) {
		got.quarantined = append(got.quarantined, findings.Quarantined{
			Reason: reason, Kind: kind, Offset: int64(offset), Record: []byte(text), Part: (len(text) - 1) / findings.PartBytes,
		})
	}
	for pos := 0; pos < len(input); {
		if n := blankAt(input[pos:]); n > 0 {
			pos, c.BytesBlank = pos+n, c.BytesBlank+int64(n)
			continue
		}
		c.Events++
		n, reason := valueAt(input[pos:])
		if reason != "" {
			if n = strings.IndexByte(input[pos:], '\n'); n < 0 {
				n = len(input) - pos
			}
		}
		text := input[pos : pos+n]
		elements, ok := elementsOf(text)
		switch {
		case reason != "":
			quarantine(reason, findings.KindEvent, pos, text)
		case !ok:
			quarantine(findings.NotAFindingEvent, findings.KindEvent, pos, text)
		case len(elements) == 0:
			c.Empty++
		default:
			c.WithFindings++
			from := 0
			for _, e := range elements {
				c.Findings++
				from += strings.Index(text[from:], string(e))
				if id, what := identityOf(e); what == aRow {
					got.ids, got.rows = append(got.ids, id), append(got.rows, string(e))
				} else {
					quarantine(findings.NoIdentity, findings.KindFinding, pos+from, string(e))
				}
				from += len(e)
			}
		}
		pos, c.BytesEvents = pos+n, c.BytesEvents+int64(n)
	}
	return got
}

func blankAt(s string) int {
	switch {
	case strings.HasPrefix(s, bom):
		return len(bom)
	case strings.IndexByte(" \t\r\n", s[0]) >= 0:
		return 1
	}
	return 0
}

// valueAt measures the JSON value at the start of s.
func valueAt(s string) (n int, reason findings.Reason) {
	d := jsontext.NewDecoder(strings.NewReader(s), jsontext.AllowDuplicateNames(true))
	for {
		_, err := d.ReadToken()
		switch {
		case err != nil:
			return 0, findings.NotJSON
		case d.StackDepth() > findings.MaxDepth:
			return 0, findings.TooDeep
		case d.StackDepth() == 0:
			return int(d.InputOffset()), ""
		}
	}
}

type members map[string]json.RawMessage // the last of a name wins

// elementsOf returns the elements of the event's list of findings; ok is false
// for what is no event of findings.
func elementsOf(event string) (elements []json.RawMessage, ok bool) {
	var envelope, detail members
	if json.Unmarshal([]byte(event), &envelope) != nil {
		return nil, false
	}
	if t := textOf(envelope["detail-type"]); t != findings.DetailTypeASFF && t != findings.DetailTypeOCSF {
		return nil, false
	}
	if json.Unmarshal(envelope["detail"], &detail) != nil {
		return nil, false
	}
	switch list := bytes.TrimSpace(detail["findings"]); {
	case bytes.HasPrefix(list, []byte("{")):
		elements = []json.RawMessage{list}
	case !bytes.HasPrefix(list, []byte("[")) || json.Unmarshal(list, &elements) != nil:
		return nil, false
	}
	for _, e := range elements {
		if _, what := identityOf(e); what != noFinding {
			return elements, true
		}
	}
	return elements, len(elements) == 0
}

const (
	noFinding = iota
	noName
	aRow
)

// identityOf says what an element of a list is, and its id.
func identityOf(element []byte) (id string, what int) {
	var finding members
	if json.Unmarshal(element, &finding) != nil {
		return "", noFinding
	}
	var account, product string
	switch classOf(finding) {
	case 2002, 2003, 2004, 2006:
		id, account, product = textOf(at(finding, "finding_info", "uid")), textOf(at(finding, "cloud", "account", "uid")), textOf(at(finding, "metadata", "product", "uid"))
	default:
		known := false
		for _, mark := range []string{"SchemaVersion", "Id", "ProductArn", "GeneratorId", "AwsAccountId"} {
			known = known || finding[mark] != nil
		}
		if !known {
			return "", noFinding
		}
		id, account, product = textOf(finding["Id"]), textOf(finding["AwsAccountId"]), textOf(finding["ProductArn"])
	}
	if id == "" || account == "" && product == "" {
		return "", noName
	}
	return id, aRow
}

// classOf reads class_uid as generously as any number: whatever its letter
// case, if there is none of the exact name, and out of text as well.
func classOf(finding members) float64 {
	value := finding["class_uid"]
	for name, other := range finding {
		if value == nil && len(name) == len("class_uid") && strings.EqualFold(name, "class_uid") {
			value = other
		}
	}
	text := strings.TrimSpace(textOf(value))
	class, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.ContainsAny(text, "xX_") {
		return 0
	}
	return class
}

func at(m members, path ...string) json.RawMessage {
	for _, name := range path[:len(path)-1] {
		var inner members
		if json.Unmarshal(m[name], &inner) != nil {
			return nil
		}
		m = inner
	}
	return m[path[len(path)-1]]
}

// textOf is the text of a string, a number or a boolean; "" for anything else.
func textOf(value json.RawMessage) string {
	var text any
	d := json.NewDecoder(bytes.NewReader(value))
	d.UseNumber()
	if err := d.Decode(&text); errors.Is(err, io.EOF) {
		return ""
	}
	switch text := text.(type) {
	case string:
		return text
	case json.Number, bool:
		return string(value)
	}
	return ""
}
