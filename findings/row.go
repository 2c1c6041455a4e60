package findings

// Row is one version of one finding: what a raw object's finding becomes in
// the table. The meaning of each field is in its column's description
// (columns_*.go, docs/schema.md). A nil slice is null.
type Row struct {
	// What it is and who says so.
	FindingID, ProductArn, ProductName, CompanyName Text
	GeneratorID, GeneratorName                      Text
	SchemaVersion, MetadataUID                      Text
	ClassUID                                        Opt[int64]
	AwsAccountID, AwsAccountName, Region            Text
	Types, GeneratorLabels                          []Text
	Sample                                          Opt[bool]
	FirstObservedAt, LastObservedAt                 Opt[int64]
	CreatedAt, UpdatedAt, ProcessedAt               Opt[int64]
	SeverityLabel, SeverityOriginal                 Text
	SeverityNormalized, Confidence, Criticality     Opt[int64]
	SeverityProduct                                 Opt[float64]
	Title, Description                              Text
	RemediationText, RemediationURL, SourceURL      Text
	ProductFields, UserDefinedFields                []Pair
	ProviderSeverityLabel, ProviderSeverityOriginal Text
	ProviderConfidence, ProviderCriticality         Opt[int64]
	ProviderTypes                                   []Text

	// What it is about. The first four name the first resource, or count them.
	ResourceID, ResourceType, ResourceRegion Text
	ResourceCount                            Opt[int64]
	Resources                                []Resource

	// What it says about compliance.
	ComplianceStatus, ComplianceSecurityControlID Text
	ComplianceStandards                           []Standard
	ComplianceRelatedRequirements                 []Text
	ComplianceStatusReasons                       []StatusReason
	ComplianceParameters                          []ControlParameter

	// Where it stands.
	VerificationState, WorkflowStatus Text
	WorkflowState, RecordState        Text
	NoteText, NoteUpdatedBy           Text
	NoteUpdatedAt                     Opt[int64]
	RelatedFindings                   []RelatedFinding

	// What was seen.
	Vulnerabilities                                 []Vulnerability
	Malware                                         []Malware
	Threats                                         []Threat
	ThreatIntelIndicators                           []ThreatIntelIndicator
	ActionType, ActionRemoteIP, ActionRemoteCountry Text
	ActionAPI, ActionServiceName, ActionDomain      Text
	NetworkDirection, NetworkProtocol               Text
	NetworkSourceIP, NetworkSourceDomain            Text
	NetworkDestinationIP, NetworkDestinationDomain  Text
	NetworkSourcePort, NetworkDestinationPort       Opt[int64]
	ProcessName, ProcessPath                        Text
	ProcessPid                                      Opt[int64]
	PatchBaselineID, PatchOperation                 Text
	PatchInstalledCount, PatchMissing, PatchFailed  Opt[int64]

	// Where it comes from.
	Finding                            Text
	SourceSchema                       Text
	EventID, EventAccount, EventRegion Text
	EventTime                          Opt[int64]
	RawObject                          Text
	IngestedAt                         Opt[int64]
	FindingDigest                      Opt[int64]

	// Promoted are the stack-config columns, in the order of the Schema.
	Promoted []Text

	ocsf ocsfParts
}

// Resource is what a finding is about (ASFF Resources[], OCSF resources[]).
type Resource struct {
	ID, Type, Name, Partition, Region, Role Text
	Provider                                Text
	OwnerAccountID, ApplicationName         Text
	ApplicationArn                          Text
	Tags                                    []Pair
	Details, DataClassification             Text

	uid, uidAlt Text // OCSF: candidates for ID
}

// Standard is a security standard that a control finding counts for.
type Standard struct{ StandardsID Text }

// StatusReason says why a control has its compliance status.
type StatusReason struct{ ReasonCode, Description Text }

// ControlParameter is a custom parameter of a security control.
type ControlParameter struct {
	Name  Text
	Value []Text
}

// RelatedFinding names another finding.
type RelatedFinding struct{ ProductArn, ID Text }

// Vulnerability is one weakness, usually a CVE, with what it affects.
type Vulnerability struct {
	ID, ExploitAvailable, FixAvailable                   Text
	EpssScore                                            Opt[float64]
	LastKnownExploitAt, VendorCreatedAt, VendorUpdatedAt Opt[int64]
	VendorName, VendorSeverity, VendorURL                Text
	ReferenceURLs, RelatedVulnerabilities                []Text
	Cvss                                                 []Cvss
	Packages                                             []Package

	exploit, fix Opt[bool] // OCSF: is_exploit_available, is_fix_available
}

// Cvss is one scoring of a vulnerability.
type Cvss struct {
	Version, BaseVector, Source Text
	BaseScore                   Opt[float64]
}

// Package is a software package that a vulnerability affects.
type Package struct {
	Name, Version, Epoch, Release, Architecture Text
	PackageManager, FilePath, FixedInVersion    Text
	Remediation                                 Text
}

// Malware is malware that was found (ASFF Malware[]).
type Malware struct{ Name, Type, Path, State Text }

// Threat is a threat that was detected (ASFF Threats[]).
type Threat struct {
	Name, Severity Text
	ItemCount      Opt[int64]
}

// ThreatIntelIndicator is an indicator of compromise (ASFF ThreatIntelIndicators[]).
type ThreatIntelIndicator struct {
	Type, Value, Category, Source, SourceURL Text
	LastObservedAt                           Opt[int64]
}

// ocsfParts are OCSF members that several columns are made of.
type ocsfParts struct {
	classUID                                             Opt[int64] // in the ASFF tree: tells a finding that is OCSF after all
	severityID, statusID, activityID, complianceStatusID Opt[int64]
	severity, status, complianceStatus, statusCode       Text
}
