package settings

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"time"
)

// Source is where the configuration of a stack comes from.
type Source struct {
	// Project and Stack are Pulumi's names.
	Project, Stack string
	// Get returns the text of a key in the project's namespace, a list as JSON,
	// and whether the key is there.
	Get func(key string) (text string, found bool, err error)
	// Known lists the keys that there are in the namespace, so that a misspelt one
	// is told; nil if nobody can say.
	Known []string
	// Open opens a file named relative to the folder of Pulumi.yaml; nil if files
	// are not to be looked at.
	Open func(path string) (io.ReadCloser, error)
	// Region is the stack's own Region (aws:region), as far as it is known.
	Region string
	// Now is what a day of the future is told by; the zero time means not at all.
	Now time.Time
}

// Load reads and checks every key. The error joins all problems there are, most
// of them a Problem. Settings come also with an error, as far as they could be
// read: with defaults where a key is malformed.
func Load(from Source) (*Settings, error) {
	s := &Settings{Project: from.Project, Stack: from.Stack}
	var problems []error
	keys := Keys()
	for _, key := range keys {
		text, found, err := from.Get(key.Name)
		if err != nil {
			problems = append(problems, fmt.Errorf("reading config key %s: %w", key.Name, err))
		}
		absent := !found || err != nil || text == key.Default || text == "" && key.Default == "[]"
		if absent {
			text = key.Default
		}
		if !key.set(s, text) {
			if absent {
				panic("settings: the default of " + key.Name + " is not allowed") // a test loads them all
			}
			problems = append(problems, Problem{key.Name, text, key.Allowed})
			key.set(s, key.Default)
		}
	}
	problems = append(problems, unknown(from.Known, keys)...)
	s.derive()
	s.deriveVisualize()
	problems = append(problems, s.check(from)...)
	return s, errors.Join(problems...)
}

// unknown reports the keys that nobody declares.
func unknown(known []string, keys []Key) []error {
	names := make([]string, len(keys))
	for i, key := range keys {
		names[i] = key.Name
	}
	var problems []error
	for _, name := range known {
		if slices.Contains(names, name) {
			continue
		}
		hint := "docs/configuration.md lists all"
		if meant := nearest(name, names); meant != "" {
			hint = "perhaps " + meant + " was meant"
		}
		problems = append(problems, fmt.Errorf("reading config key %s: there is no such key: %s; remove it with: pulumi config rm %s", name, hint, name))
	}
	return problems
}
