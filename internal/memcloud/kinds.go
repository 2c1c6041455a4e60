package memcloud

import (
	"maps"
	"sync"
)

// kinds is every resource type that the account knows, by token. Which inputs
// cannot change in place is what hashicorp/terraform-provider-aws v5.100, on
// which pulumi-aws 6.83 stands, marks ForceNew in internal/service/<service>/;
// the limits of names are those of the services' API references.
var kinds = sync.OnceValue(func() map[string]*kind {
	all := map[string]*kind{}
	for _, group := range [][]*kind{storage(), access(), streams(), watch(), analytics(), hub(), scanner(), quick()} {
		for _, k := range group {
			all[k.token] = k
		}
	}
	return all
})

// Tokens lists the resource types that the account knows.
func Tokens() map[string]bool {
	known := map[string]bool{}
	for token := range maps.Keys(kinds()) {
		known[token] = true
	}
	return known
}

// The types that rules name more than once.
const (
	bucketType    = "aws:s3/bucketV2:BucketV2"
	objectType    = "aws:s3/bucketObjectv2:BucketObjectv2"
	keyType       = "aws:kms/key:Key"
	roleType      = "aws:iam/role:Role"
	rolePolicy    = "aws:iam/rolePolicy:RolePolicy"
	policyType    = "aws:iam/policy:Policy"
	attachment    = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
	queueType     = "aws:sqs/queue:Queue"
	queuePolicy   = "aws:sqs/queuePolicy:QueuePolicy"
	topicType     = "aws:sns/topic:Topic"
	functionType  = "aws:lambda/function:Function"
	ruleType      = "aws:cloudwatch/eventRule:EventRule"
	targetType    = "aws:cloudwatch/eventTarget:EventTarget"
	logGroupType  = "aws:cloudwatch/logGroup:LogGroup"
	databaseType  = "aws:glue/catalogDatabase:CatalogDatabase"
	tableType     = "aws:glue/catalogTable:CatalogTable"
	workgroupType = "aws:athena/workgroup:Workgroup"
	namedQuery    = "aws:athena/namedQuery:NamedQuery"
	hubType       = "aws:securityhub/account:Account"
	standardType  = "aws:securityhub/standardsSubscription:StandardsSubscription"
	productType   = "aws:securityhub/productSubscription:ProductSubscription"
	aggregator    = "aws:securityhub/findingAggregator:FindingAggregator"
	clusterType   = "aws:ecs/cluster:Cluster"
	taskType      = "aws:ecs/taskDefinition:TaskDefinition"
	dataSetType   = "aws:quicksight/dataSet:DataSet"
	themeType     = "aws:quicksight/theme:Theme"
	folderType    = "aws:quicksight/folder:Folder"
	groupType     = "aws:quicksight/group:Group"
	subscription  = "aws:quicksight/accountSubscription:AccountSubscription"
)
