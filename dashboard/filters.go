package dashboard

import "slices"

// Filter is something that a reader may narrow a sheet down by. On several sheets
// under one ID it is one filter, whose choice goes along.
type Filter struct {
	// ID names it: [a-z-]+.
	ID string
	// Label stands beside it.
	Label string
	// Column is what it looks at, in every visual whose view has it; none for the
	// period, which looks at the Time of visuals.
	Column string
	// Default is what is chosen at first; nil means everything.
	Default []string
	// Days is the period at first, back from now; 0 for what is no period.
	Days int
	// Only is the one visual that it is about; "" for all.
	Only string
}

// Period says that the filter is one of time.
func (f Filter) Period() bool { return f.Days > 0 }

// The filters. 90 days is how long Security Hub itself keeps a finding
// (https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings.html).
var (
	period    = Filter{ID: "period", Label: "Period", Days: 90}
	recent    = Filter{ID: "recent", Label: "Period", Days: 7}
	account   = Filter{ID: "account", Label: "Account", Column: "aws_account_id"}
	region    = Filter{ID: "region", Label: "Region", Column: "region"}
	severity  = Filter{ID: "severity", Label: "Severity", Column: "severity_label"}
	product   = Filter{ID: "product", Label: "Product", Column: "product_name"}
	standard  = Filter{ID: "standard", Label: "Standard", Column: "standards_id"}
	workflow  = Filter{ID: "workflow", Label: "Workflow status", Column: "workflow_status"}
	status    = Filter{ID: "status", Label: "Compliance status", Column: "compliance_status"}
	state     = Filter{ID: "state", Label: "State", Column: "state", Default: []string{open}}
	checked   = Filter{ID: "checked", Label: "Compliance status of updates", Column: "compliance_status", Default: []string{failed}, Only: "titles-by-hour"}
	exploited = Filter{ID: "exploit", Label: "Exploit available", Column: "exploit_available"}
	mended    = Filter{ID: "fix", Label: "Fix available", Column: "fix_available"}
)

// Values that conditions and defaults name.
const (
	open         = "OPEN"
	failed       = "FAILED"
	critical     = "CRITICAL"
	high         = "HIGH"
	yes          = "YES"
	allStandards = "all standards"

	nothingOpen = "Nothing is open." // why a visual may be empty
)

// Heeds says whether a filter narrows a visual down. What a visual does not heed
// it has to say.
func (d *Dashboard) Heeds(v Visual, f Filter) bool {
	if f.Only != "" && f.Only != v.ID || slices.Contains(v.Ignores, f.ID) {
		return false
	}
	if f.Period() {
		return v.Time != ""
	}
	for _, c := range v.Where {
		if c.Column == f.Column && c.Values != nil && !c.Not {
			return false // it is about these values, whatever is chosen
		}
	}
	return d.views[v.View].columns[f.Column] != ""
}

// Unheeded lists the filters of the sheet that do not narrow the visual down,
// though they well could be thought to.
func (d *Dashboard) Unheeded(s Sheet, v Visual) []Filter {
	var unheeded []Filter
	for _, f := range s.Filters {
		if !f.Period() && f.Only == "" && !d.Heeds(v, f) {
			unheeded = append(unheeded, f)
		}
	}
	return unheeded
}
