package sql

import (
	"fmt"
	"strings"

	"security-hub-analytics/findings"
)

// promotedHere is the name of a declared column that stands for all those that
// the stack's config promotes.
const promotedHere = "<promoted>"

var schemaColumns = func() map[string]Column {
	columns := map[string]Column{}
	for _, c := range (&findings.Schema{}).Columns() {
		columns[c.Name] = Column{c.Name, c.Trino, c.Description}
	}
	return columns
}()

// from declares columns of findings under their own names, types and descriptions.
func from(names ...string) []Column {
	columns := make([]Column, 0, len(names))
	for _, name := range names {
		c, ok := schemaColumns[name]
		if !ok {
			panic(fmt.Sprintf("findings has no column %q", name))
		}
		columns = append(columns, c)
	}
	return columns
}

// perFinding is what findings_current keeps of findings: all but where the row
// came from on its way through the pipeline, which splitting and replay change,
// and what only serves to order versions.
func perFinding() []Column {
	var columns []Column
	for _, c := range (&findings.Schema{}).Columns() {
		if c.Name != "raw_object" && c.Name != "ingested_at" && c.Name != "finding_digest" {
			columns = append(columns, Column{c.Name, c.Trino, c.Description})
		}
	}
	return columns
}

// identity is the key of a finding.
var identity = []string{"aws_account_id", "product_arn", "finding_id"}

// What several views say of a finding, in the same words.
var (
	firstSeen = Column{"first_seen_at", "timestamp(3)", "When the lake first heard of the finding: the time of its first event, else the earliest time that it names. Unlike first_observed_at, which some products set anew at each scan."}
	lastSeen  = Column{"last_seen_at", "timestamp(3)", "Last sign of life: the latest of updated_at, processed_at and the time of the newest version's event."}
	expires   = Column{"expires_at", "timestamp(3)", "When Security Hub deletes the finding unless it is updated: 90 days after last_seen_at, 30 if archived."}
	asOf      = Column{"as_of_at", "timestamp(3)", "The moment that the answer is about: the newest ingested_at of the lake."}
	isOpen    = Column{"is_open", "boolean", "True if the finding needs work: not archived, suppressed, resolved, passed or expired."}
	severity  = Column{"severity_label", "varchar", "INFORMATIONAL, LOW, MEDIUM, HIGH or CRITICAL; UNKNOWN where the finding has none."}
	controlID = Column{"control_id", "varchar", "Id of the control, such as S3.1; of findings before consolidation the standard's own, such as 1.1."}
	day       = Column{"day_on", "date", "Day in UTC."}
)

// bigints takes names and descriptions in turn.
func bigints(pairs ...string) []Column { return typed("bigint", pairs) }

// varchars takes names and descriptions in turn.
func varchars(pairs ...string) []Column { return typed("varchar", pairs) }

func typed(trino string, pairs []string) []Column {
	columns := make([]Column, 0, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		columns = append(columns, Column{Name: pairs[i], Trino: trino, Description: pairs[i+1]})
	}
	return columns
}

// elementType is the type of a member of the rows that a list of findings holds.
func elementType(list, member string) string {
	rows := strings.TrimSuffix(strings.TrimPrefix(from(list)[0].Trino, "array(row("), "))")
	for _, field := range splitTypes(rows) {
		if name, trino, _ := strings.Cut(field, " "); name == member {
			return trino
		}
	}
	panic(fmt.Sprintf("the rows of %s have no member %q", list, member))
}
