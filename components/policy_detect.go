package components

import (
	"regexp"
)

// scanManagedPolicies are what Prowler asks for and AWS keeps current
// (https://docs.prowler.com/projects/prowler-open-source/en/latest/getting-started/requirements/).
var scanManagedPolicies = []struct{ child, path string }{
	{"audit", "SecurityAudit"},
	{"view", "job-function/ViewOnlyAccess"},
}

// scanReads is what Prowler's checks read beyond the managed policies: its own
// additions
// (https://github.com/prowler-cloud/prowler/blob/master/permissions/prowler-additions-policy.json,
// read at 024ca15), without what it sends. All of it reads, and all of it is about
// whatever the account has, so the resource is every one.
var scanReads = []string{
	"account:Get*", "appstream:Describe*", "appstream:List*", "backup:Get*", "backup:List*", "bedrock:Get*", "bedrock:List*",
	"cloudtrail:GetInsightSelectors", "codeartifact:List*", "codebuild:BatchGet*", "codebuild:ListReportGroups",
	"cognito-idp:GetUserPoolMfaConfig", "datapipeline:DescribePipelines", "datapipeline:GetPipelineDefinition",
	"datapipeline:ListPipelines", "dlm:Get*", "drs:Describe*", "ds:Describe*", "ds:Get*", "ds:List*", "dynamodb:GetResourcePolicy",
	"ec2:GetEbsEncryptionByDefault", "ec2:GetInstanceMetadataDefaults", "ec2:GetSnapshotBlockPublicAccessState", "ecr:Describe*",
	"ecr:GetRegistryScanningConfiguration", "elasticfilesystem:DescribeBackupPolicy", "glue:GetConnections", "glue:GetMLTransforms",
	"glue:GetSecurityConfiguration*", "glue:SearchTables", "lambda:GetFunction*", "lightsail:GetRelationalDatabases",
	"logs:FilterLogEvents", "macie2:GetAutomatedDiscoveryConfiguration", "macie2:GetMacieSession", "rolesanywhere:ListTagsForResource",
	"rolesanywhere:ListTrustAnchors", "s3:GetAccountPublicAccessBlock", "s3:GetObjectAcl", "s3:ListBucket", "servicecatalog:Describe*",
	"servicecatalog:List*", "shield:DescribeProtection", "shield:GetSubscriptionState", "ssm-incidents:List*", "ssm:GetDocument",
	"states:ListTagsForResource", "support:Describe*", "tag:GetTagKeys", "wellarchitected:List*",
}

// ScanPolicy is what Prowler may do beyond the managed policies: read more of the
// account's configuration, and send findings in the Regions that it scans. It may
// see the findings that are there, to archive those of its own that are mended, and
// change none of other products: whoever imports can only speak for his product.
func ScanPolicy(p Place, regions []string) Document {
	return Document{Statement: []Statement{
		{Sid: "Read", Effect: allow, Action: scanReads, Resource: []string{all}},
		{
			Sid: "ReadGateways", Effect: allow, Action: []string{"apigateway:GET"},
			Resource: []string{
				"arn:" + p.Partition + ":apigateway:*::/apis/*", "arn:" + p.Partition + ":apigateway:*::/domainnames",
				"arn:" + p.Partition + ":apigateway:*::/domainnames/*", "arn:" + p.Partition + ":apigateway:*::/restapis/*",
			},
		},
		{
			// Prowler's own policy names no resource: the reference gives the product's ARN
			// an account and the product has none, so that nobody can say what matches
			// (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecurityhub.html).
			Sid: "Send", Effect: allow, Action: []string{"securityhub:BatchImportFindings", "securityhub:GetFindings"},
			Resource:  []string{all},
			Condition: Condition{"StringEquals": {"aws:RequestedRegion": regions}},
		},
	}}
}

// ecrImage is an image in a private registry of AWS.
var ecrImage = regexp.MustCompile(`^([0-9]{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/([a-z0-9._/-]+)[:@]`)

// StartPolicy is what ECS may do to start the task: write its log, and pull the
// image where that is in a registry of AWS's. The public one wants no right.
func StartPolicy(p Place, image, logGroupARN string) Document {
	d := Document{Statement: []Statement{{
		Sid: "Log", Effect: allow, Action: []string{"logs:CreateLogStream", "logs:PutLogEvents"}, Resource: []string{logGroupARN + ":*"},
	}}}
	if found := ecrImage.FindStringSubmatch(image); found != nil {
		d.Statement = append(d.Statement,
			// It knows no resource
			// (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html).
			Statement{Sid: "Registry", Effect: allow, Action: []string{"ecr:GetAuthorizationToken"}, Resource: []string{all}},
			Statement{
				Sid: "Image", Effect: allow,
				Action:   []string{"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"},
				Resource: []string{"arn:" + p.Partition + ":ecr:" + found[2] + ":" + found[1] + ":repository/" + found[3]},
			})
	}
	return d
}

// SchedulePolicy is what EventBridge Scheduler may do: run the task, in the one
// cluster, as the two roles; and say what it could not start
// (https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html).
func SchedulePolicy(taskARN, clusterARN, startRoleARN, scanRoleARN, queueARN string) Document {
	return Document{Statement: []Statement{
		{
			Sid: "Run", Effect: allow, Action: []string{"ecs:RunTask"}, Resource: []string{taskARN + ":*"},
			Condition: Condition{"ArnEquals": {"ecs:cluster": {clusterARN}}},
		},
		{
			Sid: "Roles", Effect: allow, Action: []string{"iam:PassRole"}, Resource: []string{startRoleARN, scanRoleARN},
			Condition: Condition{"StringEquals": {"iam:PassedToService": {ecsTasks}}},
		},
		{Sid: "Failed", Effect: allow, Action: []string{"sqs:SendMessage"}, Resource: []string{queueARN}},
	}}
}
