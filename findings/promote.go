package findings

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"security-hub-analytics/internal/jsonwalk"
)

// promotion is a stack-config column: a name and a path in each schema.
type promotion struct {
	name       string
	paths      [2][]step // by schema; nil if the schema has none
	asff, ocsf string    // as written
}

// step is one step of a path: into a member, or into an element of a list.
type step struct {
	name  string
	index int // -1 for a member
}

var columnName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,127}$`)

// parsePromotion reads name=asffPath|ocsfPath; either path may be empty, not both.
func parsePromotion(spec string) (promotion, error) {
	name, paths, found := strings.Cut(spec, "=")
	if !found {
		return promotion{}, fmt.Errorf("column %q: want name=asffPath or name=asffPath|ocsfPath", spec)
	}
	if !columnName.MatchString(name) {
		return promotion{}, fmt.Errorf("column %q: the name %q must begin with a letter a-z and hold only a-z, 0-9 and _, at most 128", spec, name)
	}
	p := promotion{name: name}
	p.asff, p.ocsf = cutOutsideQuotes(paths)
	if p.asff == "" && p.ocsf == "" {
		return promotion{}, fmt.Errorf("column %q: the path is missing", spec)
	}
	for s, path := range map[schema]string{asffSchema: p.asff, ocsfSchema: p.ocsf} {
		if path == "" {
			continue
		}
		steps, err := parsePath(path)
		if err != nil {
			return promotion{}, fmt.Errorf("column %q: the %s path %q: %w", name, s, path, err)
		}
		p.paths[s] = steps
	}
	return p, nil
}

// cutOutsideQuotes cuts at the first | that is not in a ["key"].
func cutOutsideQuotes(s string) (before, after string) {
	quoted := false
	for i := 0; i < len(s); i++ {
		switch {
		case quoted && s[i] == '\\':
			i++
		case s[i] == '"':
			quoted = !quoted
		case s[i] == '|' && !quoted:
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}

var (
	memberStep = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*`)
	indexStep  = regexp.MustCompile(`^\[(0|[1-9][0-9]{0,8})\]`)
	keyStep    = regexp.MustCompile(`^\[("(?:[^"\\]|\\.)*")\]`)
)

// parsePath reads a path: Name, [n] and ["any key"], members joined by dots.
func parsePath(path string) ([]step, error) {
	var steps []step
	rest := path
	for rest != "" {
		if len(steps) > 0 && rest[0] == '.' {
			if rest = rest[1:]; !memberStep.MatchString(rest) {
				return nil, fmt.Errorf("after a dot at position %d a name must follow", len(path)-len(rest))
			}
		} else if len(steps) > 0 && rest[0] != '[' {
			return nil, fmt.Errorf("at position %d a dot or a bracket must follow", len(path)-len(rest))
		}
		switch m := rest; {
		case memberStep.MatchString(m):
			name := memberStep.FindString(m)
			steps, rest = append(steps, step{name, -1}), rest[len(name):]
		case indexStep.MatchString(m):
			found := indexStep.FindStringSubmatch(m)
			n, _ := strconv.Atoi(found[1]) // nine digits at most
			steps, rest = append(steps, step{"", n}), rest[len(found[0]):]
		case keyStep.MatchString(m):
			found := keyStep.FindStringSubmatch(m)
			name, err := unquoteKey(found[1])
			if err != nil {
				return nil, err
			}
			steps, rest = append(steps, step{name, -1}), rest[len(found[0]):]
		default:
			return nil, fmt.Errorf("at position %d: want a name, [n] or [\"key\"]", len(path)-len(rest))
		}
	}
	return steps, nil
}

func unquoteKey(quoted string) (string, error) {
	var c jsonwalk.Cursor
	c.Reset([]byte(quoted), 0, 1)
	raw, _ := c.String()
	if c.Err() != nil {
		return "", fmt.Errorf("the key %s is no JSON string", quoted)
	}
	return string(jsonwalk.Unquote(nil, raw)), nil
}

// promote fills the promoted columns of r from its finding.
func (d *decoder) promote(r *Row, promoted []promotion) {
	if len(promoted) == 0 {
		return
	}
	s := asffSchema
	if string(r.SourceSchema) == ocsfSchema.String() {
		s = ocsfSchema
	}
	values := d.batch.texts.open(len(promoted))
	for i := range promoted {
		var v Text
		if steps := promoted[i].paths[s]; steps != nil {
			v = d.lookup(r.Finding, steps)
		}
		values = append(values, v)
	}
	d.batch.texts.close(values)
	r.Promoted = values
}

// lookup finds the value at a path: a scalar as its text, anything else as
// JSON, nil where there is none.
func (d *decoder) lookup(value []byte, steps []step) Text {
	var c jsonwalk.Cursor
	for _, st := range steps {
		c.Reset(value, 0, MaxDepth)
		value = nil
		switch open := c.Kind(); {
		case open == '{' && st.index < 0:
			for more := c.Enter(); more; more = c.Next(open) {
				name, escaped := c.Name()
				if escaped {
					name = d.unquote(name)
				}
				c.Kind()
				if v := c.Skip(); string(name) == st.name {
					value = v // of members with one name the last wins
				}
			}
		case open == '[' && st.index >= 0:
			i := 0
			for more := c.Enter(); more; more = c.Next(open) {
				c.Kind()
				if v := c.Skip(); i == st.index {
					value = v
				}
				i++
			}
		}
		if value == nil {
			return nil
		}
	}
	if value[0] == '"' {
		c.Reset(value, 0, MaxDepth)
		raw, escaped := c.String()
		if escaped {
			raw = d.unquote(raw)
		}
		return raw
	}
	if value[0] == 'n' {
		return nil
	}
	return value
}
