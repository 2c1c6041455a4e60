package record

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// toy is a program with one of each thing that a recording must show: a
// component, references within strings and documents, a fixed name, a secret, a
// second Region, options, a resource that exists already, a function and exports.
// Untyped, so that the test compiles in seconds.
func toy(ctx *pulumi.Context) error {
	var where struct {
		Partition string `pulumi:"partition"`
	}
	if err := ctx.Invoke("aws:index/getPartition:getPartition", &struct{}{}, &where); err != nil {
		return err
	}
	c := &pulumi.ResourceState{}
	if err := ctx.RegisterComponentResource("shub:index:Ingest", "ingest", c); err != nil {
		return err
	}
	in := pulumi.Parent(c)
	bucket := &thing{}
	if err := ctx.RegisterResource("aws:s3/bucketV2:BucketV2", "ingest-raw", pulumi.Map{"forceDestroy": pulumi.Bool(true)}, bucket, in); err != nil {
		return err
	}
	database := &thing{}
	if err := ctx.RegisterResource("aws:glue/catalogDatabase:CatalogDatabase", "db", pulumi.Map{"name": pulumi.String("findings")}, database, in); err != nil {
		return err
	}
	policy := pulumi.Sprintf(`{"Statement":[{"Resource":["%s","%s/*"],"Sid":"findings"}]}`, bucket.Arn, bucket.Arn)
	for name, inputs := range map[string]pulumi.Map{
		"aws:s3/bucketPolicy:BucketPolicy": {"bucket": bucket.ID(), "policy": policy},
		"aws:glue/catalogTable:CatalogTable": {"databaseName": database.Name, "name": pulumi.String("findings"),
			"location": pulumi.Sprintf("s3://%s/findings/%s", bucket.ID(), database.Name), "token": pulumi.ToSecret(pulumi.String("hush"))},
	} {
		if err := ctx.RegisterResource(name, "ingest-raw", inputs, &thing{}, in, pulumi.DependsOn([]pulumi.Resource{bucket, database}),
			pulumi.RetainOnDelete(true), pulumi.IgnoreChanges([]string{"x"})); err != nil {
			return err
		}
	}
	abroad := &provider{}
	if err := ctx.RegisterResource("pulumi:providers:aws", "abroad", pulumi.Map{"region": pulumi.String("eu-west-1")}, abroad); err != nil {
		return err
	}
	if err := ctx.RegisterResource("aws:sqs/queue:Queue", "q", pulumi.Map{}, &thing{}, in, pulumi.Provider(abroad)); err != nil {
		return err
	}
	if err := ctx.ReadResource("aws:kms/key:Key", "key", pulumi.ID("1234"), pulumi.Map{}, &thing{}); err != nil {
		return err
	}
	_ = ctx.Log.Warn("mind the gap", nil)
	ctx.Export("bucket", bucket.Arn)
	ctx.Export("partition", pulumi.String(where.Partition))
	return ctx.RegisterResourceOutputs(c, pulumi.Map{"raw": bucket.Arn})
}

type thing struct {
	pulumi.CustomResourceState
	Arn  pulumi.StringOutput `pulumi:"arn"`
	Name pulumi.StringOutput `pulumi:"name"`
}

type provider struct{ pulumi.ProviderResourceState }
