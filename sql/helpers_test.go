package sql

import (
	"testing"

	"security-hub-analytics/findings"
)

// allViews lists our views without promoted columns.
func allViews(t *testing.T) []View {
	t.Helper()
	return promotedViews(t)
}

func promotedViews(t *testing.T, promoted ...string) []View {
	t.Helper()
	schema, err := findings.NewSchema(promoted...)
	if err != nil {
		t.Fatal(err)
	}
	views, err := Views(schema)
	if err != nil {
		t.Fatal(err)
	}
	return views
}
