package enginetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// Resource is one entry of a stack's state.
type Resource struct {
	URN, Type, Name, ID, Parent string
	// Custom is false for components. Delete marks what a failed operation left
	// to be deleted. Retain is the option retainOnDelete.
	Custom, Delete, Retain, Protect bool
	Inputs, Outputs                 resource.PropertyMap
}

// Step is a change that the engine made, or would make.
type Step struct {
	// Op is Pulumi's word: create, update, replace, delete, import, read, ...
	Op string
	// URN, Type and Name say which resource.
	URN, Type, Name string
	// Changes are the inputs that differ.
	Changes []string
}

// String is one line of a table: operation, type, name and what changed.
func (s Step) String() string {
	line := s.Op + " " + s.Type + " " + s.Name
	if len(s.Changes) > 0 {
		line += " [" + strings.Join(s.Changes, " ") + "]"
	}
	return line
}

// Result is what an operation did.
type Result struct {
	Name string
	// Steps are the changes, by URN; what stayed as it was is left out.
	Steps []Step
	// Failed are the URNs whose step failed.
	Failed []string
	// Messages are what the user was told.
	Messages []string
	Err      error
}

// OK ends the test when the operation failed.
func (r *Result) OK(t testing.TB) *Result {
	t.Helper()
	if r.Err != nil {
		t.Fatalf("%s: %v\n%s", r.Name, r.Err, strings.Join(r.Messages, "\n"))
	}
	return r
}

// Unchanged ends the test when the operation failed or changed anything.
func (r *Result) Unchanged(t testing.TB) {
	t.Helper()
	if r.OK(t); len(r.Steps) > 0 {
		t.Fatalf("%s changed %d resources, want none:\n%s", r.Name, len(r.Steps), r.Table())
	}
}

// Said reports whether a message contains a text.
func (r *Result) Said(text string) bool {
	return slices.ContainsFunc(r.Messages, func(m string) bool { return strings.Contains(m, text) })
}

// Of returns the steps with one of the operations.
func (r *Result) Of(ops ...string) []Step {
	var steps []Step
	for _, s := range r.Steps {
		if slices.Contains(ops, s.Op) {
			steps = append(steps, s)
		}
	}
	return steps
}

// Counts says how many steps of each operation there were.
func (r *Result) Counts() string {
	n := map[string]int{}
	for _, s := range r.Steps {
		n[s.Op]++
	}
	var parts []string
	for op, count := range n {
		parts = append(parts, fmt.Sprintf("%d %s", count, op))
	}
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}

// Table is the steps, one a line.
func (r *Result) Table() string {
	var b strings.Builder
	for _, s := range r.Steps {
		b.WriteString(s.String() + "\n")
	}
	return b.String()
}
