package components

import "security-hub-analytics/lake"

// DeployPolicies are the least rights of whoever runs pulumi up, refresh and destroy,
// by what they are for: each fits into one managed policy. They go by NamePrefix. What
// has no name of ours is bound otherwise, or read only; each use of every resource
// says why.
//
// The provider reads every property of what it manages, so reading is a long list; the
// lists follow the handlers of hashicorp/terraform-provider-aws v5.100, which
// pulumi-aws v6.83 is made from.
func DeployPolicies(p Place, database string) map[string]Document {
	return map[string]Document{
		"storage":   {Statement: deployStorage(p)},
		"pipeline":  {Statement: deployPipeline(p)},
		"identity":  {Statement: deployIdentity(p)},
		"catalog":   {Statement: deployCatalog(p, database)},
		"detect":    {Statement: deployDetect(p)},
		"visualize": {Statement: deployVisualize(p)},
	}
}

// ours is the ARN of what of a kind is named by the stack.
func ours(p Place, service, kind string) string { return p.ARN(service, kind+NamePrefix+"-*") }

// allowed is a statement that allows actions of one service, named without it.
func allowed(sid, service string, actions []string, resources ...string) Statement {
	full := make([]string, len(actions))
	for i, action := range actions {
		full[i] = service + ":" + action
	}
	return Statement{Sid: sid, Effect: allow, Action: full, Resource: resources}
}

func deployStorage(p Place) []Statement {
	buckets := p.BucketARN(NamePrefix + "-*")
	// Keys have no names: those with the project's tag, which the stack files set.
	keys := allowed("Keys", "kms", []string{
		"DescribeKey", "DisableKeyRotation", "EnableKeyRotation", "GetKeyPolicy", "GetKeyRotationStatus", "ListResourceTags",
		"PutKeyPolicy", "ScheduleKeyDeletion", "TagResource", "UntagResource", "UpdateKeyDescription", "CreateAlias", "DeleteAlias", "UpdateAlias",
	}, p.ARN("kms", "key/*"))
	keys.Condition = Condition{"StringEquals": {"aws:ResourceTag/project": {"security-hub-analytics"}}}
	// A key that is not there yet knows no resource.
	newKeys := allowed("NewKeys", "kms", []string{"CreateKey"}, all)
	tagKeys := allowed("TagNewKeys", "kms", []string{"TagResource"}, p.ARN("kms", "key/*"))
	newKeys.Condition = Condition{"StringEquals": {"aws:RequestTag/project": {"security-hub-analytics"}}}
	tagKeys.Condition = newKeys.Condition
	grants := allowed("Grants", "kms", []string{"CreateGrant"}, p.ARN("kms", "key/*"))
	grants.Condition = Condition{"Bool": {"kms:GrantIsForAWSResource": {"true"}}}
	// What the stack itself writes: the list of accounts, and QuickSight's templates.
	accounts := allowed("OwnFilesKey", "kms", []string{"Decrypt", "GenerateDataKey"}, p.ARN("kms", "key/*"))
	accounts.Condition = through(p, "s3")
	return []Statement{
		allowed("Buckets", "s3", []string{
			"CreateBucket", "DeleteBucket", "DeleteBucketPolicy", "GetAccelerateConfiguration", "GetBucketAcl", "GetBucketCORS",
			"GetBucketLocation", "GetBucketLogging", "GetBucketNotification", "GetBucketObjectLockConfiguration", "GetBucketOwnershipControls",
			"GetBucketPolicy", "GetBucketPublicAccessBlock", "GetBucketRequestPayment", "GetBucketTagging", "GetBucketVersioning",
			"GetBucketWebsite", "GetEncryptionConfiguration", "GetLifecycleConfiguration", "GetReplicationConfiguration", "ListBucket",
			"ListBucketVersions", "PutBucketNotification", "PutBucketOwnershipControls", "PutBucketPolicy", "PutBucketPublicAccessBlock",
			"PutBucketTagging", "PutBucketVersioning", "PutEncryptionConfiguration", "PutLifecycleConfiguration",
		}, buckets),
		// For dataOnDestroy delete, which empties buckets; without it a destroy of a stack
		// that keeps its data works as well.
		allowed("EmptyBuckets", "s3", []string{"DeleteObject", "DeleteObjectVersion"}, buckets+"/*"),
		// No finding can be read with these.
		allowed("Accounts", "s3", []string{"GetObject", "GetObjectTagging", "PutObject", "PutObjectTagging"}, buckets+"/"+lake.AccountsPrefix+"*"),
		keys, newKeys, tagKeys, grants, accounts,
		allowed("Aliases", "kms", []string{"CreateAlias", "DeleteAlias", "UpdateAlias"}, p.ARN("kms", "alias/"+NamePrefix+"-*")),
		// It knows no resource.
		allowed("ListAliases", "kms", []string{"ListAliases"}, all),
		allowed("Queues", "sqs", []string{
			"CreateQueue", "DeleteQueue", "GetQueueAttributes", "GetQueueUrl", "ListQueueTags", "SetQueueAttributes", "TagQueue", "UntagQueue",
		}, ours(p, "sqs", "")),
		allowed("Topic", "sns", []string{
			"CreateTopic", "DeleteTopic", "GetSubscriptionAttributes", "GetTopicAttributes", "ListTagsForResource", "SetTopicAttributes",
			"Subscribe", "TagResource", "Unsubscribe", "UntagResource",
		}, ours(p, "sns", "")),
	}
}

func deployPipeline(p Place) []Statement {
	// A mapping has no name, and one that is not there yet no ARN; the function that it
	// triggers has both.
	trigger := Condition{"ArnLike": {"lambda:FunctionArn": {ours(p, "lambda", "function:")}}}
	newMapping := allowed("NewTrigger", "lambda", []string{"CreateEventSourceMapping"}, all)
	mapping := allowed("Trigger", "lambda", []string{"DeleteEventSourceMapping", "UpdateEventSourceMapping"}, p.ARN("lambda", "event-source-mapping:*"))
	newMapping.Condition, mapping.Condition = trigger, trigger
	return []Statement{
		allowed("Rule", "events", []string{
			"DeleteRule", "DescribeRule", "ListTagsForResource", "ListTargetsByRule", "PutRule", "PutTargets", "RemoveTargets", "TagResource", "UntagResource",
		}, ours(p, "events", "rule/")),
		allowed("Stream", "firehose", []string{
			"CreateDeliveryStream", "DeleteDeliveryStream", "DescribeDeliveryStream", "ListTagsForDeliveryStream", "StartDeliveryStreamEncryption",
			"StopDeliveryStreamEncryption", "TagDeliveryStream", "UntagDeliveryStream", "UpdateDestination",
		}, ours(p, "firehose", "deliverystream/")),
		allowed("Function", "lambda", []string{
			"CreateFunction", "DeleteFunction", "GetFunction", "GetFunctionCodeSigningConfig", "GetFunctionConfiguration", "ListTags",
			"ListVersionsByFunction", "PutFunctionConcurrency", "TagResource", "UntagResource", "UpdateFunctionCode", "UpdateFunctionConfiguration",
		}, ours(p, "lambda", "function:")),
		newMapping, mapping,
		// Reading a mapping, and its tags, cannot be bound to the function.
		allowed("ReadTrigger", "lambda", []string{"GetEventSourceMapping", "ListTags", "TagResource", "UntagResource"}, p.ARN("lambda", "event-source-mapping:*")),
		allowed("Logs", "logs", []string{
			"AssociateKmsKey", "CreateLogGroup", "CreateLogStream", "DeleteLogGroup", "DeleteLogStream", "DeleteRetentionPolicy", "DescribeLogStreams",
			"DisassociateKmsKey", "ListTagsForResource", "PutRetentionPolicy", "TagResource", "UntagResource",
		}, ours(p, "logs", "log-group:"), p.ARN("logs", "log-group:"+crawlerLogs+NamePrefix+"-*")),
		// It lists all groups or none.
		allowed("ListLogs", "logs", []string{"DescribeLogGroups"}, all),
		allowed("Alarms", "cloudwatch", []string{"DeleteAlarms", "DescribeAlarms", "ListTagsForResource", "PutMetricAlarm", "TagResource", "UntagResource"},
			ours(p, "cloudwatch", "alarm:")),
		// A dashboard is called by project and stack, and has no Region.
		allowed("Dashboard", "cloudwatch", []string{"DeleteDashboards", "GetDashboard", "PutDashboard"},
			"arn:"+p.Partition+":cloudwatch::"+p.Account+":dashboard/security-hub-analytics-*"),
		allowed("Budget", "budgets", []string{"ListTagsForResource", "ModifyBudget", "TagResource", "UntagResource", "ViewBudget"},
			"arn:"+p.Partition+":budgets::"+p.Account+":budget/"+NamePrefix+"-*"),
	}
}
