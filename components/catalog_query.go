package components

import (
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/athena"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/sql"
)

// The prefixes of the results bucket that the workgroups write to.
const (
	peoplePrefix     = "people/"
	quickSightPrefix = "quicksight/"
)

// bytesPerGB is Athena's: it charges for powers of ten.
const bytesPerGB = 1_000_000_000

// query makes what queries are run with: a workgroup for people, one for QuickSight
// so that neither uses up the other's limits or raises its alarms, and saved queries.
func (c *Catalog) query(ctx *pulumi.Context, name string, args *CatalogArgs, results *bucket) error {
	people, err := c.workgroup(ctx, name, peoplePrefix, "Questions about findings", args, results)
	if err != nil {
		return err
	}
	c.Workgroup = people.Name
	if args.QuickSight {
		quickSight, err := c.workgroup(ctx, name+"-quicksight", quickSightPrefix, "QuickSight reads findings", args, results)
		if err != nil {
			return err
		}
		c.QuickSightWorkgroup = &quickSight.Name
	}
	questions, err := sql.Questions()
	if err != nil {
		return err
	}
	for _, q := range questions {
		if err := c.save(ctx, name+"-"+q.Name, q.Title, q.Description, q.SQL); err != nil {
			return err
		}
	}
	views, err := sql.Views(args.Schema)
	if err != nil {
		return err
	}
	for _, view := range views {
		err := c.save(ctx, name+"-create-"+view.Name, "create or replace view "+view.Name,
			"Makes the view anew, should Athena call it stale. "+view.Description, view.Statement())
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *Catalog) workgroup(ctx *pulumi.Context, name, prefix, description string, args *CatalogArgs, results *bucket) (*athena.Workgroup, error) {
	return athena.NewWorkgroup(ctx, name, &athena.WorkgroupArgs{
		Description: pulumi.String(description + " (stack " + args.Stack.Name + ")"),
		// Its history of queries goes with it.
		ForceDestroy: pulumi.Bool(true),
		Configuration: athena.WorkgroupConfigurationArgs{
			EnforceWorkgroupConfiguration:   pulumi.Bool(true),
			PublishCloudwatchMetricsEnabled: pulumi.Bool(true),
			BytesScannedCutoffPerQuery:      pulumi.Int(args.ScanLimitGB * bytesPerGB),
			EngineVersion: athena.WorkgroupConfigurationEngineVersionArgs{
				SelectedEngineVersion: pulumi.String("Athena engine version 3"),
			},
			ResultConfiguration: athena.WorkgroupConfigurationResultConfigurationArgs{
				OutputLocation:      pulumi.Sprintf("s3://%s/%s", results.name, prefix),
				ExpectedBucketOwner: pulumi.String(args.Stack.Place.Account),
				EncryptionConfiguration: athena.WorkgroupConfigurationResultConfigurationEncryptionConfigurationArgs{
					EncryptionOption: pulumi.String("SSE_KMS"), KmsKeyArn: args.Stack.KeyARN,
				},
			},
		},
	}, pulumi.Parent(c), pulumi.DependsOn(results.ready))
}

// maxDescription is how long the description of a saved query may be (API reference,
// NamedQuery).
const maxDescription = 1024

// save saves a query in the workgroup for people. It has a name of its own, as a
// person looks for it; the one before goes first, should it be replaced.
func (c *Catalog) save(ctx *pulumi.Context, name, title, description, query string) error {
	_, err := athena.NewNamedQuery(ctx, name, &athena.NamedQueryArgs{
		Name: pulumi.String(title), Description: pulumi.String(cut(description, maxDescription)),
		Database: c.Database, Workgroup: c.Workgroup, Query: pulumi.String(query),
	}, pulumi.Parent(c), pulumi.DeleteBeforeReplace(true))
	return err
}
