package main

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/internal/enginetest"
	"security-hub-analytics/internal/memcloud"
)

// TestEngineFailures: each resource fails the first time that it is to be made, and
// each up carries on where the last one broke off. Then each fails the first time
// that it is to be deleted. An operation goes on with what can go on
// (--continue-on-error), so that some twenty are enough.
func TestEngineFailures(t *testing.T) {
	eachEngineStack(t, func(t *testing.T, s *enginetest.Stack) {
		s.ContinueOnError = true
		failEach(t, s, func(failed []string, name string) bool { return !slices.Contains(failed, name) })
	})
}

// TestEngineFailuresInTurn: one resource of each type fails, and nothing else is
// under way, as a user meets one fault after the other.
func TestEngineFailuresInTurn(t *testing.T) {
	t.Parallel()
	s := engineStack(t, "testdata/Pulumi.maximal.yaml")
	s.Parallel = 1
	failEach(t, s, func(failed []string, name string) bool {
		kind, _, _ := strings.Cut(name, " ")
		return !slices.ContainsFunc(failed, func(f string) bool { return strings.HasPrefix(f, kind+" ") })
	})
}

// failEach makes and destroys a stack while resources fail, each as long as may says
// of those that failed before and of "type name".
func failEach(t *testing.T, s *enginetest.Stack, may func(failed []string, name string) bool) {
	t.Helper()
	before := s.Cloud.Objects()
	preview := s.Preview().OK(t)
	failed := failing(t, s, "Create", s.Up, may)
	for _, step := range preview.Of("create") {
		if name := step.Type + " " + step.Name; memcloud.Tokens()[step.Type] && may(failed, name) {
			t.Errorf("%s did not fail", name)
		}
	}
	s.Up().Unchanged(t)
	s.Refresh().Unchanged(t)
	t.Logf("%d creations failed, %d operations", len(failed), s.Operations)

	fill(s)
	failed = failing(t, s, "Delete", s.Destroy, may)
	if n := len(s.Resources()); n > 0 {
		t.Errorf("destroy left %d resources in the state", n)
	}
	keptAsPromised(t, s, left(s.Cloud, before))
	t.Logf("%d deletions failed, %d operations", len(failed), s.Operations)
}

// failing repeats an operation until it is through, while requests of a method fail.
// It returns for which resources they did.
func failing(t *testing.T, s *enginetest.Stack, method string, operation func() *enginetest.Result, may func([]string, string) bool) []string {
	t.Helper()
	var failed []string
	s.Cloud.Fail = func(c memcloud.Call) error {
		name := c.Type + " " + c.Name
		if c.Method != method || !may(failed, name) {
			return nil
		}
		failed = append(failed, name)
		return errors.New("ThrottlingException: Rate exceeded")
	}
	defer func() { s.Cloud.Fail = nil }()
	for {
		n := len(failed)
		r := operation()
		if r.Err == nil {
			return failed
		}
		if len(failed) == n || !r.Said("Rate exceeded") {
			t.Fatalf("%s does not carry on after %v failed: %v\n%v", r.Name, failed, r.Err, r.Messages)
		}
	}
}
