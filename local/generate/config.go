package generate

import (
	"errors"
	"fmt"
	"math"
	"time"
)

// Schemas says in which schemas the findings are told.
type Schemas string

// The values of Schemas.
const (
	ASFF Schemas = "asff"
	OCSF Schemas = "ocsf"
	Both Schemas = "both"
)

// Config is what decides a history; equal ones give equal bytes.
type Config struct {
	// Seed parts one history from another.
	Seed uint64
	// Accounts is how many accounts there are in the end.
	Accounts int
	// Regions is how many Regions each account uses, at most MaxRegions.
	Regions int
	// Start is the first day; Days says how many there are.
	Start time.Time
	Days  int
	// Findings is how many findings appear over that time, whatever their fate.
	Findings int
	// Updates is how often, on average, something is heard of a finding after it
	// appeared. Changes and the sightings that keep an open finding from expiring
	// come whatever it says.
	Updates int
	// Schema is the schema of the events; with Both each product but Prowler,
	// which has other ids there, tells everything twice.
	Schema Schemas
	// Faults is the share, from 0 to 1, of events that are followed by a faulty or
	// an awkward one.
	Faults float64
}

// Default is what the command makes unless told otherwise.
func Default() Config {
	return Config{
		Seed: 1, Accounts: 12, Regions: 3, Start: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Days: 60,
		Findings: 2000, Updates: 4, Schema: ASFF,
	}
}

// The bounds that Check sees to.
const (
	MaxRegions  = len(regions)
	MaxAccounts = 100_000
	maxDays     = 100 * 366
	maxFindings = 1_000_000_000
	maxUpdates  = 10_000
)

// Check reports what makes no sense, by the names of the command's flags.
func (c Config) Check() error {
	var errs []error
	within := func(flag string, value, least, most int) {
		if value < least || value > most {
			errs = append(errs, fmt.Errorf("--%s %d: it is a number from %d to %d", flag, value, least, most))
		}
	}
	within("accounts", c.Accounts, 1, MaxAccounts)
	within("regions", c.Regions, 1, MaxRegions)
	within("days", c.Days, 1, maxDays)
	within("findings", c.Findings, 0, maxFindings)
	within("updates", c.Updates, 0, maxUpdates)
	if math.IsNaN(c.Faults) || c.Faults < 0 || c.Faults > 1 {
		errs = append(errs, fmt.Errorf("--faults %v: it is a share from 0 to 1, such as 0.01", c.Faults))
	}
	switch c.Schema {
	case ASFF, OCSF, Both:
	default:
		errs = append(errs, fmt.Errorf("--schema %q: it is asff, ocsf or both", c.Schema))
	}
	if y := c.Start.Year(); y < 1971 || y > 9000 {
		errs = append(errs, fmt.Errorf("--start %s: it is a day of the years 1971 to 9000", c.Start.Format(time.DateOnly)))
	}
	return errors.Join(errs...)
}

// span is the history's time in milliseconds since 1970, the end excluded.
func (c Config) span() (start, end int64) {
	start = c.Start.UTC().Truncate(24 * time.Hour).UnixMilli()
	return start, start + int64(c.Days)*day
}

// Milliseconds.
const (
	second = int64(1000)
	minute = 60 * second
	hour   = 60 * minute
	day    = 24 * hour
)
