package settings

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Type is a type of a key, as Pulumi.yaml names it.
type Type string

// The types of keys.
const (
	String  Type = "string"
	Integer Type = "integer"
	Boolean Type = "boolean"
	Strings Type = "array" // of strings
)

// Key is one key of the configuration.
type Key struct {
	// Name is the key within the project's namespace.
	Name string
	Type Type
	// Default is what holds without the key, as Pulumi hands it over: a list is
	// JSON. "" and [] mean that there is nothing.
	Default string
	// Allowed says in words what the key may be.
	Allowed string
	// Description says in whole sentences what the key does.
	Description string

	// set stores the text, and says whether it may.
	set func(s *Settings, text string) bool
}

// Section is the keys of one component, or those of the whole stack.
type Section struct {
	// Title is the component's name, or "stack".
	Title string
	// Intro is one sentence on what the component does.
	Intro string
	Keys  []Key
}

// Sections lists all keys, in the order of the findings' way.
func Sections() []Section {
	return []Section{
		{"stack", "What holds for all components.", stackKeys()},
		{"detect", "Security Hub itself, and the scheduled scanner.", detectKeys()},
		{"ingest", "From Security Hub's events to the raw bucket.", ingestKeys()},
		{"transform", "From raw objects to the lake.", transformKeys()},
		{"catalog", "Database, tables, views and workgroups.", catalogKeys()},
		{"visualize", "The dashboard in QuickSight.", visualizeKeys()},
		{"operate", "Alarms, and what they tell to whom.", operateKeys()},
	}
}

// Keys lists all keys.
func Keys() []Key {
	var keys []Key
	for _, section := range Sections() {
		keys = append(keys, section.Keys...)
	}
	return keys
}

// A Problem is what is wrong with one key, or with the names around it.
type Problem struct {
	// Key is the key's name.
	Key string
	// Value is what it says.
	Value string
	// Want is what it may say.
	Want string
}

// Error names the key, what it says and what it may say.
func (p Problem) Error() string {
	return fmt.Sprintf("reading config key %s: got %s, want %s", p.Key, quote(p.Value), p.Want)
}

// quote keeps JSON readable and everything else unmistakable.
func quote(value string) string {
	const most = 200
	if len(value) > most {
		value = value[:most] + "..."
	}
	if strings.HasPrefix(value, "[") && !strings.ContainsAny(value, "\n\r\t") {
		return value
	}
	return fmt.Sprintf("%q", value)
}

// quoteList writes a list as the configuration has it.
func quoteList(list []string) string {
	text, err := json.Marshal(list)
	if err != nil {
		return ""
	}
	return string(text)
}

// nearest is the known name that a misspelt one may have meant, or nothing.
func nearest(name string, known []string) string {
	best, least := "", 1+len(name)/3 // so far apart it is another word
	for _, k := range known {
		if d := distance(strings.ToLower(name), strings.ToLower(k)); d < least {
			best, least = k, d
		}
	}
	return best
}

// distance is Levenshtein's.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = slices.Min([]int{cost, row[j] + 1, diagonal + 1})
		}
	}
	return row[len(b)]
}
