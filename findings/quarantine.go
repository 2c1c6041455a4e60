package findings

// Reason says why input is in quarantine. Public names: the quarantine table
// and the report carry them.
type Reason string

// The reasons. All but NoIdentity are about whole events.
const (
	// NotJSON is a stretch of bytes that is no JSON text.
	NotJSON Reason = "not_json"
	// TooDeep is JSON nested deeper than MaxDepth.
	TooDeep Reason = "too_deep"
	// TooLarge is a value that has not ended after MaxEventBytes.
	TooLarge Reason = "too_large"
	// NotAFindingEvent is JSON that is no event of findings.
	NotAFindingEvent Reason = "not_a_finding_event"
	// NoIdentity is a finding without an id, or with neither account nor product.
	NoIdentity Reason = "no_identity"
)

// Kind says what a quarantined record is.
type Kind string

// The kinds.
const (
	KindEvent   Kind = "event"
	KindFinding Kind = "finding"
)

const (
	// MaxDepth is how deeply a top-level value may nest. Above 1,000 the JSON
	// readers of SQL engines give up (Jackson's StreamReadConstraints, which
	// Trino uses); real findings stay below 20.
	MaxDepth = 500
	// MaxEventBytes is how far a top-level value may reach; EventBridge allows
	// an event 1 MB at the most.
	MaxEventBytes = 32 << 20
	// PartBytes is how much of a record one quarantine line holds.
	PartBytes = 1 << 20
)

// Quarantined is a record, or a part of one, that did not become a row.
type Quarantined struct {
	Reason Reason
	Kind   Kind
	// Part counts the parts of a record from 0; a record is counted by its part 0.
	Part int
	// Offset is where this part begins in the uncompressed object.
	Offset int64
	// Record is the bytes of this part, valid during the call only.
	Record []byte
}
