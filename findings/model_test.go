package findings_test

import (
	"bytes"
	"encoding/json"
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

// elementsOf returns the elements of the event's list of findings; ok is false
// for what is no event of findings.
func elementsOf(event string) (elements []json.RawMessage, ok bool) {
	envelope, _ := membersOf([]byte(event))
	if t := textOf(envelope.get("detail-type")); t != findings.DetailTypeASFF && t != findings.DetailTypeOCSF {
		return nil, false
	}
	lists := 0
	for _, member := range envelope {
		if member.name != "detail" {
			continue
		}
		detail, _ := membersOf(member.value)
		for _, member := range detail {
			var list []json.RawMessage
			switch {
			case member.name != "findings":
				continue
			case bytes.HasPrefix(member.value, []byte("{")):
				list = []json.RawMessage{member.value}
			case !bytes.HasPrefix(member.value, []byte("[")) || json.Unmarshal(member.value, &list) != nil:
				continue
			}
			lists++
			elements = append(elements, list...)
		}
	}
	if lists == 0 {
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
	finding, ok := membersOf(element)
	if !ok {
		return "", noFinding
	}
	var account, product string
	switch classOf(finding) {
	case 2002, 2003, 2004, 2006:
		id, account, product = textOf(at(finding, "finding_info", "uid")), textOf(at(finding, "cloud", "account", "uid")), textOf(at(finding, "metadata", "product", "uid"))
	default:
		known := false
		for _, mark := range []string{"SchemaVersion", "Id", "ProductArn", "GeneratorId", "AwsAccountId"} {
			known = known || finding.get(mark) != nil
		}
		if !known {
			return "", noFinding
		}
		id, account, product = textOf(finding.get("Id")), textOf(finding.get("AwsAccountId")), textOf(finding.get("ProductArn"))
	}
	if id == "" || account == "" && product == "" {
		return "", noName
	}
	return id, aRow
}

// classOf reads class_uid as generously as any number: whatever its letter
// case, if there is none of the exact name, and out of text as well.
func classOf(finding members) float64 {
	value := finding.get("class_uid")
	for _, other := range finding {
		if finding.get("class_uid") == nil && len(other.name) == len("class_uid") && strings.EqualFold(other.name, "class_uid") {
			value = other.value
		}
	}
	text := strings.TrimSpace(textOf(value))
	class, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.ContainsAny(text, "xX_") {
		return 0
	}
	return class
}
