package dashboard

import "strings"

// Word is how a column is named and written.
type Word struct {
	// Label is its name on the screen.
	Label string `json:"label"`
	// Format is how its values are written.
	Format Format `json:"format"`
}

// words are the columns whose name alone does not say it well enough.
var words = map[string]Word{
	"aws_account_id":                 {Label: "Account"},
	"account_name":                   {Label: "Account name"},
	"compliance_security_control_id": {Label: "Control"},
	"control_id":                     {Label: "Control"},
	"standards_id":                   {Label: "Standard"},
	"severity_label":                 {Label: "Severity"},
	"worst_severity_label":           {Label: "Worst severity"},
	"product_name":                   {Label: "Product"},
	"resource_id":                    {Label: "Resource"},
	"finding_id":                     {Label: "Finding id"},
	"vulnerability_id":               {Label: "Vulnerability"},
	"package_name":                   {Label: "Package"},
	"fixed_in_version":               {Label: "Fixed in"},
	"note_updated_by":                {Label: "Noted by"},
	"note_text":                      {Label: "Note"},
	"age_days":                       {Label: "Age", Format: Days},
	"silent_hours":                   {Label: "Silent for", Format: Hours},
	"suppressed_at":                  {Label: "Suppressed since", Format: Day},
	"first_seen_at":                  {Label: "Open since", Format: Day},
	"oldest_open_at":                 {Label: "Oldest since", Format: Day},
	"last_event_at":                  {Label: "Last event", Format: Hour},
	"hour_at":                        {Label: "Hour (UTC)", Format: Hour},
	"year_month_day_hour":            {Label: "Hour (UTC)", Format: Hour},
	"day_on":                         {Label: "Day (UTC)", Format: Day},
	"open_count":                     {Label: "Open", Format: Whole},
	"critical_count":                 {Label: "Critical", Format: Whole},
	"high_count":                     {Label: "High", Format: Whole},
	"medium_count":                   {Label: "Medium", Format: Whole},
	"low_count":                      {Label: "Low", Format: Whole},
	"failed_count":                   {Label: "Failed findings", Format: Whole},
	"failed_account_count":           {Label: "Accounts", Format: Whole},
	"failed_resource_count":          {Label: "Resources", Format: Whole},
	"finding_count":                  {Label: "Findings", Format: Whole},
}

// WordOf is how a column is named and written.
func WordOf(column string) Word {
	if w, ok := words[column]; ok {
		return w
	}
	name := strings.ReplaceAll(column, "_", " ")
	if name != "" {
		name = strings.ToUpper(name[:1]) + name[1:]
	}
	return Word{Label: name}
}

// Standards are the names of standards, by the part of their id between
// "standards/" (or "ruleset/") and "/v/".
var Standards = map[string]string{
	"aws-foundational-security-best-practices": "AWS Foundational Security Best Practices",
	"cis-aws-foundations-benchmark":            "CIS AWS Foundations Benchmark",
	"pci-dss":                                  "PCI DSS",
	"nist-800-53":                              "NIST SP 800-53",
	"nist-800-171":                             "NIST SP 800-171",
	"aws-resource-tagging-standard":            "AWS Resource Tagging Standard",
	"service-managed-aws-control-tower":        "AWS Control Tower",
}
