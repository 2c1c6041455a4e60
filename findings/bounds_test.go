package findings_test

import (
	"strings"
	"testing"

	"security-hub-analytics/findings"
)

// nested is a value with depth brackets, open after each other.
func nested(depth int) string {
	return strings.Repeat(`[`, depth) + strings.Repeat(`]`, depth)
}

// The bound of depth counts from the top-level value, wherever the nesting is.
func TestDepth(t *testing.T) {
	const depth = findings.MaxDepth
	tooDeep := func(text string) []record { return []record{{findings.TooDeep, findings.KindEvent, text}} }
	in := func(member, value string) string { // a value at depth 4
		return imported(strings.Replace(asff("deep"), `{`, `{"`+member+`":`+value+`,`, 1))
	}
	next := imported(asff("next"))
	for name, test := range map[string]struct {
		input string
		rows  string
		want  []record
	}{
		"just so deep":              {nested(depth) + next, "next", []record{noEvent(nested(depth))}},
		"just too deep":             {nested(depth+1) + "\n" + next, "next", tooDeep(nested(depth + 1))},
		"far too deep":              {nested(100_000) + "\n" + next, "next", tooDeep(nested(100_000))},
		"objects":                   {strings.Repeat(`{"a":`, depth+1) + "1" + strings.Repeat("}", depth+1) + "\n" + next, "next", tooDeep(strings.Repeat(`{"a":`, depth+1) + "1" + strings.Repeat("}", depth+1))},
		"no newline follows":        {nested(depth+1) + next, "", tooDeep(nested(depth+1) + next)},
		"cut at the first newline":  {"[\n" + nested(depth) + "\n]\n" + next, "next", append(tooDeep("["), noEvent(nested(depth)), notJSON("]"))},
		"never closed":              {strings.Repeat("[", depth+1), "", tooDeep(strings.Repeat("[", depth+1))},
		"never closed, not so deep": {strings.Repeat("[", depth), "", []record{notJSON(strings.Repeat("[", depth))}},
		"broken before it is deep":  {"[,\n" + next, "next", []record{notJSON("[,")}},
		"in a member unknown":       {in("x", nested(depth-4)) + next, "deep next", nil},
		"in one, too deep":          {in("x", nested(depth-3)) + "\n" + next, "next", tooDeep(in("x", nested(depth-3)))},
		"in a typed column":         {in("Title", nested(depth-4)) + next, "deep next", nil},
		"in one of them, too deep":  {in("Title", nested(depth-3)) + "\n" + next, "next", tooDeep(in("Title", nested(depth-3)))},
		"in a list of records":      {in("Resources", nested(depth-4)) + next, "deep next", nil},
		"in a map":                  {in("ProductFields", `{"a":`+nested(depth-5)+`}`) + next, "deep next", nil},
		"in JSON kept as written":   {in("Resources", `[{"Details":`+nested(depth-6)+`}]`) + next, "deep next", nil},
		"in one kept, too deep":     {in("Resources", `[{"Details":`+nested(depth-5)+`}]`) + "\n" + next, "next", tooDeep(in("Resources", `[{"Details":`+nested(depth-5)+`}]`))},
	} {
		t.Run(name, func(t *testing.T) {
			got := read(t, test.input, findings.Events)
			equal(t, "rows", got.ids, strings.Fields(test.rows))
			equal(t, "quarantined", got.records(), test.want)
		})
	}
}
