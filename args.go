package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/components"
	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
	"security-hub-analytics/settings"
)

// What the configuration says becomes arguments of components, and nothing else
// happens here.

func keyArgs(s *settings.Settings, place components.Place) *components.KeyArgs {
	return &components.KeyArgs{Stack: s.Stack, Place: place, AdoptARN: s.KMSKeyARN, Keep: keep(s)}
}

func keep(s *settings.Settings) bool { return s.DataOnDestroy == settings.Keep }

func stackOf(s *settings.Settings, place components.Place, key *components.Key) components.Stack {
	return components.Stack{
		Name: s.Stack, Place: place, KeyARN: key.ARN, PermissionsBoundary: s.PermissionsBoundary,
		Keep: keep(s), LogRetentionDays: s.LogRetentionDays,
	}
}

func ingestArgs(s *settings.Settings, stack components.Stack) (*components.IngestArgs, error) {
	pattern, err := findings.FilteredPattern(s.Ingest.Products, s.Ingest.Severities)
	return &components.IngestArgs{
		Stack: stack, EventPattern: pattern,
		BufferSeconds: s.Ingest.BufferSeconds, BufferMiB: s.Ingest.BufferMB,
		RawBucket: s.Ingest.RawBucket,
		RawLifecycle: components.Lifecycle{
			TransitionDays: s.Ingest.RawTransitionDays, StorageClass: s.Ingest.RawStorageClass, ExpireDays: s.Ingest.RawExpireDays,
		},
		TransformSeconds: s.Transform.TimeoutSeconds,
	}, err
}

func transformArgs(s *settings.Settings, stack components.Stack, ingest *components.Ingest, code pulumi.Archive) *components.TransformArgs {
	t := s.Transform
	return &components.TransformArgs{
		Stack: stack, Code: code,
		RawBucket: ingest.RawBucket, RawBucketARN: ingest.RawBucketARN, QueueARN: ingest.Objects.ARN,
		LakeBucket: t.LakeBucket,
		Lifecycles: []components.Lifecycle{
			{Prefix: lake.FindingsPrefix, TransitionDays: t.LakeTransitionDays, StorageClass: t.LakeStorageClass, ExpireDays: t.LakeExpireDays},
			{Prefix: lake.QuarantinePrefix, ExpireDays: t.QuarantineExpireDays},
		},
		MemoryMB: t.MemoryMB, TimeoutSeconds: t.TimeoutSeconds, Concurrency: t.Concurrency,
		Tracing: t.Tracing, LogLevel: t.LogLevel, Columns: t.Columns,
	}
}
