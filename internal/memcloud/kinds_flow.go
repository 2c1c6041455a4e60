package memcloud

import (
	"reflect"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/budgets"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/kinesis"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/lambda"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/sns"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/sqs"
)

// elementer is what every Args struct of a Pulumi SDK is.
type elementer interface{ ElementType() reflect.Type }

func streams() []*kind {
	return []*kind{
		typed("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", kinesis.FirehoseDeliveryStream{}, kinesis.FirehoseDeliveryStreamArgs{}).
			ID("{arn}").ARN("firehose:{region}:{account}:deliverystream/{name}").Set("destinationId", "destinationId-000000000001").Set("versionId", "1").
			Max(64).ForceNew("name destination kinesisSourceConfiguration mskSourceConfiguration extendedS3Configuration.dynamicPartitioningConfiguration").
			OnCreate(deliverable),
		typed(queueType, sqs.Queue{}, sqs.QueueArgs{}).ID("{url}").Set("url", "https://sqs.{region}.amazonaws.com/{account}/{name}").
			ARN("sqs:{region}:{account}:{name}").Max(80).ForceNew("name namePrefix fifoQueue").OnCreate(keysExist),
		typed(queuePolicy, sqs.QueuePolicy{}, sqs.QueuePolicyArgs{}).ID("{queueUrl}").Put().ForceNew("queueUrl").Needs("queueUrl", queueType),
		typed("aws:sqs/redrivePolicy:RedrivePolicy", sqs.RedrivePolicy{}, sqs.RedrivePolicyArgs{}).
			ID("{queueUrl}").Put().ForceNew("queueUrl").Needs("queueUrl", queueType),
		typed("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", sqs.RedriveAllowPolicy{}, sqs.RedriveAllowPolicyArgs{}).
			ID("{queueUrl}").Put().ForceNew("queueUrl").Needs("queueUrl", queueType),
		typed(topicType, sns.Topic{}, sns.TopicArgs{}).ID("{arn}").ARN("sns:{region}:{account}:{name}").Set("owner", "{account}").
			Max(256).ForceNew("name namePrefix fifoTopic").OnCreate(keysExist),
		typed("aws:sns/topicPolicy:TopicPolicy", sns.TopicPolicy{}, sns.TopicPolicyArgs{}).ID("{arn}").Set("owner", "{account}").
			Put().ForceNew("arn").Needs("arn", topicType),
		// Subscribing the same endpoint again answers with the subscription that is there.
		typed("aws:sns/topicSubscription:TopicSubscription", sns.TopicSubscription{}, sns.TopicSubscriptionArgs{}).ID("{topic}:{protocol}:{endpoint}").
			Set("arn", "{topic}:{uuid}").Set("ownerId", "{account}").Put().ForceNew("topic protocol endpoint").Needs("topic", topicType),
		typed(functionType, lambda.Function{}, lambda.FunctionArgs{}).ID("{name}").ARN("lambda:{region}:{account}:function:{name}").
			Set("version", "$LATEST").Max(64).ForceNew("name packageType").Needs("role", roleType).OnCreate(keysExist),
		typed("aws:lambda/eventSourceMapping:EventSourceMapping", lambda.EventSourceMapping{}, lambda.EventSourceMappingArgs{}).
			ID("{uuid}").ARN("lambda:{region}:{account}:event-source-mapping:{id}").Set("state", "Enabled").
			ForceNew("eventSourceArn startingPosition startingPositionTimestamp topics queues").
			Needs("functionName", functionType).Needs("eventSourceArn", queueType).OnCreate(pollable),
		typed("aws:lambda/permission:Permission", lambda.Permission{}, lambda.PermissionArgs{}).ID("{statementId}").Set("statementId", "{uuid}").
			ForceNew("*").Needs("function", functionType),
		typed("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", lambda.FunctionEventInvokeConfig{}, lambda.FunctionEventInvokeConfigArgs{}).
			ID("{functionName}").Put().ForceNew("functionName qualifier").Needs("functionName", functionType),
	}
}

func watch() []*kind {
	return []*kind{
		typed(ruleType, cloudwatch.EventRule{}, cloudwatch.EventRuleArgs{}).ID("{name}").ARN("events:{region}:{account}:rule/{name}").
			Max(64).Put().ForceNew("name namePrefix eventBusName").OnRemove(ruleIsBare),
		typed(targetType, cloudwatch.EventTarget{}, cloudwatch.EventTargetArgs{}).ID("{rule}-{targetId}").Named("targetId").Max(64).
			Put().ForceNew("rule targetId eventBusName").Needs("rule", ruleType).Needs("roleArn", roleType),
		typed(logGroupType, cloudwatch.LogGroup{}, cloudwatch.LogGroupArgs{}).ID("{name}").ARN("logs:{region}:{account}:log-group:{name}").
			Max(512).ForceNew("name namePrefix logGroupClass").OnCreate(keysExist),
		typed("aws:cloudwatch/logStream:LogStream", cloudwatch.LogStream{}, cloudwatch.LogStreamArgs{}).ID("{logGroupName}:{name}").
			ARN("logs:{region}:{account}:log-group:{logGroupName}:log-stream:{name}").Max(512).ForceNew("name logGroupName").Needs("logGroupName", logGroupType),
		typed("aws:cloudwatch/logMetricFilter:LogMetricFilter", cloudwatch.LogMetricFilter{}, cloudwatch.LogMetricFilterArgs{}).
			ID("{logGroupName}:{name}").Put().ForceNew("name logGroupName").Needs("logGroupName", logGroupType),
		typed("aws:cloudwatch/logResourcePolicy:LogResourcePolicy", cloudwatch.LogResourcePolicy{}, cloudwatch.LogResourcePolicyArgs{}).
			ID("{policyName}").Put().ForceNew("policyName"),
		typed("aws:cloudwatch/queryDefinition:QueryDefinition", cloudwatch.QueryDefinition{}, cloudwatch.QueryDefinitionArgs{}).
			ID("{queryDefinitionId}").Set("queryDefinitionId", "{uuid}"),
		typed("aws:cloudwatch/metricAlarm:MetricAlarm", cloudwatch.MetricAlarm{}, cloudwatch.MetricAlarmArgs{}).ID("{name}").
			ARN("cloudwatch:{region}:{account}:alarm:{name}").Max(255).Put().ForceNew("name"),
		typed("aws:cloudwatch/compositeAlarm:CompositeAlarm", cloudwatch.CompositeAlarm{}, cloudwatch.CompositeAlarmArgs{}).ID("{alarmName}").
			ARN("cloudwatch:{region}:{account}:alarm:{alarmName}").Put().ForceNew("alarmName"),
		typed("aws:cloudwatch/dashboard:Dashboard", cloudwatch.Dashboard{}, cloudwatch.DashboardArgs{}).ID("{dashboardName}").
			Set("dashboardArn", "arn:{partition}:cloudwatch::{account}:dashboard/{dashboardName}").Put().ForceNew("dashboardName"),
		typed("aws:budgets/budget:Budget", budgets.Budget{}, budgets.BudgetArgs{}).ID("{accountId}:{name}").Set("accountId", "{account}").
			ARN("budgets::{account}:budget/{name}").Max(100).Global().ForceNew("name namePrefix accountId"),
	}
}
