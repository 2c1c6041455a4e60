// Package rule matches events against an EventBridge pattern, as the deployed
// rule does.
//
// It knows what our pattern uses and no more: members at the top level, each
// with the strings that it may have. Anything else that EventBridge's patterns
// can say (nesting, prefix, anything-but, $or and so on) is an error of Parse,
// never a match that the deployed rule would not make. The field's library for
// the whole language, quamina.net/go/quamina, is not served by every module
// proxy, so the build would not work everywhere.
package rule

import (
	"encoding/json"
	"errors"
	"fmt"

	"security-hub-analytics/findings"
	"security-hub-analytics/internal/jsonwalk"
)

// Rule is a pattern to match events against. It serves one goroutine.
type Rule struct {
	members map[string]*member
	cursor  jsonwalk.Cursor
	name    []byte
}

// member is what an event must have under one name.
type member struct {
	want    map[string]bool
	matched bool
}

// Parse reads a pattern.
func Parse(pattern string) (*Rule, error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal([]byte(pattern), &members); err != nil {
		return nil, fmt.Errorf("reading event pattern: %w", err)
	}
	if len(members) == 0 {
		return nil, errors.New("reading event pattern: it names no member, so EventBridge refuses it")
	}
	r := &Rule{members: map[string]*member{}}
	for name, raw := range members {
		var values []*string // a pointer tells null from ""
		if err := json.Unmarshal(raw, &values); err != nil || len(values) == 0 {
			return nil, fmt.Errorf("reading event pattern: %q: %s is not a list of strings, and nothing else is matched here", name, raw)
		}
		m := &member{want: map[string]bool{}}
		for _, value := range values {
			if value == nil {
				return nil, fmt.Errorf("reading event pattern: %q: null is not matched here", name)
			}
			m.want[*value] = true
		}
		r.members[name] = m
	}
	return r, nil
}

// Match says whether the event, a JSON value, has one of the wanted values under
// every name. Like event-ruler, which EventBridge itself uses, it takes a list for
// all that is in it, and a name that comes twice for both.
func (r *Rule) Match(event []byte) bool {
	c := &r.cursor
	c.Reset(event, 0, findings.MaxDepth)
	if c.Kind() != '{' {
		return false
	}
	for _, m := range r.members {
		m.matched = false
	}
	missing := len(r.members)
	for more := c.Enter(); more; more = c.Next('{') {
		name, escaped := c.Name()
		if escaped {
			r.name = jsonwalk.Unquote(r.name[:0], name)
			name = r.name
		}
		m := r.members[string(name)]
		if m == nil || m.matched {
			c.Skip()
			continue
		}
		if m.matched = r.value(m); m.matched {
			missing--
		}
		if missing == 0 { // whatever else there is
			return true
		}
	}
	return false
}

// value reads the value at the cursor and says whether it is, or holds, a wanted one.
func (r *Rule) value(m *member) (matched bool) {
	c := &r.cursor
	switch c.Kind() {
	case '"':
		text, escaped := c.String()
		if escaped {
			text = jsonwalk.Unquote(nil, text)
		}
		return m.want[string(text)]
	case '[':
		for more := c.Enter(); more; more = c.Next('[') {
			matched = r.value(m) || matched
		}
		return matched
	}
	c.Skip()
	return false
}
