package dashboard

// Aggregation is how the rows of a view become a number.
type Aggregation string

// The aggregations. All but Mean can be taken of parts and put together again,
// Mean by its sum and count: so a page that holds parts can filter them.
const (
	Count Aggregation = "count" // rows: findings, where a row is one
	Sum   Aggregation = "sum"
	Mean  Aggregation = "mean"
	Max   Aggregation = "max"
	Min   Aggregation = "min"
)

// Measure is a number.
type Measure struct {
	// Label says what it is.
	Label string
	// Aggregation is how rows become it.
	Aggregation Aggregation
	// Column is what is aggregated; none for Count.
	Column string
	// Where counts only rows that meet it.
	Where []Condition
	// Ago is the day that counts, of a view with a row for each day and whatever
	// else: 0 is the last day that the view has, 7 the one seven days earlier.
	// It counts only if Snapshot is set.
	Ago int
	// Snapshot says that Ago counts.
	Snapshot bool
	// Format is how it is written.
	Format Format
	// Colour is a name of the palette, for a measure that is a series.
	Colour string
}

// Format is how a value is written.
type Format string

// The formats.
const (
	Text    Format = ""        // as it is
	Whole   Format = "whole"   // 12,345
	Decimal Format = "decimal" // 9.8
	Percent Format = "percent" // 87 %, of a number from 0 to 100
	Share   Format = "share"   // 87 %, of a number from 0 to 1
	Days    Format = "days"    // 12.5 days
	Hours   Format = "hours"   // 30 h
	Day     Format = "day"     // 2026-01-31
	Hour    Format = "hour"    // 2026-01-31 13:00
	Address Format = "address" // a link
)

// Compares says whether a second number is one to compare a first one with: the
// same thing at another time or under another assumption.
func (m Measure) Compares() bool { return m.Snapshot || m.Format == Percent }

func rows(label string) Measure { return Measure{Label: label, Aggregation: Count, Format: Whole} }

func sum(column, label string) Measure {
	return Measure{Label: label, Aggregation: Sum, Column: column, Format: Whole}
}

func mean(column, label string, format Format) Measure {
	return Measure{Label: label, Aggregation: Mean, Column: column, Format: format}
}

func highest(column, label string, format Format) Measure {
	return Measure{Label: label, Aggregation: Max, Column: column, Format: format}
}

func lowest(column, label string, format Format) Measure {
	return Measure{Label: label, Aggregation: Min, Column: column, Format: format}
}

// ago is the measure of one day.
func (m Measure) ago(days int) Measure {
	m.Ago, m.Snapshot = days, true
	return m
}

// of is the measure of the rows that meet the conditions.
func (m Measure) of(conditions ...Condition) Measure {
	m.Where = conditions
	return m
}

// as gives the measure a colour of the palette.
func (m Measure) as(colour string) Measure {
	m.Colour = colour
	return m
}

// Condition is what rows have to meet.
type Condition struct {
	// Column is what is looked at.
	Column string
	// Values are the values that it may have; nil for any but null.
	Values []string
	// Not turns Values around: any other value, null among them.
	Not bool
	// AtLeast is the smallest number that it may be, if Values is nil and it is set.
	AtLeast *int
}

func is(column string, values ...string) Condition { return Condition{Column: column, Values: values} }

func isNot(column string, values ...string) Condition {
	return Condition{Column: column, Values: values, Not: true}
}

func known(column string) Condition { return Condition{Column: column} }

func atLeast(column string, n int) Condition { return Condition{Column: column, AtLeast: &n} }
