// Package quicksight writes the dashboard's definition for a judge that is not Go.
package quicksight

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"security-hub-analytics/dashboard"
	"security-hub-analytics/dashboard/quicksight"
	"security-hub-analytics/findings"
)

// TestExportDefinition writes the definition into the folder SHUB_RECORDINGS.
func TestExportDefinition(t *testing.T) {
	dir := os.Getenv("SHUB_RECORDINGS")
	if dir == "" {
		t.Skip("SHUB_RECORDINGS names no folder")
	}
	schema, err := findings.NewSchema("owner=Resources[0].Tags.Owner")
	if err != nil {
		t.Fatal(err)
	}
	d, err := dashboard.New(schema)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(quicksight.Definition(d, func(identifier string) any {
		return map[string]any{"Fn::Sub": "arn:${AWS::Partition}:quicksight:${AWS::Region}:${AWS::AccountId}:dataset/" + identifier}
	}))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "definition"), b, 0o600); err != nil {
		t.Fatal(err)
	}
}
