package findings

// Form says what raw objects hold.
type Form int

const (
	// Events are EventBridge events with findings in detail.findings.
	Events Form = iota
	// Bare are findings without an event around them (--as findings).
	Bare
)

// Column is one column of the findings table.
type Column struct {
	Name, Parquet, Hive, Trino, QuickSight string
	Description, ASFF, OCSF               string
}

// Schema is the columns of the findings table.
type Schema struct{ columns []Column }

// NewSchema takes promoted columns, each name=asffPath|ocsfPath.
func NewSchema(promoted ...string) (*Schema, error) { return &Schema{}, nil }

// Columns lists the columns in the order of the table, ingest_date (the partition) not among them.
func (s *Schema) Columns() []Column { return s.columns }
