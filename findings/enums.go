package findings

// The legal values of ASFF's enumerations (Security Hub API reference:
// Severity, Compliance, Workflow, AwsSecurityFinding). Other values are kept as
// they are, Prowler's INFOED for one; only letter case is mended.
var (
	severityLabels     = []string{"INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"}
	complianceStatuses = []string{"PASSED", "WARNING", "FAILED", "NOT_AVAILABLE"}
	workflowStatuses   = []string{"NEW", "NOTIFIED", "RESOLVED", "SUPPRESSED"}
	workflowStates     = []string{"NEW", "ASSIGNED", "IN_PROGRESS", "DEFERRED", "RESOLVED"}
	recordStates       = []string{"ACTIVE", "ARCHIVED"}
	verificationStates = []string{"UNKNOWN", "TRUE_POSITIVE", "FALSE_POSITIVE", "BENIGN_POSITIVE"}
)
