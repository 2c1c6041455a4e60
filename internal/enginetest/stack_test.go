package enginetest_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/glue"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/s3"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/securityhub"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"

	"security-hub-analytics/internal/enginetest"
	"security-hub-analytics/internal/memcloud"
)

// toy is a program with one of each: a name that Pulumi chooses and one that is
// fixed, a component, a provider for a second Region, a secret, a retained bucket.
func toy(ctx *pulumi.Context) error {
	values := config.New(ctx, "")
	var group struct{ pulumi.ResourceState }
	if err := ctx.RegisterComponentResource("toy:index:Group", "group", &group); err != nil {
		return err
	}
	under := pulumi.Parent(&group)
	bucket, err := s3.NewBucketV2(ctx, "data", &s3.BucketV2Args{ForceDestroy: pulumi.Bool(values.GetBool("empty"))}, under,
		pulumi.RetainOnDelete(values.GetBool("keep")))
	if err != nil {
		return err
	}
	if _, err := s3.NewBucketVersioningV2(ctx, "versions", &s3.BucketVersioningV2Args{
		Bucket:                  bucket.Bucket,
		VersioningConfiguration: s3.BucketVersioningV2VersioningConfigurationArgs{Status: pulumi.String("Enabled")},
	}, under); err != nil {
		return err
	}
	database, err := glue.NewCatalogDatabase(ctx, "database", &glue.CatalogDatabaseArgs{Name: pulumi.String(values.Require("database"))}, under)
	if err != nil {
		return err
	}
	var names []string
	if err := values.TryObject("names", &names); err != nil {
		return err
	}
	for _, n := range names {
		if _, err := glue.NewCatalogTable(ctx, n, &glue.CatalogTableArgs{DatabaseName: database.Name, Name: pulumi.String(n)}, under); err != nil {
			return err
		}
	}
	if _, err := cloudwatch.NewLogGroup(ctx, "log", &cloudwatch.LogGroupArgs{
		RetentionInDays: pulumi.Int(values.RequireInt("retention")),
		Tags:            pulumi.StringMap{"password": values.GetSecret("password")},
	}, under); err != nil {
		return err
	}
	away, err := aws.NewProvider(ctx, "away", &aws.ProviderArgs{Region: pulumi.String("eu-north-1")})
	if err != nil {
		return err
	}
	if _, err := securityhub.NewAccount(ctx, "hub", &securityhub.AccountArgs{EnableDefaultStandards: pulumi.Bool(false)}, pulumi.Provider(away)); err != nil {
		return err
	}
	ctx.Export("bucket", bucket.Bucket)
	return nil
}

func load(t *testing.T) *enginetest.Stack {
	t.Helper()
	s := enginetest.Load(t, memcloud.New(), toy, "testdata", "Pulumi.dev.yaml")
	s.Set(t, "database", "toys")
	s.SetSecret(t, "password", "hunter2")
	return s
}

func TestLifeCycle(t *testing.T) {
	s := load(t)
	preview := s.Preview().OK(t)
	if got := len(preview.Of("create")); got != 11 { // stack, component, both providers among them
		t.Errorf("preview creates %d resources, want 11:\n%s", got, preview.Table())
	}
	if left := s.Cloud.Objects(); len(left) > 0 {
		t.Errorf("a preview made %d resources", len(left))
	}
	s.Up().OK(t)
	s.Up().Unchanged(t)
	s.Refresh().Unchanged(t)

	hubs := s.Cloud.Of("aws:securityhub/account:Account")
	if len(hubs) != 1 || hubs[0].Region != "eu-north-1" {
		t.Errorf("the hub of the second provider is %+v, want one in eu-north-1", hubs)
	}
	logs := s.Cloud.Of("aws:cloudwatch/logGroup:LogGroup")
	if len(logs) != 1 || logs[0].Region != "eu-west-1" || !strings.Contains(fmt.Sprint(logs[0].Get("tags")), "toy") {
		t.Errorf("log groups are %+v, want one in eu-west-1 with the default tags", logs)
	}
	name, _ := s.Output("bucket").(string)
	if !strings.HasPrefix(name, "data-") {
		t.Errorf("bucket is named %q, want data- and seven digits", name)
	}

	// Drift is seen by refresh and mended by up; what is gone comes back.
	s.Cloud.Drift(func(o *memcloud.Object) bool {
		if o.Type == "aws:cloudwatch/logGroup:LogGroup" {
			o.Inputs["retentionInDays"] = resource.NewNumberProperty(1)
		}
		return o.Text("name") != "two"
	})
	found := s.Refresh().OK(t)
	if got := found.Counts(); got != "1 delete, 1 update" {
		t.Errorf("refresh found %s, want 1 delete, 1 update:\n%s", got, found.Table())
	}
	mended := s.Up().OK(t)
	if got := mended.Counts(); got != "1 create, 1 update" {
		t.Errorf("up mended by %s, want 1 create, 1 update:\n%s", got, mended.Table())
	}

	s.Set(t, "retention", 14)
	if got := s.Up().OK(t).Table(); got != "update aws:cloudwatch/logGroup:LogGroup log [retentionInDays]\n" {
		t.Errorf("another retention: %s", got)
	}
	s.Set(t, "database", "games")
	if got := s.Preview().OK(t).Of("replace"); len(got) != 3 {
		t.Errorf("another database replaces %v, want it and its two tables", got)
	}
	s.Up().OK(t)

	// A bucket with data in it stays, unless it may be emptied.
	s.Cloud.PutData(name, "raw/1.gz")
	if r := s.Destroy(); r.Err == nil || !r.Said("BucketNotEmpty") {
		t.Errorf("destroying a bucket with data: %v %v, want BucketNotEmpty", r.Err, r.Messages)
	}
	s.Set(t, "empty", true)
	s.Up().OK(t)
	s.Destroy().OK(t)
	if left := s.Cloud.Objects(); len(left) > 0 {
		t.Errorf("destroy left %d resources, first %s", len(left), left[0].ID)
	}
	if left := s.Resources(); len(left) > 0 {
		t.Errorf("destroy left %d resources in the state", len(left))
	}
}

func TestRetain(t *testing.T) {
	s := load(t)
	s.Set(t, "keep", true)
	s.Up().OK(t)
	s.Destroy().OK(t)
	var left []string
	for _, o := range s.Cloud.Objects() {
		left = append(left, o.Type)
	}
	if !slices.Equal(left, []string{"aws:s3/bucketV2:BucketV2"}) {
		t.Errorf("destroy left %v, want the bucket alone", left)
	}
}

func TestFailureHeals(t *testing.T) {
	s := load(t)
	s.Cloud.Fail = func(c memcloud.Call) error {
		if c.Method == "Create" && c.Name == "one" {
			return errors.New("ThrottlingException: later")
		}
		return nil
	}
	r := s.Up()
	if r.Err == nil || !r.Said("ThrottlingException") || len(r.Failed) != 1 {
		t.Fatalf("up with a fault: %v, failed %v", r.Err, r.Failed)
	}
	s.Cloud.Fail = nil
	s.Up().OK(t)
	s.Up().Unchanged(t)
}

func TestWhatPulumiRefuses(t *testing.T) {
	s := load(t)
	if err := s.TrySet("retention", "a week"); err == nil {
		t.Error("a word for an integer was accepted")
	}
}
