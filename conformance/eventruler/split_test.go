package eventruler

import (
	"errors"
	"io"
	"strings"
	"testing"

	"security-hub-analytics/findings"
)

// split parts a text into its JSON values, each one line, as shub local does.
func split(t *testing.T, r io.Reader) []string {
	t.Helper()
	var all []string
	s := findings.NewSplitter(findings.Events)
	s.Value = func(v findings.Value) error {
		// A line break is never within a JSON string.
		all = append(all, strings.NewReplacer("\n", " ", "\r", " ").Replace(string(v.JSON)))
		return nil
	}
	s.Stretch = func(findings.Quarantined) error { return nil }
	s.Reset(r)
	for {
		err := s.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
