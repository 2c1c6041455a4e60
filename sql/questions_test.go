package sql

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestQuestions: each has a title of its own that Athena takes, asks something of
// relations that there are, and calls no function that is not tried on both engines.
func TestQuestions(t *testing.T) {
	t.Parallel()
	questions, err := Questions()
	if err != nil {
		t.Fatal(err)
	}
	known := slices.Clone(tables)
	for _, view := range allViews(t) {
		known = append(known, view.Name)
	}
	relation := regexp.MustCompile(`(?:from|join) ([a-z_]+)`)
	call := regexp.MustCompile(`\b([a-z_0-9]+)\(`)
	titles := map[string]bool{}
	for _, q := range questions {
		t.Run(q.Name, func(t *testing.T) {
			if titles[q.Title] || len(q.Title) > 80 || q.Description == "" {
				t.Errorf("title %q, question %q", q.Title, q.Description)
			}
			titles[q.Title] = true
			if len(q.Description) > 1024 || len(q.SQL) > 262144 { // Athena's API reference, NamedQuery
				t.Errorf("longer than Athena saves")
			}
			for _, found := range relation.FindAllStringSubmatch(withoutStrings(q.SQL), -1) {
				if name := found[1]; !slices.Contains(known, name) && !strings.Contains(q.SQL, name+" as (") {
					t.Errorf("it reads %q, which there is not", name)
				}
			}
			for _, found := range call.FindAllStringSubmatch(withoutStrings(q.SQL), -1) {
				if name := found[1]; !slices.Contains([]string{"in", "as", "cast"}, name) && !slices.Contains(Functions(), name) {
					t.Errorf("it calls %s, which is not tried on both engines", name)
				}
			}
			if strings.Contains(q.SQL, "select *") {
				t.Error("it selects *: say what is of interest")
			}
		})
	}
	if len(questions) < 20 {
		t.Errorf("%d questions, where have the others gone?", len(questions))
	}
}
