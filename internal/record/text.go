package record

import (
	"fmt"
	"sort"
	"strings"
)

// Text is a string in which outputs of other resources were recognised.
type Text []Part

// Part is a piece of a Text: a reference, or literal text.
type Part struct {
	Literal string
	Ref     *Ref
}

// Ref is an output of another resource, and the value that it has in this run.
type Ref struct{ URN, Output, Value string }

// String is the text with every reference resolved.
func (t Text) String() string {
	var b strings.Builder
	for _, p := range t {
		if p.Ref != nil {
			b.WriteString(p.Ref.Value)
		} else {
			b.WriteString(p.Literal)
		}
	}
	return b.String()
}

// known is an output that may stand in an input. Anywhere says that the value
// is so peculiar to its resource that it is recognised within longer strings;
// a fixed name such as "findings" is recognised only as a whole.
type known struct {
	Ref
	anywhere bool
}

// link writes s as a Text when it holds one of the values; else s comes back.
func link(s string, values []known) any {
	var text Text
	rest := s
	for rest != "" {
		at, best := -1, known{}
		for _, v := range values {
			i := strings.Index(rest, v.Value)
			if i < 0 || !v.anywhere && v.Value != s {
				continue
			}
			// The earliest, and of those the longest: an ARN before the name in it.
			if at < 0 || i < at || i == at && len(v.Value) > len(best.Value) {
				at, best = i, v
			}
		}
		if at < 0 {
			break
		}
		if at > 0 {
			text = append(text, Part{Literal: rest[:at]})
		}
		ref := best.Ref
		text = append(text, Part{Ref: &ref})
		rest = rest[at+len(best.Value):]
	}
	if len(text) == 0 {
		return s
	}
	if rest != "" {
		text = append(text, Part{Literal: rest})
	}
	return text
}

// linkAll is v with every string linked.
func linkAll(v any, values []known) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, x := range v {
			out[k] = linkAll(x, values)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = linkAll(x, values)
		}
		return out
	case string:
		return link(v, values)
	}
	return v
}

// Walk visits v and all that it holds, with paths such as rules[0].filter, in
// the order of their member names.
func Walk(v any, visit func(path string, v any)) { walk("", v, visit) }

func walk(path string, v any, visit func(string, any)) {
	visit(path, v)
	switch v := v.(type) {
	case map[string]any:
		names := make([]string, 0, len(v))
		for k := range v {
			names = append(names, k)
		}
		sort.Strings(names)
		for _, k := range names {
			walk(strings.TrimPrefix(path+"."+k, "."), v[k], visit)
		}
	case []any:
		for i, x := range v {
			walk(fmt.Sprintf("%s[%d]", path, i), x, visit)
		}
	}
}
