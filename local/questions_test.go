package local

import (
	"context"
	"testing"

	"security-hub-analytics/sql"
)

// TestQuestions asks every saved query of a lake in which each has an answer, but
// for those that ask for what is not there.
func TestQuestions(t *testing.T) {
	t.Parallel()
	db := tell(t, "2026-03-01T00:00:00Z", []event{
		said("2026-01-01T00:00:00Z"),
		said("2026-01-01T00:00:00Z", asff{"Id": "f2", "Severity.Label": "CRITICAL",
			"Compliance.AssociatedStandards": []any{map[string]any{"StandardsId": "standards/a/v/1"}, map[string]any{"StandardsId": "standards/b/v/1"}}}),
		said("2026-01-02T00:00:00Z", asff{"Id": "f3"}),
		said("2026-02-20T00:00:00Z", asff{"Id": "f3", "Compliance.Status": "PASSED"}, updated("2026-02-20T00:00:00Z")),
		said("2026-02-21T00:00:00Z", asff{"Id": "f3"}, updated("2026-02-21T00:00:00Z")),
		said("2026-02-22T00:00:00Z", asff{"Id": "f4", "Workflow.Status": "SUPPRESSED"}),
		said("2026-02-23T00:00:00Z", asff{"Id": "f5", "Vulnerabilities": []any{map[string]any{"Id": "CVE-2026-1", "ExploitAvailable": "YES",
			"VulnerablePackages": []any{map[string]any{"Name": "openssl", "Version": "1"}}}}}),
		said("2026-02-24T00:00:00Z", asff{"Id": "f6"}),
		said("2026-02-25T00:00:00Z", asff{"Id": "f6", "RecordState": "ARCHIVED"}, updated("2026-02-25T00:00:00Z")),
	})
	nothing := map[string]bool{"what_is_in_quarantine": true, "history_of_a_finding": true}
	questions, err := sql.Questions()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range questions {
		t.Run(q.Name, func(t *testing.T) {
			rows := &collected{}
			if _, err := db.Query(context.Background(), q.SQL, rows); err != nil {
				t.Fatal(err)
			}
			if got := len(rows.rows); (got == 0) != nothing[q.Name] {
				t.Errorf("%d rows", got)
			}
		})
	}
}
