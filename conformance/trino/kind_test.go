package trino

import (
	"fmt"
	"strings"
)

// kind is a Trino type.
type kind struct {
	name  string // such as varchar, array, row
	of    []kind
	names []string // of a row's members
}

// parseKind reads a type as Trino writes it, with its precision in the name.
func parseKind(text string) (kind, error) {
	text = strings.TrimSpace(text)
	name, inner, ok := strings.Cut(text, "(")
	if !ok || name == "timestamp" {
		return kind{name: text}, nil
	}
	if !strings.HasSuffix(inner, ")") {
		return kind{}, fmt.Errorf("type %q: no end", text)
	}
	k := kind{name: name}
	for _, part := range parts(strings.TrimSuffix(inner, ")")) {
		if name == "row" {
			member, rest, _ := strings.Cut(part, " ")
			k.names = append(k.names, strings.Trim(member, `"`))
			part = rest
		}
		of, err := parseKind(part)
		if err != nil {
			return kind{}, err
		}
		k.of = append(k.of, of)
	}
	return k, nil
}

// parts splits at the commas outside of parentheses.
func parts(list string) []string {
	var all []string
	depth, start := 0, 0
	for i, r := range list {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == ',' && depth == 0:
			all = append(all, strings.TrimSpace(list[start:i]))
			start = i + 1
		}
	}
	return append(all, strings.TrimSpace(list[start:]))
}

// String writes the type in one way, whatever quotes and blanks it came with.
func (k kind) String() string {
	if k.of == nil {
		return k.name
	}
	inner := make([]string, len(k.of))
	for i, of := range k.of {
		inner[i] = of.String()
		if k.name == "row" {
			inner[i] = k.names[i] + " " + inner[i]
		}
	}
	return k.name + "(" + strings.Join(inner, ", ") + ")"
}
