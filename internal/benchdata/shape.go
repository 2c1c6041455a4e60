package benchdata

import (
	"bytes"
	"regexp"
	"strings"
)

// shape is a real event cut into text that stays and slots that are drawn anew.
type shape struct {
	texts [][]byte // one more than slots
	slots []slot
}

// slot is a place in a shape. Equal values of one kind in a shape have the same
// index, so that they stay equal: an account in an ARN is that of the finding.
type slot struct {
	kind   kind
	index  int
	width  int    // digits, of a time those of the fraction
	like   []byte // of hexadecimal digits, where the dashes are
	zone   bool   // of a time, whether it ends in Z
	moving bool   // of a time, whether it moves with each version
}

type kind int

const (
	account kind = iota
	region
	hexDigits
	dateTime
	epoch
	eventID
	eventTime
)

var (
	// variable is everything that is drawn anew, the longer match first.
	variable = regexp.MustCompile(`^\{"version":"0","id":"[^"]*"` +
		`|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?` +
		`|time":\d{10,13}\b` +
		`|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b` +
		`|\b\d{12}\b` +
		`|\b[0-9a-f]{8,}\b` +
		`|\b(?:us|eu|ap|ca|sa)-(?:north|south|east|west|central|northeast|southeast)-\d\b`)
	mixedDigits = regexp.MustCompile(`[0-9].*[a-f]|[a-f].*[0-9]`)
	// movingTime is the members that a new version of a finding changes.
	movingTime = regexp.MustCompile(`"(?:time_dt|UpdatedAt|LastObservedAt|ProcessedAt|(?:modified_)?time|modified_time_dt)":"?$`)
	wrappedBy  = []byte(`"wrapped-by":"shub",`)
)

func newShape(line []byte) *shape {
	// Stretched events are all made here; the mark of the sample means another thing.
	line = bytes.Replace(line, wrappedBy, nil, 1)
	s := &shape{}
	known := map[kind]map[string]int{}
	from := 0
	for _, at := range variable.FindAllIndex(line, -1) {
		found, before := line[at[0]:at[1]], line[:at[0]]
		var sl slot
		start, end := at[0], at[1]
		switch {
		case found[0] == '{':
			sl = slot{kind: eventID}
			start, end = bytes.LastIndexByte(found[:len(found)-1], '"')+1, end-1
		case bytes.HasPrefix(found, []byte(`time":`)):
			start += len(`time":`)
			sl = slot{kind: epoch, width: end - start, moving: movingTime.Match(line[:start])}
		case len(found) > 10 && found[4] == '-' && found[10] == 'T':
			fraction := 0
			if dot := bytes.IndexByte(found, '.'); dot > 0 {
				fraction = len(bytes.TrimSuffix(found, []byte("Z"))) - dot - 1
			}
			if bytes.HasSuffix(before, []byte(`"time":"`)) {
				sl = slot{kind: eventTime}
				break
			}
			sl = slot{kind: dateTime, width: fraction, zone: found[len(found)-1] == 'Z', moving: movingTime.Match(before)}
		case bytes.ContainsAny(found, "stuw"): // a letter of every Region, and no hexadecimal digit
			sl = slot{kind: region}
		case len(found) == 12 && !mixedDigits.Match(found):
			sl = slot{kind: account}
		case mixedDigits.Match(found):
			sl = slot{kind: hexDigits, width: len(found), like: found}
		default:
			continue // a number or a word
		}
		sl.index = indexOf(known, sl.kind, string(line[start:end]))
		s.texts = append(s.texts, line[from:start])
		s.slots = append(s.slots, sl)
		from = end
	}
	s.texts = append(s.texts, line[from:])
	return s
}

func indexOf(known map[kind]map[string]int, k kind, value string) int {
	if known[k] == nil {
		known[k] = map[string]int{}
	}
	i, ok := known[k][value]
	if !ok {
		i = len(known[k])
		known[k][value] = i
	}
	return i
}

// isDrawn says whether an id has digits that newShape draws anew.
func isDrawn(id string) bool {
	for _, found := range variable.FindAllString(id, -1) {
		if mixedDigits.MatchString(found) && !strings.ContainsAny(found, "stuw") {
			return true
		}
	}
	return false
}

// append appends the event that the shape becomes with v.
func (s *shape) append(buf []byte, v values) []byte {
	for i, sl := range s.slots {
		buf = append(buf, s.texts[i]...)
		buf = v.append(buf, sl)
	}
	return append(buf, s.texts[len(s.slots)]...)
}
