package memcloud

import (
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudformation"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/ecs"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/quicksight"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/scheduler"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/securityhub"
)

func hub() []*kind {
	return []*kind{
		// enableDefaultStandards is ForceNew, defaults to true and is never read:
		// an imported hub whose program leaves it out would be replaced, that is
		// disabled (internal/service/securityhub/account.go).
		typed(hubType, securityhub.Account{}, securityhub.AccountArgs{}).ID("{account}").
			ARN("securityhub:{region}:{account}:hub/default").Set("controlFindingGenerator", "SECURITY_CONTROL").
			Default("enableDefaultStandards", true).Default("autoEnableControls", true).
			ForceNew("enableDefaultStandards").Unread("enableDefaultStandards").OnRemove(disableHub),
		typed(standardType, securityhub.StandardsSubscription{}, securityhub.StandardsSubscriptionArgs{}).
			ID("{standardsArn}").Put().ForceNew("standardsArn").OnCreate(subscribeStandard).OnRemove(hubIsOn),
		typed(productType, securityhub.ProductSubscription{}, securityhub.ProductSubscriptionArgs{}).
			ID("{productArn}").ForceNew("productArn").OnCreate(subscribeProduct).OnRemove(hubIsOn),
		typed(aggregator, securityhub.FindingAggregator{}, securityhub.FindingAggregatorArgs{}).
			ID("arn:{partition}:securityhub:{region}:{account}:finding-aggregator/{uuid}").OnCreate(oneAggregator).OnRemove(hubIsOn),
	}
}

func scanner() []*kind {
	return []*kind{
		typed(clusterType, ecs.Cluster{}, ecs.ClusterArgs{}).ID("{arn}").ARN("ecs:{region}:{account}:cluster/{name}").Max(255).Put().ForceNew("name"),
		// A revision never changes: RegisterTaskDefinition makes the next one.
		typed(taskType, ecs.TaskDefinition{}, ecs.TaskDefinitionArgs{}).ID("{family}").Set("arnWithoutRevision", "arn:{partition}:ecs:{region}:{account}:task-definition/{family}").
			ARN("ecs:{region}:{account}:task-definition/{family}:{uuid}").Put().ForceNew("*").
			Needs("executionRoleArn", roleType).Needs("taskRoleArn", roleType),
		typed("aws:scheduler/schedule:Schedule", scheduler.Schedule{}, scheduler.ScheduleArgs{}).ID("{groupName}/{name}").Set("groupName", "default").
			ARN("scheduler:{region}:{account}:schedule/{groupName}/{name}").Max(64).ForceNew("name namePrefix groupName").
			Needs("groupName", "aws:scheduler/scheduleGroup:ScheduleGroup").OnCreate(schedulable),
		typed("aws:scheduler/scheduleGroup:ScheduleGroup", scheduler.ScheduleGroup{}, scheduler.ScheduleGroupArgs{}).ID("{name}").
			ARN("scheduler:{region}:{account}:schedule-group/{name}").Max(64).ForceNew("name namePrefix"),
		// Properties: pulumi-aws sdk v6.83.2, go/aws/ec2/securityGroup.go.
		untyped("aws:ec2/securityGroup:SecurityGroup",
			[]string{"description", "egress", "ingress", "name", "namePrefix", "revokeRulesOnDelete", "tags", "vpcId"},
			[]string{"arn", "ownerId", "tagsAll"}).
			ID("sg-{name}").ARN("ec2:{region}:{account}:security-group/{id}").Set("ownerId", "{account}").Max(255).ForceNew("name namePrefix description vpcId"),
	}
}

func quick() []*kind {
	// A resource of QuickSight carries its account; the id joins them with commas
	// or slashes (provider docs, "Import").
	in := func(token string, res any, args elementer) *kind {
		return typed(token, res, args).Set("awsAccountId", "{account}").OnCreate(subscribed)
	}
	return []*kind{
		typed("aws:cloudformation/stack:Stack", cloudformation.Stack{}, cloudformation.StackArgs{}).
			ID("arn:{partition}:cloudformation:{region}:{account}:stack/{name}/{uuid}").Max(128).ForceNew("name onFailure timeoutInMinutes disableRollback").
			OnCreate(deployTemplate).OnRemove(removeTemplate),
		in(dataSetType, quicksight.DataSet{}, quicksight.DataSetArgs{}).ID("{awsAccountId},{dataSetId}").
			ARN("quicksight:{region}:{account}:dataset/{dataSetId}").ForceNew("awsAccountId dataSetId").OnCreate(dataSet),
		in("aws:quicksight/refreshSchedule:RefreshSchedule", quicksight.RefreshSchedule{}, quicksight.RefreshScheduleArgs{}).
			ID("{awsAccountId},{dataSetId},{scheduleId}").ARN("quicksight:{region}:{account}:dataset/{dataSetId}/refresh-schedule/{scheduleId}").
			ForceNew("awsAccountId dataSetId scheduleId").OnCreate(refreshable),
		in(themeType, quicksight.Theme{}, quicksight.ThemeArgs{}).ID("{awsAccountId},{themeId}").
			ARN("quicksight:{region}:{account}:theme/{themeId}").ForceNew("awsAccountId themeId").OnCreate(shared("theme")),
		in(groupType, quicksight.Group{}, quicksight.GroupArgs{}).ID("{awsAccountId}/{namespace}/{groupName}").
			ARN("quicksight:{region}:{account}:group/{namespace}/{groupName}").Default("namespace", "default").ForceNew("awsAccountId groupName namespace").
			OnCreate(inIdentityRegion),
		in("aws:quicksight/groupMembership:GroupMembership", quicksight.GroupMembership{}, quicksight.GroupMembershipArgs{}).
			ID("{awsAccountId}/{namespace}/{groupName}/{memberName}").Default("namespace", "default").ForceNew("*").OnCreate(inIdentityRegion),
		in(folderType, quicksight.Folder{}, quicksight.FolderArgs{}).ID("{awsAccountId},{folderId}").
			ARN("quicksight:{region}:{account}:folder/{folderId}").ForceNew("awsAccountId folderId folderType parentFolderArn").
			OnCreate(shared("folder")),
		in("aws:quicksight/folderMembership:FolderMembership", quicksight.FolderMembership{}, quicksight.FolderMembershipArgs{}).
			ID("{awsAccountId},{folderId},{memberType},{memberId}").ForceNew("*").OnCreate(filed),
		typed(subscription, quicksight.AccountSubscription{}, quicksight.AccountSubscriptionArgs{}).ID("{awsAccountId}").Set("awsAccountId", "{account}").
			Set("accountSubscriptionStatus", "ACCOUNT_CREATED").Global().Put().ForceNew("*").OnCreate(subscribe).OnRemove(unsubscribe),
	}
}
