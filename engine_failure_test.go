package main

import (
	"errors"
	"slices"
	"testing"

	"security-hub-analytics/internal/enginetest"
	"security-hub-analytics/internal/memcloud"
)

// TestEngineFailures: each resource fails the first time that it is to be made, and
// each up carries on where the last one broke off. Then each fails the first time
// that it is to be deleted. In the maximal stack one fails an up, in the others all
// that the engine starts before it stops.
func TestEngineFailures(t *testing.T) {
	eachEngineStack(t, func(t *testing.T, s *enginetest.Stack) {
		before := s.Cloud.Objects()
		whole := customs(s.Preview().OK(t))
		if s.Name() == "maximal" {
			s.Parallel = 1
		}

		made := failing(t, s, "Create", s.Up)
		if missed := missing(whole, made); len(missed) > 0 {
			t.Errorf("never failed: %v", missed)
		}
		s.Up().Unchanged(t)
		s.Refresh().Unchanged(t)

		t.Logf("%d creations failed", len(made))
		fill(s)
		gone := failing(t, s, "Delete", s.Destroy)
		if n := len(s.Resources()); n > 0 {
			t.Errorf("destroy left %d resources in the state", n)
		}
		keptAsPromised(t, s, left(s.Cloud, before))
		t.Logf("%d deletions failed", len(gone))
	})
}

// failing repeats an operation until it is through, while the first request of a
// method for each resource fails. It returns which failed.
func failing(t *testing.T, s *enginetest.Stack, method string, operation func() *enginetest.Result) []string {
	t.Helper()
	var failed []string
	s.Cloud.Fail = func(c memcloud.Call) error {
		name := c.Type + " " + c.Name
		if c.Method != method || slices.Contains(failed, name) {
			return nil
		}
		failed = append(failed, name)
		return errors.New("ThrottlingException: Rate exceeded")
	}
	defer func() { s.Cloud.Fail = nil }()
	for range 1000 {
		n := len(failed)
		r := operation()
		if r.Err == nil {
			return failed
		}
		if len(failed) == n || !r.Said("Rate exceeded") {
			t.Fatalf("%s does not carry on after %v failed: %v\n%v", r.Name, failed, r.Err, r.Messages)
		}
	}
	t.Fatal("no end")
	return nil
}

// customs lists what a preview would make in the account, providers and components
// left out.
func customs(r *enginetest.Result) []string {
	var names []string
	for _, step := range r.Of("create") {
		if memcloud.Tokens()[step.Type] {
			names = append(names, step.Type+" "+step.Name)
		}
	}
	return names
}

func missing(want, got []string) []string {
	return slices.DeleteFunc(slices.Clone(want), func(w string) bool { return slices.Contains(got, w) })
}
