package lake

// Report accounts for what became of the input of one run. Its JSON form is a
// public name (see README): scripts read it.
type Report struct {
	// Objects is the number of raw objects read.
	Objects int64 `json:"objects"`
	// Events is the number of top-level JSON values and of stretches that are none.
	Events int64 `json:"events"`
	// Empty is the number of events with an empty list of findings.
	Empty int64 `json:"empty"`
	// Findings is the number of findings found in the events.
	Findings int64 `json:"findings"`
	// Rows is the number of rows written to Parquet.
	Rows int64 `json:"rows"`
	// Quarantined counts quarantined events and findings by reason.
	Quarantined map[string]int64 `json:"quarantined"`
	// Coerced counts column values that were bent to the column's type, or
	// that could not be and are null.
	Coerced int64 `json:"coerced"`
	// Bytes counts uncompressed input.
	Bytes Bytes `json:"bytes"`
	// Seconds is the wall-clock time of the run.
	Seconds float64 `json:"seconds"`
}

// Bytes counts uncompressed input bytes; In = Events + Blank is one of the laws.
type Bytes struct {
	In     int64 `json:"in"`
	Events int64 `json:"events"`
	Blank  int64 `json:"blank"`
}
