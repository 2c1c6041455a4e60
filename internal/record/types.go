package record

// Identities are the types that can be recorded. A type that is missing is an
// error of the run, never skipped. ARN formats: the service authorization
// reference; ids: the import section of each resource in pulumi-aws v6.83.2;
// name lengths: the service's API model.
var Identities = map[string]Identity{
	"pulumi:providers:aws":     {ID: "{uuid}"},
	"pulumi:providers:command": {ID: "{uuid}"},

	"aws:athena/namedQuery:NamedQuery": {Name: "name", Sep: "-", Max: 128, ID: "{uuid}"},
	"aws:athena/workgroup:Workgroup": {Name: "name", Sep: "-", Max: 128, ID: "{name}", Outputs: map[string]string{
		"arn": arn + "athena:{region}:{account}:workgroup/{name}"}},
	"aws:budgets/budget:Budget": {Name: "name", Sep: "-", Max: 100, ID: "{account}:{name}", Outputs: map[string]string{
		"arn": arn + "budgets::{account}:budget/{name}"}},
	"aws:cloudformation/stack:Stack": {Name: "name", Sep: "-", Max: 128,
		ID: arn + "cloudformation:{region}:{account}:stack/{name}/{uuid}"},
	"aws:cloudwatch/dashboard:Dashboard": {Name: "dashboardName", Sep: "-", Max: 255, ID: "{name}", Outputs: map[string]string{
		"dashboardArn": arn + "cloudwatch::{account}:dashboard/{name}"}},
	"aws:cloudwatch/eventRule:EventRule": {Name: "name", Sep: "-", Max: 64, ID: "{name}", Outputs: map[string]string{
		"arn": arn + "events:{region}:{account}:rule/{name}"}},
	"aws:cloudwatch/eventTarget:EventTarget": {Name: "targetId", Sep: "-", Max: 64, ID: "{in.rule}-{name}"},
	"aws:cloudwatch/logGroup:LogGroup": {Name: "name", Sep: "-", Max: 512, ID: "{name}", Outputs: map[string]string{
		"arn": arn + "logs:{region}:{account}:log-group:{name}"}},
	"aws:cloudwatch/logMetricFilter:LogMetricFilter": {Name: "name", Sep: "-", Max: 512, ID: "{name}"},
	"aws:cloudwatch/logStream:LogStream": {Name: "name", Sep: "-", Max: 512, ID: "{name}", Outputs: map[string]string{
		"arn": arn + "logs:{region}:{account}:log-group:{in.logGroupName}:log-stream:{name}"}},
	"aws:cloudwatch/metricAlarm:MetricAlarm": {Name: "name", Sep: "-", Max: 255, ID: "{name}", Outputs: map[string]string{
		"arn": arn + "cloudwatch:{region}:{account}:alarm:{name}"}},
	"aws:ec2/securityGroup:SecurityGroup": {Name: "name", Sep: "-", Max: 255, ID: "sg-{hex}", Outputs: map[string]string{
		"arn": arn + "ec2:{region}:{account}:security-group/sg-{hex}"}},
	"aws:ecs/cluster:Cluster": {Name: "name", Sep: "-", Max: 255, ID: arn + "ecs:{region}:{account}:cluster/{name}", Outputs: map[string]string{
		"arn": arn + "ecs:{region}:{account}:cluster/{name}"}},
	"aws:ecs/taskDefinition:TaskDefinition": {Name: "family", Sep: "-", Max: 255, ID: "{name}", Outputs: map[string]string{
		"arn":                arn + "ecs:{region}:{account}:task-definition/{name}:1",
		"arnWithoutRevision": arn + "ecs:{region}:{account}:task-definition/{name}"}},
	"aws:glue/catalogDatabase:CatalogDatabase": {Name: "name", Sep: "_", Max: 255, ID: "{account}:{name}", Outputs: map[string]string{
		"arn": arn + "glue:{region}:{account}:database/{name}", "catalogId": "{account}"}},
	"aws:glue/catalogTable:CatalogTable": {Name: "name", Sep: "_", Max: 255, ID: "{account}:{in.databaseName}:{name}", Outputs: map[string]string{
		"arn": arn + "glue:{region}:{account}:table/{in.databaseName}/{name}", "catalogId": "{account}"}},
	"aws:glue/crawler:Crawler": {Name: "name", Sep: "-", Max: 255, ID: "{name}", Outputs: map[string]string{
		"arn": arn + "glue:{region}:{account}:crawler/{name}"}},
	"aws:glue/securityConfiguration:SecurityConfiguration": {Name: "name", Sep: "-", Max: 255, ID: "{name}"},
	"aws:iam/policy:Policy": {Name: "name", Sep: "-", Max: 128, ID: arn + "iam::{account}:policy/{name}", Outputs: map[string]string{
		"arn": arn + "iam::{account}:policy/{name}"}},
	"aws:iam/role:Role": {Name: "name", Sep: "-", Max: 64, ID: "{name}", Outputs: map[string]string{
		"arn": arn + "iam::{account}:role/{name}", "uniqueId": "AROA{hex}"}},
	"aws:iam/rolePolicy:RolePolicy":                     {Name: "name", Sep: "-", Max: 128, ID: "{in.role}:{name}"},
	"aws:iam/rolePolicyAttachment:RolePolicyAttachment": {ID: "{in.role}-{hex}"},
	"aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": {Name: "name", Sep: "-", Max: 64,
		ID: arn + "firehose:{region}:{account}:deliverystream/{name}", Outputs: map[string]string{
			"arn": arn + "firehose:{region}:{account}:deliverystream/{name}"}},
	"aws:kms/alias:Alias": {Name: "name", Sep: "-", Max: 256, ID: "{name}", Outputs: map[string]string{
		"arn": arn + "kms:{region}:{account}:{name}"}},
	"aws:kms/key:Key": {ID: "{uuid}", Outputs: map[string]string{
		"keyId": "{uuid}", "arn": arn + "kms:{region}:{account}:key/{uuid}"}},
	"aws:lambda/eventSourceMapping:EventSourceMapping": {ID: "{uuid}", Outputs: map[string]string{
		"uuid": "{uuid}", "arn": arn + "lambda:{region}:{account}:event-source-mapping:{uuid}"}},
	"aws:lambda/function:Function": {Name: "name", Sep: "-", Max: 64, ID: "{name}", Outputs: map[string]string{
		"arn":       arn + "lambda:{region}:{account}:function:{name}",
		"invokeArn": arn + "apigateway:{region}:lambda:path/2015-03-31/functions/" + arn + "lambda:{region}:{account}:function:{name}/invocations"}},
	"aws:lambda/permission:Permission": {ID: "{hex}"},
	"aws:scheduler/schedule:Schedule": {Name: "name", Sep: "-", Max: 64, ID: "default/{name}", Outputs: map[string]string{
		"arn": arn + "scheduler:{region}:{account}:schedule/default/{name}"}},
	"aws:sns/topic:Topic": {Name: "name", Sep: "-", Max: 256, ID: arn + "sns:{region}:{account}:{name}", Outputs: map[string]string{
		"arn": arn + "sns:{region}:{account}:{name}"}},
	"aws:sns/topicPolicy:TopicPolicy":             {ID: "{in.arn}"},
	"aws:sns/topicSubscription:TopicSubscription": {ID: "{in.topic}:{uuid}", Outputs: map[string]string{"arn": "{in.topic}:{uuid}"}},
	"aws:sqs/queue:Queue": {Name: "name", Sep: "-", Max: 80, ID: "https://sqs.{region}.{suffix}/{account}/{name}", Outputs: map[string]string{
		"url": "https://sqs.{region}.{suffix}/{account}/{name}", "arn": arn + "sqs:{region}:{account}:{name}"}},
	"aws:sqs/queuePolicy:QueuePolicy":               {ID: "{in.queueUrl}"},
	"aws:sqs/redrivePolicy:RedrivePolicy":           {ID: "{in.queueUrl}"},
	"aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": {ID: "{in.queueUrl}"},
}

func init() {
	for token, identity := range s3Identities {
		Identities[token] = identity
	}
	for token, identity := range securityHubIdentities {
		Identities[token] = identity
	}
	for token, identity := range quickSightIdentities {
		Identities[token] = identity
	}
}

// s3Identities: all but the bucket and its objects are settings of a bucket and
// take its name as their id.
var s3Identities = map[string]Identity{
	"aws:s3/bucketV2:BucketV2": {Name: "bucket", Sep: "-", Max: 63, ID: "{name}", Outputs: map[string]string{
		"arn": arn + "s3:::{name}", "bucketDomainName": "{name}.s3.{suffix}",
		"bucketRegionalDomainName": "{name}.s3.{region}.{suffix}"}},
	"aws:s3/bucketObjectv2:BucketObjectv2": {ID: "{in.key}", Outputs: map[string]string{
		"arn": arn + "s3:::{in.bucket}/{in.key}", "etag": "{hex}", "versionId": "{hex}v"}},
	"aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2":                       {ID: "{in.bucket}"},
	"aws:s3/bucketLoggingV2:BucketLoggingV2":                                                     {ID: "{in.bucket}"},
	"aws:s3/bucketNotification:BucketNotification":                                               {ID: "{in.bucket}"},
	"aws:s3/bucketOwnershipControls:BucketOwnershipControls":                                     {ID: "{in.bucket}"},
	"aws:s3/bucketPolicy:BucketPolicy":                                                           {ID: "{in.bucket}"},
	"aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock":                                     {ID: "{in.bucket}"},
	"aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2": {ID: "{in.bucket}"},
	"aws:s3/bucketVersioningV2:BucketVersioningV2":                                               {ID: "{in.bucket}"},
}

var securityHubIdentities = map[string]Identity{
	"aws:securityhub/account:Account": {ID: "{account}", Outputs: map[string]string{
		"arn": arn + "securityhub:{region}:{account}:hub/default"}},
	"aws:securityhub/findingAggregator:FindingAggregator": {ID: arn + "securityhub:{region}:{account}:finding-aggregator/{uuid}"},
	"aws:securityhub/productSubscription:ProductSubscription": {ID: "{in.productArn}," + arn + "securityhub:{region}:{account}:product-subscription/prowler/prowler",
		Outputs: map[string]string{"arn": arn + "securityhub:{region}:{account}:product-subscription/prowler/prowler"}},
	"aws:securityhub/standardsSubscription:StandardsSubscription": {ID: arn + "securityhub:{region}:{account}:subscription/{hex}"},
}

var quickSightIdentities = map[string]Identity{
	"aws:quicksight/accountSubscription:AccountSubscription": {ID: "{account}"},
	"aws:quicksight/dataSet:DataSet": {ID: "{account},{in.dataSetId}", Outputs: map[string]string{
		"arn": arn + "quicksight:{region}:{account}:dataset/{in.dataSetId}"}},
	"aws:quicksight/folder:Folder": {ID: "{account},{in.folderId}", Outputs: map[string]string{
		"arn": arn + "quicksight:{region}:{account}:folder/{in.folderId}"}},
	"aws:quicksight/folderMembership:FolderMembership": {ID: "{account},{in.folderId},{in.memberType},{in.memberId}"},
	"aws:quicksight/group:Group": {ID: "{account}/default/{in.groupName}", Outputs: map[string]string{
		"arn": arn + "quicksight:{region}:{account}:group/default/{in.groupName}"}},
	"aws:quicksight/groupMembership:GroupMembership": {ID: "{account}/default/{in.groupName}/{in.memberName}"},
	"aws:quicksight/refreshSchedule:RefreshSchedule": {ID: "{account},{in.dataSetId},{in.scheduleId}", Outputs: map[string]string{
		"arn": arn + "quicksight:{region}:{account}:dataset/{in.dataSetId}/refresh-schedule/{in.scheduleId}"}},
	"aws:quicksight/theme:Theme": {ID: "{account},{in.themeId}", Outputs: map[string]string{
		"arn": arn + "quicksight:{region}:{account}:theme/{in.themeId}"}},
}
