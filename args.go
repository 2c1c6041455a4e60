package main

import (
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/components"
	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
	"security-hub-analytics/settings"
)

// What the configuration says becomes arguments of components, and nothing else
// happens here.

// Components are named alike in every stack, so that renaming a stack replaces
// nothing; tags and descriptions say which stack it is.
const (
	keyName       = components.NamePrefix
	detectName    = components.NamePrefix + "-detect"
	ingestName    = components.NamePrefix + "-ingest"
	transformName = components.NamePrefix + "-transform"
	catalogName   = components.NamePrefix + "-catalog"
	visualizeName = components.NamePrefix + "-visualize"
	operateName   = components.NamePrefix + "-operate"
)

func keyArgs(s *settings.Settings, place components.Place) *components.KeyArgs {
	return &components.KeyArgs{Stack: s.Stack, Place: place, AdoptARN: s.KMSKeyARN, Keep: keep(s), Budget: s.Operate.BudgetUSD > 0}
}

func keep(s *settings.Settings) bool { return s.DataOnDestroy == settings.Keep }

func stackOf(s *settings.Settings, place components.Place, key *components.Key) components.Stack {
	return components.Stack{
		Name: s.Stack, Place: place, KeyARN: key.ARN, PermissionsBoundary: s.PermissionsBoundary,
		Keep: keep(s), LogRetentionDays: s.LogRetentionDays,
	}
}

func newIngest(ctx *pulumi.Context, s *settings.Settings, stack components.Stack) (*components.Ingest, error) {
	pattern, err := findings.FilteredPattern(s.Ingest.Products, s.Ingest.Severities)
	if err != nil {
		return nil, err
	}
	return components.NewIngest(ctx, ingestName, &components.IngestArgs{
		Stack: stack, EventPattern: pattern,
		BufferSeconds: s.Ingest.BufferSeconds, BufferMiB: s.Ingest.BufferMB,
		RawBucket: s.Ingest.RawBucket,
		RawLifecycle: components.Lifecycle{
			TransitionDays: s.Ingest.RawTransitionDays, StorageClass: s.Ingest.RawStorageClass, ExpireDays: s.Ingest.RawExpireDays,
		},
		TransformSeconds: s.Transform.TimeoutSeconds,
	})
}

func newTransform(ctx *pulumi.Context, s *settings.Settings, stack components.Stack, ingest *components.Ingest) (*components.Transform, error) {
	code, err := components.HandlerArchive(ctx)
	if err != nil {
		return nil, err
	}
	t := s.Transform
	return components.NewTransform(ctx, transformName, &components.TransformArgs{
		Stack: stack, Code: code,
		RawBucket: ingest.RawBucket, RawBucketARN: ingest.RawBucketARN, QueueARN: ingest.Objects.ARN,
		LakeBucket: t.LakeBucket,
		Lifecycles: []components.Lifecycle{
			{Prefix: lake.FindingsPrefix, TransitionDays: t.LakeTransitionDays, StorageClass: t.LakeStorageClass, ExpireDays: t.LakeExpireDays},
			{Prefix: lake.QuarantinePrefix, ExpireDays: t.QuarantineExpireDays},
		},
		MemoryMB: t.MemoryMB, TimeoutSeconds: t.TimeoutSeconds, Concurrency: t.Concurrency,
		Tracing: t.Tracing, LogLevel: t.LogLevel, Columns: t.Columns,
	})
}

func newCatalog(ctx *pulumi.Context, s *settings.Settings, stack components.Stack, transform *components.Transform) (*components.Catalog, error) {
	c := s.Catalog
	schema, err := s.Schema()
	if err != nil {
		return nil, err
	}
	since, err := time.Parse(time.DateOnly, c.ProjectionStart)
	if err != nil {
		return nil, err
	}
	args := &components.CatalogArgs{
		Stack: stack, LakeBucket: transform.LakeBucket, LakeBucketARN: transform.LakeBucketARN, LakeReady: transform.LakeReady,
		Database: c.Database, Schema: schema, Since: since, AccountsFile: c.AccountsFile,
		ScanLimitGB: c.ScanLimitGB, ResultExpireDays: c.ResultExpireDays,
		QuickSight: s.Visualize.Enabled,
	}
	if c.Crawler {
		args.Crawler = &components.CrawlerArgs{Database: c.CrawlerDatabase(), Schedule: c.CrawlerSchedule}
	}
	return components.NewCatalog(ctx, catalogName, args)
}
