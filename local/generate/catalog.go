package generate

// product is who reports a finding.
type product int

const (
	securityHub product = iota
	inspector
	prowler
	guardDuty
	accessAnalyzer
	macie
)

// products are the facts of each, and its share of the findings in thousandths.
var products = [...]struct {
	share               int64
	slug, name, company string
	class               int    // of OCSF
	className           string // of OCSF
}{
	securityHub:    {450, "aws/securityhub", "Security Hub", "AWS", 2003, "Compliance Finding"},
	inspector:      {220, "aws/inspector", "Inspector", "Amazon", 2002, "Vulnerability Finding"},
	prowler:        {170, "prowler/prowler", "Prowler", "Prowler", 2004, "Detection Finding"},
	guardDuty:      {80, "aws/guardduty", "GuardDuty", "Amazon", 2004, "Detection Finding"},
	accessAnalyzer: {50, "aws/access-analyzer", "IAM Access Analyzer", "AWS", 2004, "Detection Finding"},
	macie:          {30, "aws/macie", "Macie", "AWS", 2004, "Detection Finding"},
}

// severity is an ASFF label.
type severity uint8

const (
	informational severity = iota
	low
	medium
	high
	critical
)

// severities are the label, the number that Security Hub gives it, and OCSF's.
var severities = [...]struct {
	label, ocsf string
	normalized  int64
}{
	{"INFORMATIONAL", "Informational", 0}, {"LOW", "Low", 1}, {"MEDIUM", "Medium", 40},
	{"HIGH", "High", 70}, {"CRITICAL", "Critical", 90},
}

// check is what a product looks for. Texts stand in JSON as they are.
type check struct {
	id, title, about string
	resource         resource
	severity         severity
	standards        []int    // of the standards, controls only
	requirements     []string // controls only
}

// resource is a kind of resource.
type resource int

const (
	bucket resource = iota
	instance
	securityGroup
	iamUser
	iamRole
	awsAccount
	trail
	function
	database
	image
	kmsKey
)

// resourceTypes are the ASFF types.
var resourceTypes = [...]string{
	bucket: "AwsS3Bucket", instance: "AwsEc2Instance", securityGroup: "AwsEc2SecurityGroup",
	iamUser: "AwsIamUser", iamRole: "AwsIamRole", awsAccount: "AwsAccount", trail: "AwsCloudTrailTrail",
	function: "AwsLambdaFunction", database: "AwsRdsDbInstance", image: "AwsEcrContainerImage", kmsKey: "AwsKmsKey",
}

const (
	fsbp = iota
	cis
	pci
	nist
)

// standards are the ids of standards as findings name them.
var standards = [...]struct{ id, arn, name string }{
	fsbp: {"standards/aws-foundational-security-best-practices/v/1.0.0", "aws-foundational-security-best-practices/v/1.0.0", "AWS-Foundational-Security-Best-Practices"},
	cis:  {"standards/cis-aws-foundations-benchmark/v/5.0.0", "cis-aws-foundations-benchmark/v/5.0.0", "CIS AWS Foundations Benchmark"},
	pci:  {"standards/pci-dss/v/4.0.1", "pci-dss/v/4.0.1", "PCI-DSS"},
	nist: {"standards/nist-800-53/v/5.0.0", "nist-800-53/v/5.0.0", "NIST-800-53"},
}
