package memcloud

import (
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/athena"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/glue"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/iam"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/kms"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/s3"
)

func storage() []*kind {
	// What configures a bucket is Put: the API overwrites, it has no create.
	onBucket := func(token string, res any, args elementer) *kind {
		return typed(token, res, args).ID("{bucket}").Put().ForceNew("bucket").Needs("bucket", bucketType)
	}
	return []*kind{
		typed(bucketType, s3.BucketV2{}, s3.BucketV2Args{}).ID("{bucket}").ARN("s3:::{bucket}").
			Set("region", "{region}").Set("bucketDomainName", "{bucket}.s3.amazonaws.com").
			Set("bucketRegionalDomainName", "{bucket}.s3.{region}.amazonaws.com").
			Named("bucket").Max(63).Global().ForceNew("bucket bucketPrefix objectLockEnabled").OnRemove(emptyBucket),
		onBucket("aws:s3/bucketOwnershipControls:BucketOwnershipControls", s3.BucketOwnershipControls{}, s3.BucketOwnershipControlsArgs{}),
		onBucket("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", s3.BucketPublicAccessBlock{}, s3.BucketPublicAccessBlockArgs{}),
		onBucket("aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
			s3.BucketServerSideEncryptionConfigurationV2{}, s3.BucketServerSideEncryptionConfigurationV2Args{}).OnCreate(keysExist),
		onBucket("aws:s3/bucketVersioningV2:BucketVersioningV2", s3.BucketVersioningV2{}, s3.BucketVersioningV2Args{}),
		onBucket("aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
			s3.BucketLifecycleConfigurationV2{}, s3.BucketLifecycleConfigurationV2Args{}).Set("transitionDefaultMinimumObjectSize", "all_storage_classes_128K"),
		onBucket("aws:s3/bucketLoggingV2:BucketLoggingV2", s3.BucketLoggingV2{}, s3.BucketLoggingV2Args{}),
		onBucket("aws:s3/bucketPolicy:BucketPolicy", s3.BucketPolicy{}, s3.BucketPolicyArgs{}),
		onBucket("aws:s3/bucketNotification:BucketNotification", s3.BucketNotification{}, s3.BucketNotificationArgs{}).OnCreate(notifiable),
		typed(objectType, s3.BucketObjectv2{}, s3.BucketObjectv2Args{}).
			ID("{key}").ARN("s3:::{bucket}/{key}").Put().ForceNew("bucket key").Needs("bucket", bucketType).
			OnCreate(writeObject).OnRemove(dropObject),
		typed(keyType, kms.Key{}, kms.KeyArgs{}).ID("{keyId}").Set("keyId", "{uuid}").ARN("kms:{region}:{account}:key/{keyId}").
			ForceNew("customerMasterKeySpec keyUsage multiRegion customKeyStoreId xksKeyId"),
		typed("aws:kms/alias:Alias", kms.Alias{}, kms.AliasArgs{}).ID("{name}").ARN("kms:{region}:{account}:{name}").
			Set("targetKeyArn", "{targetKeyId}").Max(256).ForceNew("name namePrefix").Needs("targetKeyId", keyType),
		typed("aws:kms/keyPolicy:KeyPolicy", kms.KeyPolicy{}, kms.KeyPolicyArgs{}).ID("{keyId}").Put().ForceNew("keyId").Needs("keyId", keyType),
	}
}

func access() []*kind {
	return []*kind{
		typed(roleType, iam.Role{}, iam.RoleArgs{}).ID("{name}").ARN("iam::{account}:role{path}{name}").Default("path", "/").Set("uniqueId", "AROA{uuid}").
			Max(64).Global().ForceNew("name namePrefix path").Needs("permissionsBoundary", policyType).OnRemove(roleIsBare),
		typed(rolePolicy, iam.RolePolicy{}, iam.RolePolicyArgs{}).ID("{role}:{name}").Max(128).Global().Put().ForceNew("name namePrefix role").Needs("role", roleType),
		typed(policyType, iam.Policy{}, iam.PolicyArgs{}).ID("{arn}").ARN("iam::{account}:policy{path}{name}").Default("path", "/").
			Max(128).Global().ForceNew("name namePrefix path description").OnRemove(policyIsFree),
		typed(attachment, iam.RolePolicyAttachment{}, iam.RolePolicyAttachmentArgs{}).ID("{role}/{policyArn}").Global().Put().
			ForceNew("role policyArn").Needs("role", roleType).Needs("policyArn", policyType),
	}
}

func analytics() []*kind {
	return []*kind{
		typed(databaseType, glue.CatalogDatabase{}, glue.CatalogDatabaseArgs{}).ID("{catalogId}:{name}").Set("catalogId", "{account}").
			ARN("glue:{region}:{account}:database/{name}").Lower().Max(255).ForceNew("name catalogId").OnRemove(dropTables),
		typed(tableType, glue.CatalogTable{}, glue.CatalogTableArgs{}).ID("{catalogId}:{databaseName}:{name}").Set("catalogId", "{account}").
			ARN("glue:{region}:{account}:table/{databaseName}/{name}").Lower().Max(255).ForceNew("name catalogId databaseName partitionIndices").
			OnCreate(databaseExists),
		typed("aws:glue/crawler:Crawler", glue.Crawler{}, glue.CrawlerArgs{}).ID("{name}").ARN("glue:{region}:{account}:crawler/{name}").
			Max(255).ForceNew("name").OnCreate(databaseExists),
		typed("aws:glue/securityConfiguration:SecurityConfiguration", glue.SecurityConfiguration{}, glue.SecurityConfigurationArgs{}).
			ID("{name}").Max(255).ForceNew("*").OnCreate(keysExist),
		typed(workgroupType, athena.Workgroup{}, athena.WorkgroupArgs{}).ID("{name}").ARN("athena:{region}:{account}:workgroup/{name}").
			Max(128).ForceNew("name").OnCreate(keysExist).OnRemove(emptyWorkgroup),
		// Athena cannot change a saved query; the provider makes it anew.
		typed(namedQuery, athena.NamedQuery{}, athena.NamedQueryArgs{}).ID("{uuid}").Max(128).ForceNew("*").Needs("workgroup", workgroupType),
	}
}
