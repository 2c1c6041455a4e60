package components

import (
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/glue"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/lake"
)

// CrawlerArgs says how the optional crawler runs.
type CrawlerArgs struct {
	// Database is the database that it writes to: one of its own, since what it finds
	// is not what the tables are declared as.
	Database string
	// Schedule is a cron expression of AWS.
	Schedule string
}

// crawledPrefix is what the names of its tables begin with, as in the seed.
const crawledPrefix = "security-hub-crawled-"

// crawlerConfiguration keeps the crawler from making a table of every day, and has
// partitions follow the table.
const crawlerConfiguration = `{"CrawlerOutput":{"Partitions":{"AddOrUpdateBehavior":"InheritFromTable"}},` +
	`"Grouping":{"TableGroupingPolicy":"CombineCompatibleSchemas"},"Version":1}`

// crawl makes the crawler, if there is to be one.
func (c *Catalog) crawl(ctx *pulumi.Context, name string, args *CatalogArgs) error {
	if args.Crawler == nil {
		return nil
	}
	name += "-crawler"
	s, parent := args.Stack, pulumi.Parent(c)
	database, err := newDatabase(ctx, name, args.Crawler.Database, "What a crawler makes of the lake (stack "+s.Name+")", parent)
	if err != nil {
		return err
	}
	// Without it crawlers log into a group that all of the account share, in plain text.
	security, err := glue.NewSecurityConfiguration(ctx, name, &glue.SecurityConfigurationArgs{
		EncryptionConfiguration: glue.SecurityConfigurationEncryptionConfigurationArgs{
			CloudwatchEncryption: glue.SecurityConfigurationEncryptionConfigurationCloudwatchEncryptionArgs{
				CloudwatchEncryptionMode: pulumi.String("SSE-KMS"), KmsKeyArn: s.KeyARN,
			},
			// A crawler has no bookmarks and writes nothing to S3.
			JobBookmarksEncryption: glue.SecurityConfigurationEncryptionConfigurationJobBookmarksEncryptionArgs{
				JobBookmarksEncryptionMode: pulumi.String("DISABLED"),
			},
			S3Encryption: glue.SecurityConfigurationEncryptionConfigurationS3EncryptionArgs{
				S3EncryptionMode: pulumi.String("DISABLED"),
			},
		},
	}, parent)
	if err != nil {
		return err
	}
	// No condition: Glue's guide documents none for the role of a crawler.
	trust, err := TrustPolicy("glue.amazonaws.com", nil).JSON()
	if err != nil {
		return err
	}
	role, policy, err := s.newRole(ctx, name, "Glue crawls the lake", pulumi.String(trust),
		document(func(v []string) Document {
			return CrawlerPolicy(s.Place, args.Crawler.Database, v[0], v[1], v[2])
		}, args.LakeBucketARN, s.KeyARN, security.Name), parent)
	if err != nil {
		return err
	}
	// The name is Glue's choice: role and security configuration.
	logs, err := cloudwatch.NewLogGroup(ctx, name, &cloudwatch.LogGroupArgs{
		Name:            pulumi.Sprintf(crawlerLogs+"%s-%s", role.Name, security.Name),
		RetentionInDays: pulumi.Int(s.LogRetentionDays), KmsKeyId: s.KeyARN,
	}, parent)
	if err != nil {
		return err
	}
	_, err = glue.NewCrawler(ctx, name, &glue.CrawlerArgs{
		Description:  pulumi.String("What a crawler makes of the lake (stack " + s.Name + ")"),
		DatabaseName: database.Name, Role: role.Arn, SecurityConfiguration: security.Name,
		Schedule: pulumi.String(args.Crawler.Schedule), TablePrefix: pulumi.String(crawledPrefix),
		Configuration: pulumi.String(crawlerConfiguration),
		S3Targets: glue.CrawlerS3TargetArray{glue.CrawlerS3TargetArgs{
			Path: pulumi.Sprintf("s3://%s/%s", args.LakeBucket, lake.FindingsPrefix),
		}},
		SchemaChangePolicy: glue.CrawlerSchemaChangePolicyArgs{
			UpdateBehavior: pulumi.String("UPDATE_IN_DATABASE"), DeleteBehavior: pulumi.String("LOG"),
		},
	}, parent, pulumi.DependsOn([]pulumi.Resource{policy, logs}))
	return err
}
