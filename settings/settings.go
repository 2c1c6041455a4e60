// Package settings is what a stack's configuration says: every key with its
// type, default, description and check, declared once.
//
// config.go fills it from Pulumi, the command line from the stack's file; the
// config section of Pulumi.yaml and docs/configuration.md are generated from the
// same declarations. It knows neither Pulumi nor the AWS SDK.
package settings

// Settings is the configuration of one stack, checked. Each key is a field: the
// first word of its name is the struct, the rest the field (ingestBufferSeconds
// is Ingest.BufferSeconds); the keys of the whole stack stand at the top.
type Settings struct {
	// Project and Stack are Pulumi's names, such as security-hub-analytics and dev.
	Project, Stack string

	// KMSKeyARN is the key to encrypt with; empty if the stack makes one.
	KMSKeyARN string
	// PermissionsBoundary is the ARN of the policy that bounds every role of the
	// stack; empty if there is none.
	PermissionsBoundary string
	// DataOnDestroy says what becomes of buckets and key: Delete or Keep.
	DataOnDestroy string
	// LogRetentionDays is how long log groups keep their events; 0 is for ever.
	LogRetentionDays int

	Detect    Detect
	Ingest    Ingest
	Transform Transform
	Catalog   Catalog
	Visualize Visualize
	Operate   Operate
}

// What becomes of something on destroy.
const (
	Delete = "delete"
	Keep   = "keep"
)

// Prefix is what names begin with that cannot be left to Pulumi's autonaming:
// project and stack, at most MaxPrefix characters.
func (s *Settings) Prefix() string { return s.Project + "-" + s.Stack }

// MaxPrefix bounds Prefix, so that a word and a suffix still fit into the 64
// characters that IAM, EventBridge, Lambda and Data Firehose allow a name.
const MaxPrefix = 40

// Detect is what this account does to have findings at all.
type Detect struct {
	// SecurityHub, ProductSubscription and Aggregator say how these come under the
	// stack: None (not the hub), Existing, Create or Import.
	SecurityHub, ProductSubscription, Aggregator string
	// Standards are short names such as cis/5.0.0, defaults filled in.
	Standards []string
	// ControlFindings is consolidated or per-standard; empty leaves it alone.
	ControlFindings string
	// AggregatorARN is the aggregator to import. AggregatorLinking is all, listed or
	// none, AggregatorRegions what is listed.
	AggregatorARN, AggregatorLinking string
	AggregatorRegions                []string
	// Regions are further Regions, without the stack's own.
	Regions []string
	// OnDestroy is Disable or Keep.
	OnDestroy string

	// Prowler runs the scanner, by ProwlerSchedule, from ProwlerImage.
	Prowler                       bool
	ProwlerSchedule, ProwlerImage string
	// ProwlerFindings is which it sends: failed or all.
	ProwlerFindings string
	// ProwlerArguments are added to its command.
	ProwlerArguments []string
	// ProwlerSubnets are where it runs; empty for the default VPC's. ProwlerPublicIP
	// gives it a public address there.
	ProwlerSubnets  []string
	ProwlerPublicIP bool
	// ProwlerCPU is in 1/1024 of a vCPU.
	ProwlerCPU      string
	ProwlerMemoryMB int
}

// Ingest is the way from the event to the raw bucket.
type Ingest struct {
	// BufferSeconds and BufferMB are when Data Firehose writes an object:
	// whichever is reached first.
	BufferSeconds, BufferMB int
	// Products and Severities narrow the rule; empty lets everything through.
	Products, Severities []string
	// RawBucket is the bucket to use; empty if the stack makes one.
	RawBucket string
	// RawTransitionDays is when a raw object moves to RawStorageClass, and
	// RawExpireDays when it is deleted; 0 is never.
	RawTransitionDays int
	RawStorageClass   string
	RawExpireDays     int
}

// Transform is the way from raw objects to the lake.
type Transform struct {
	// MemoryMB, TimeoutSeconds and Concurrency are those of the function.
	MemoryMB, TimeoutSeconds, Concurrency int
	// Tracing has the function traced by X-Ray.
	Tracing bool
	// LogLevel is the least level that is logged: DEBUG, INFO, WARN or ERROR.
	LogLevel string
	// Columns are promoted columns, each name=asffPath|ocsfPath, as
	// findings.NewSchema takes them.
	Columns []string
	// LakeBucket is the bucket to use; empty if the stack makes one.
	LakeBucket string
	// LakeTransitionDays is when a file of findings/ moves to LakeStorageClass,
	// and LakeExpireDays when it is deleted; 0 is never.
	LakeTransitionDays int
	LakeStorageClass   string
	LakeExpireDays     int
	// QuarantineExpireDays is when a file of quarantine/ is deleted; 0 is never.
	QuarantineExpireDays int
}

// Catalog is the database and what queries it.
type Catalog struct {
	// Database is the Glue database.
	Database string
	// AccountsFile is the CSV file of the accounts table, relative to the folder
	// of Pulumi.yaml; empty for an empty table.
	AccountsFile string
	// ProjectionStart is the first day that tables have, as YYYY-MM-DD.
	ProjectionStart string
	// Crawler adds a crawler, run by CrawlerSchedule.
	Crawler         bool
	CrawlerSchedule string
	// ScanLimitGB is how much one query may read.
	ScanLimitGB int
	// ResultExpireDays is when results of queries are deleted.
	ResultExpireDays int
}

// CrawlerDatabase is the database that the optional crawler writes to: one of
// its own, since its table would carry the name of a view.
func (c *Catalog) CrawlerDatabase() string { return c.Database + crawledSuffix }

const crawledSuffix = "_crawled"

// Visualize is the dashboard in QuickSight.
type Visualize struct {
	// Enabled makes it.
	Enabled bool
	// Subscription says how the account's subscription comes under the stack: Existing
	// or Create, then with AccountName and NotificationEmail.
	Subscription, AccountName, NotificationEmail string
	// IdentityRegion is where users and groups are; empty for the stack's own Region.
	IdentityRegion string
	// Namespace is that of principals without an ARN.
	Namespace string
	// Owners and Viewers are principals as PrincipalARN takes them.
	Owners, Viewers []string
	// Group is the group to make, the default filled in; empty for none.
	Group string
	// Folder is the name of the folder to make; empty for none.
	Folder string
	// RefreshTime is when what changes by day is loaded, HH:MM in UTC.
	RefreshTime string
	// Validation is lenient or strict.
	Validation string
}

// Operate is who hears of what.
type Operate struct {
	// AlarmEmails are subscribed to the topic of the alarms.
	AlarmEmails []string
	// SilenceHours without an event raise an alarm; 0 is never.
	SilenceHours int
	// BudgetUSD is the monthly budget; 0 is none.
	BudgetUSD int
}
