"""What a resource of pulumi-aws is in CloudFormation.

Members are found by name in CloudFormation's own schema (convert.py); here stands
only what a name does not say. Every entry that leaves something out gives the
reason, which convert.py lists and ignored.txt keeps.
"""

# Pulumi type -> CloudFormation type.
TYPES = {
    "aws:athena/namedQuery:NamedQuery": "AWS::Athena::NamedQuery",
    "aws:athena/workgroup:Workgroup": "AWS::Athena::WorkGroup",
    "aws:budgets/budget:Budget": "AWS::Budgets::Budget",
    "aws:cloudwatch/dashboard:Dashboard": "AWS::CloudWatch::Dashboard",
    "aws:cloudwatch/eventRule:EventRule": "AWS::Events::Rule",
    "aws:cloudwatch/logGroup:LogGroup": "AWS::Logs::LogGroup",
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": "AWS::Logs::MetricFilter",
    "aws:cloudwatch/logStream:LogStream": "AWS::Logs::LogStream",
    "aws:cloudwatch/metricAlarm:MetricAlarm": "AWS::CloudWatch::Alarm",
    "aws:ec2/securityGroup:SecurityGroup": "AWS::EC2::SecurityGroup",
    "aws:ecs/cluster:Cluster": "AWS::ECS::Cluster",
    "aws:ecs/taskDefinition:TaskDefinition": "AWS::ECS::TaskDefinition",
    "aws:glue/catalogDatabase:CatalogDatabase": "AWS::Glue::Database",
    "aws:glue/catalogTable:CatalogTable": "AWS::Glue::Table",
    "aws:glue/crawler:Crawler": "AWS::Glue::Crawler",
    "aws:glue/securityConfiguration:SecurityConfiguration": "AWS::Glue::SecurityConfiguration",
    "aws:iam/policy:Policy": "AWS::IAM::ManagedPolicy",
    "aws:iam/role:Role": "AWS::IAM::Role",
    "aws:iam/rolePolicy:RolePolicy": "AWS::IAM::RolePolicy",
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": "AWS::KinesisFirehose::DeliveryStream",
    "aws:kms/alias:Alias": "AWS::KMS::Alias",
    "aws:kms/key:Key": "AWS::KMS::Key",
    "aws:lambda/eventSourceMapping:EventSourceMapping": "AWS::Lambda::EventSourceMapping",
    "aws:lambda/function:Function": "AWS::Lambda::Function",
    "aws:lambda/permission:Permission": "AWS::Lambda::Permission",
    "aws:quicksight/dataSet:DataSet": "AWS::QuickSight::DataSet",
    "aws:quicksight/folder:Folder": "AWS::QuickSight::Folder",
    "aws:quicksight/refreshSchedule:RefreshSchedule": "AWS::QuickSight::RefreshSchedule",
    "aws:quicksight/theme:Theme": "AWS::QuickSight::Theme",
    "aws:s3/bucketPolicy:BucketPolicy": "AWS::S3::BucketPolicy",
    "aws:s3/bucketV2:BucketV2": "AWS::S3::Bucket",
    "aws:scheduler/schedule:Schedule": "AWS::Scheduler::Schedule",
    "aws:securityhub/account:Account": "AWS::SecurityHub::Hub",
    "aws:securityhub/findingAggregator:FindingAggregator": "AWS::SecurityHub::FindingAggregator",
    "aws:securityhub/productSubscription:ProductSubscription": "AWS::SecurityHub::ProductSubscription",
    "aws:securityhub/standardsSubscription:StandardsSubscription": "AWS::SecurityHub::Standard",
    "aws:sns/topic:Topic": "AWS::SNS::Topic",
    "aws:sns/topicPolicy:TopicPolicy": "AWS::SNS::TopicPolicy",
    "aws:sns/topicSubscription:TopicSubscription": "AWS::SNS::Subscription",
    "aws:sqs/queue:Queue": "AWS::SQS::Queue",
    "aws:sqs/queuePolicy:QueuePolicy": "AWS::SQS::QueuePolicy",
}

# Pulumi type -> (input that names the resource CloudFormation keeps it in, member
# there; "[]" appends to a list). The rest of its inputs go below that member.
MERGED = {
    "aws:cloudwatch/eventTarget:EventTarget": ("rule", "Targets[]"),
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ("role", "ManagedPolicyArns[]"),
    "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2": ("bucket", "LifecycleConfiguration"),
    "aws:s3/bucketNotification:BucketNotification": ("bucket", "NotificationConfiguration"),
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": ("bucket", "OwnershipControls"),
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ("bucket", "PublicAccessBlockConfiguration"),
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2": ("bucket", "BucketEncryption"),
    "aws:s3/bucketVersioningV2:BucketVersioningV2": ("bucket", "VersioningConfiguration"),
    "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": ("queueUrl", ""),
    "aws:sqs/redrivePolicy:RedrivePolicy": ("queueUrl", ""),
}

# Pulumi type -> why no template holds it.
NO_TYPE = {
    "aws:cloudformation/stack:Stack": "is a template itself: conformance/quicksight judges it",
    "aws:quicksight/accountSubscription:AccountSubscription": "CloudFormation has no such type",
    "aws:quicksight/folderMembership:FolderMembership": "CloudFormation names folders in the member",
    "aws:quicksight/group:Group": "CloudFormation has no such type",
    "aws:quicksight/groupMembership:GroupMembership": "CloudFormation has no such type",
    "aws:s3/bucketObjectv2:BucketObjectv2": "CloudFormation makes no objects",
    "pulumi:providers:aws": "is Pulumi's",
    "pulumi:providers:command": "is Pulumi's",
}

# "Kind.path.of.input" (without list indices) -> path in CloudFormation, from the
# member that the part before it was mapped to. "a.b" are nested members.
RENAMED = {
    "Budget.limitAmount": "Budget.BudgetLimit.Amount",
    "Budget.limitUnit": "Budget.BudgetLimit.Unit",
    "Alias.name": "AliasName",
    "CatalogDatabase.createTableDefaultPermissions": "DatabaseInput.CreateTableDefaultPermissions",
    "CatalogTable.name": "TableInput.Name",
    "CatalogTable.storageDescriptor.serDeInfo": "SerdeInfo",
    "Crawler.s3Targets": "Targets.S3Targets",
    "Dashboard.dashboardBody": "DashboardBody",
    "EventRule.eventPattern": "EventPattern",
    "EventTarget.targetId": "Id",
    "FirehoseDeliveryStream.name": "DeliveryStreamName",
    "FirehoseDeliveryStream.extendedS3Configuration": "ExtendedS3DestinationConfiguration",
    "FirehoseDeliveryStream.extendedS3Configuration.bufferingInterval": "BufferingHints.IntervalInSeconds",
    "FirehoseDeliveryStream.extendedS3Configuration.bufferingSize": "BufferingHints.SizeInMBs",
    "FirehoseDeliveryStream.extendedS3Configuration.kmsKeyArn": "EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN",
    "FirehoseDeliveryStream.serverSideEncryption": "DeliveryStreamEncryptionConfigurationInput",
    "Function.name": "FunctionName",
    "Function.layers": "Layers",
    "Key.deletionWindowInDays": "PendingWindowInDays",
    "Key.policy": "KeyPolicy",
    "LogGroup.name": "LogGroupName",
    "LogMetricFilter.metricTransformation": "MetricTransformations",
    "LogMetricFilter.name": "FilterName",
    "LogMetricFilter.pattern": "FilterPattern",
    "LogStream.name": "LogStreamName",
    "MetricAlarm.name": "AlarmName",
    "MetricAlarm.metricQueries": "Metrics",
    "MetricAlarm.metricQueries.metric": "MetricStat",
    "MetricAlarm.metricQueries.metric.dimensions": "Metric.Dimensions",
    "MetricAlarm.metricQueries.metric.metricName": "Metric.MetricName",
    "MetricAlarm.metricQueries.metric.namespace": "Metric.Namespace",
    "NamedQuery.query": "QueryString",
    "Crawler.schedule": "Schedule.ScheduleExpression",
    "FindingAggregator.linkingMode": "RegionLinkingMode",
    "FindingAggregator.specifiedRegions": "Regions",
    "Crawler.securityConfiguration": "CrawlerSecurityConfiguration",
    "Cluster.settings": "ClusterSettings",
    "SecurityGroup.egress.protocol": "IpProtocol",
    "Policy.name": "ManagedPolicyName",
    "Policy.policy": "PolicyDocument",
    "ProductSubscription.productArn": "ProductArn",
    "Queue.messageRetentionSeconds": "MessageRetentionPeriod",
    "Queue.visibilityTimeoutSeconds": "VisibilityTimeout",
    "Queue.name": "QueueName",
    "QueuePolicy.policy": "PolicyDocument",
    "QueuePolicy.queueUrl": "Queues",
    "Role.assumeRolePolicy": "AssumeRolePolicyDocument",
    "RolePolicy.policy": "PolicyDocument",
    "RolePolicy.role": "RoleName",
    "SecurityGroup.egress": "SecurityGroupEgress",
    "SecurityGroup.description": "GroupDescription",
    "SecurityGroup.name": "GroupName",
    "Topic.name": "TopicName",
    "TopicPolicy.arn": "Topics",
    "TopicPolicy.policy": "PolicyDocument",
    "TopicSubscription.topic": "TopicArn",
    "BucketV2.bucket": "BucketName",
    "BucketPolicy.policy": "PolicyDocument",
    "BucketLifecycleConfigurationV2.rules.expiration.days": "ExpirationInDays",
    "BucketLifecycleConfigurationV2.rules.expiration.expiredObjectDeleteMarker": "ExpiredObjectDeleteMarker",
    "BucketLifecycleConfigurationV2.rules.noncurrentVersionExpiration": "NoncurrentVersionExpiration",
    "BucketLifecycleConfigurationV2.rules.transitions.days": "TransitionInDays",
    "BucketNotification.queues": "QueueConfigurations",
    "BucketNotification.queues.events": "Event",
    "BucketNotification.queues.queueArn": "Queue",
    "BucketOwnershipControls.rule": "Rules",
    "BucketServerSideEncryptionConfigurationV2.rules": "ServerSideEncryptionConfiguration",
    "BucketServerSideEncryptionConfigurationV2.rules.applyServerSideEncryptionByDefault": "ServerSideEncryptionByDefault",
    "BucketServerSideEncryptionConfigurationV2.rules.applyServerSideEncryptionByDefault.kmsMasterKeyId": "KMSMasterKeyID",
    "Workgroup.configuration": "WorkGroupConfiguration",
    "Workgroup.configuration.resultConfiguration.encryptionConfiguration.kmsKeyArn": "KmsKey",
    "Workgroup.forceDestroy": "RecursiveDeleteOption",
}

# Paths whose members CloudFormation keeps one level up.
FLATTENED = {
    "BucketLifecycleConfigurationV2.rules.expiration",
    "BucketLifecycleConfigurationV2.rules.filter",
    "BucketVersioningV2.versioningConfiguration",
}

# Paths that CloudFormation does not have, with the reason.
LEFT_OUT = {
    "SecurityGroup.egress.ipv6CidrBlocks": "CloudFormation has a rule for each block: that of IPv4 stands for both",
    "Alias.namePrefix": "CloudFormation takes a whole name: that of this run stands in",
    "BucketV2.forceDestroy": "Pulumi empties the bucket before it deletes it",
    "FirehoseDeliveryStream.destination": "CloudFormation says it by which destination is configured",
    "FirehoseDeliveryStream.serverSideEncryption.enabled": "CloudFormation says it by the member being there",
    "Function.code": "an archive of this machine: a bucket and key stand in for it",
    "BucketNotification.queues.id": "CloudFormation names notifications itself",
}



def budget_notifications(given):
    """A notification and who gets it are two members of one in CloudFormation."""
    return [{
        "Notification": {k[0].upper() + k[1:]: v for k, v in n.items() if not k.startswith("subscriber")},
        "Subscribers": [{"SubscriptionType": "SNS", "Address": a} for a in n.get("subscriberSnsTopicArns", [])]
        + [{"SubscriptionType": "EMAIL", "Address": a} for a in n.get("subscriberEmailAddresses", [])],
    } for n in given]


def tables(given):
    """A list in which each names itself is a map by name in CloudFormation."""
    def members(v):
        if isinstance(v, list):
            return [members(x) for x in v]
        return {k[0].upper() + k[1:]: members(x) for k, x in v.items()} if isinstance(v, dict) and "$text" not in v else v
    return {t["physicalTableMapId"]: members({k: x for k, x in t.items() if k != "physicalTableMapId"}) for t in given}


# Paths that are built otherwise: value -> (member, its value).
BUILT = {
    "DataSet.physicalTableMaps": lambda v: ("PhysicalTableMap", tables(v)),
    "Budget.notifications": lambda v: ("NotificationsWithSubscribers", budget_notifications(v)),
    "Schedule.target.ecsParameters.networkConfiguration.assignPublicIp": lambda v: (
        "AwsvpcConfiguration", {"AssignPublicIp": "ENABLED" if v else "DISABLED"}),
    "SecurityGroup.egress.cidrBlocks": lambda v: ("CidrIp", v[0]),
    "BucketNotification.queues.filterPrefix": lambda v: ("Filter", {"S3Key": {"Rules": [{"Name": "prefix", "Value": v}]}}),
}

# Paths whose references are written as values: merged into one resource of
# CloudFormation, the two would wait for each other.
AS_VALUES = {
    "EventTarget.roleArn": "the role trusts the rule that the target is part of",
    "RedriveAllowPolicy.redriveAllowPolicy": "the two queues name each other",
}

# Strings that hold JSON which CloudFormation takes as a document.
DOCUMENTS = {"policy", "assumeRolePolicy", "eventPattern", "containerDefinitions", "redrivePolicy", "redriveAllowPolicy"}

# What a template must say and Pulumi fills in by itself; "$name" is the output name.
ADDED = {
    "Alias": {"AliasName": "$name"},
    "CatalogDatabase": {"CatalogId": {"Ref": "AWS::AccountId"}},
    "CatalogTable": {"CatalogId": {"Ref": "AWS::AccountId"}},
    "DataSet": {"AwsAccountId": {"Ref": "AWS::AccountId"}},
    "EventTarget": {"Id": "target"},
    "Folder": {"AwsAccountId": {"Ref": "AWS::AccountId"}},
    "Function": {"Code": {"S3Bucket": "code-bucket", "S3Key": "transform.zip"}},
    "RefreshSchedule": {"AwsAccountId": {"Ref": "AWS::AccountId"}},
    "RolePolicy": {"PolicyName": "inline"},
    "SecurityConfiguration": {"Name": "$name"},
    "Theme": {"AwsAccountId": {"Ref": "AWS::AccountId"}},
    "Workgroup": {"Name": "$name"},
}

# Kind -> output -> attribute in CloudFormation; None is what Ref gives, and an
# "arn:..." a text in which @ stands for that.
ATTRIBUTES = {
    "Alias": {"name": None, "id": None},
    "BucketV2": {"bucket": None, "id": None, "arn": "Arn", "bucketDomainName": "DomainName",
                 "bucketRegionalDomainName": "RegionalDomainName"},
    "CatalogDatabase": {"name": None},
    "CatalogTable": {"name": None},
    "Cluster": {"arn": "Arn", "name": None, "id": "Arn"},
    "Crawler": {"name": None, "id": None},
    "EventRule": {"arn": "Arn", "name": None, "id": None},
    "FirehoseDeliveryStream": {"arn": "Arn", "name": None, "id": "Arn"},
    "Function": {"arn": "Arn", "name": None, "id": None},
    "Key": {"arn": "Arn", "keyId": None, "id": None},
    # Arn of a log group ends in :*, which the provider's arn does not.
    "LogGroup": {"name": None, "id": None,
                 "arn": "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:@"},
    "LogStream": {"name": None, "id": None},
    "MetricAlarm": {"arn": "Arn", "name": None, "id": None},
    "Policy": {"arn": None, "id": None},
    "Queue": {"arn": "Arn", "url": None, "id": None, "name": "QueueName"},
    "Role": {"arn": "Arn", "name": None, "id": None},
    "SecurityGroup": {"id": "GroupId"},
    "TaskDefinition": {"arn": None},
    "Topic": {"arn": None, "id": None, "name": "TopicName"},
    "Workgroup": {"name": None, "id": None,
                  "arn": "arn:${AWS::Partition}:athena:${AWS::Region}:${AWS::AccountId}:workgroup/@"},
}
