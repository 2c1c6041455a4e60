package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"security-hub-analytics/internal/record"
)

// TestGoldenStacks compares every resource of every stack, with its inputs and
// options, with testdata/stack.<name>.golden.json. `make golden` rewrites them; the
// difference is what a review of the change has to look at.
func TestGoldenStacks(t *testing.T) {
	eachStack(t, func(t *testing.T, s *record.Stack) {
		got, err := record.Golden(s)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", "stack."+s.Name+".golden.json")
		if *update {
			if err := os.WriteFile(path, got, 0o600); err != nil {
				t.Fatal(err)
			}
			return
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if difference := firstDifference(string(got), string(want)); difference != "" {
			t.Errorf("%s: %s\nrun make golden, and look at what it changes", path, difference)
		}
	})
}

// firstDifference shows the first lines that differ, with what stands before.
func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		if line(g, i) != line(w, i) {
			return "line " + strings.Join([]string{strconv.Itoa(i + 1),
				"    " + line(g, i-2), "    " + line(g, i-1), "got " + line(g, i), "want" + line(w, i)}, "\n")
		}
	}
	return ""
}

func line(lines []string, i int) string {
	if i < 0 || i >= len(lines) {
		return ""
	}
	return lines[i]
}
