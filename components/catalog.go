package components

import (
	"errors"
	"time"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/glue"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/iam"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/s3"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
)

// CatalogArgs says what can be queried, and how.
type CatalogArgs struct {
	Stack Stack
	// LakeBucket and LakeBucketARN are where the tables' objects stand.
	LakeBucket, LakeBucketARN pulumi.StringInput
	// LakeReady is what a writer to the lake has to wait for (Transform.LakeReady).
	LakeReady []pulumi.Resource
	// Database is the name of the Glue database.
	Database string
	// Schema is the columns of findings; nil means those without promoted ones.
	Schema *findings.Schema
	// Since is the first day that the tables have.
	Since time.Time
	// AccountsFile is the CSV file of the accounts table; "" leaves it empty.
	AccountsFile string
	// Crawler adds a crawler; nil adds none.
	Crawler *CrawlerArgs
	// ScanLimitGB is how much one query may read.
	ScanLimitGB int
	// ResultExpireDays is when results of queries are deleted.
	ResultExpireDays int
	// QuickSight adds a workgroup for QuickSight alone.
	QuickSight bool
}

// Catalog is the database with its tables and views, and what queries it.
type Catalog struct {
	pulumi.ResourceState

	// Database is the database's name.
	Database pulumi.StringOutput
	// Workgroup is the workgroup for people, QuickSightWorkgroup that for QuickSight;
	// the latter is nil if it was not asked for.
	Workgroup           pulumi.StringOutput
	QuickSightWorkgroup *pulumi.StringOutput
	// ResultsBucket and ResultsBucketARN are where results of queries stand.
	ResultsBucket, ResultsBucketARN pulumi.StringOutput
	// ReaderPolicyARN is the policy that lets its holders query.
	ReaderPolicyARN pulumi.StringOutput
	// Views are the tables and views by name, for what reads them to wait for.
	Views map[string]pulumi.Resource
}

// NewCatalog makes the component.
func NewCatalog(ctx *pulumi.Context, name string, args *CatalogArgs, opts ...pulumi.ResourceOption) (*Catalog, error) {
	if args == nil || args.LakeBucket == nil || args.LakeBucketARN == nil || args.Database == "" || args.Stack.KeyARN == nil {
		return nil, errors.New("making catalog: LakeBucket, LakeBucketARN, Database and Stack.KeyARN are required")
	}
	c := &Catalog{Views: map[string]pulumi.Resource{}}
	if err := ctx.RegisterComponentResource("shub:index:Catalog", name, c, opts...); err != nil {
		return nil, err
	}
	if err := c.build(ctx, name, args); err != nil {
		return nil, err
	}
	return c, ctx.RegisterResourceOutputs(c, pulumi.Map{
		"database": c.Database, "workgroup": c.Workgroup, "readerPolicyArn": c.ReaderPolicyARN,
	})
}

func (c *Catalog) build(ctx *pulumi.Context, name string, args *CatalogArgs) error {
	parent := pulumi.Parent(c)
	results, err := args.Stack.newBucket(ctx, name+"-results", bucketArgs{
		lifecycles: []Lifecycle{{ExpireDays: args.ResultExpireDays}},
	}, parent)
	if err != nil {
		return err
	}
	c.ResultsBucket, c.ResultsBucketARN = results.name, results.arn
	database, err := newDatabase(ctx, name, args.Database, "Findings of Security Hub (stack "+args.Stack.Name+")", parent)
	if err != nil {
		return err
	}
	c.Database = database.Name
	if err := c.accounts(ctx, name, args); err != nil {
		return err
	}
	if err := c.tables(ctx, name, args); err != nil {
		return err
	}
	if err := c.query(ctx, name, args, results); err != nil {
		return err
	}
	if err := c.crawl(ctx, name, args); err != nil {
		return err
	}
	reader, err := iam.NewPolicy(ctx, name+"-reader", &iam.PolicyArgs{
		Description: pulumi.String("Query the findings with Athena (stack " + args.Stack.Name + ")"),
		Policy: document(func(v []string) Document {
			return ReaderPolicy(args.Stack.Place, args.Database, v[0], v[1], v[2], v[3])
		}, c.Workgroup, args.LakeBucketARN, results.arn, args.Stack.KeyARN),
	}, parent)
	if err != nil {
		return err
	}
	c.ReaderPolicyARN = reader.Arn
	return nil
}

// newDatabase makes a Glue database whose tables are open to whoever IAM lets in. An
// account may have switched that default of Lake Formation off; said here, it holds
// for this database (https://docs.aws.amazon.com/lake-formation/latest/dg/metadata-permissions.html).
func newDatabase(ctx *pulumi.Context, name, database, description string, opts ...pulumi.ResourceOption) (*glue.CatalogDatabase, error) {
	return glue.NewCatalogDatabase(ctx, name, &glue.CatalogDatabaseArgs{
		Name: pulumi.String(database), Description: pulumi.String(description),
		CreateTableDefaultPermissions: glue.CatalogDatabaseCreateTableDefaultPermissionArray{
			glue.CatalogDatabaseCreateTableDefaultPermissionArgs{
				Permissions: pulumi.StringArray{pulumi.String("ALL")},
				Principal: glue.CatalogDatabaseCreateTableDefaultPermissionPrincipalArgs{
					DataLakePrincipalIdentifier: pulumi.String("IAM_ALLOWED_PRINCIPALS"),
				},
			},
		},
	}, opts...)
}

// accountsKey is where the file of the accounts table stands in the lake.
const accountsKey = lake.AccountsPrefix + "accounts.csv"

// accounts uploads the file of the accounts table.
func (c *Catalog) accounts(ctx *pulumi.Context, name string, args *CatalogArgs) error {
	if args.AccountsFile == "" {
		return nil
	}
	_, err := s3.NewBucketObjectv2(ctx, name+"-accounts", &s3.BucketObjectv2Args{
		Bucket: args.LakeBucket, Key: pulumi.String(accountsKey), ContentType: pulumi.String("text/csv"),
		Source: pulumi.NewFileAsset(args.AccountsFile),
	}, pulumi.Parent(c), pulumi.DependsOn(args.LakeReady))
	return err
}
