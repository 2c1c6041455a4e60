package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/components"
)

// outputs are the components that something is said of when all is done.
type outputs struct {
	key       *components.Key
	ingest    *components.Ingest
	transform *components.Transform
	catalog   *components.Catalog
	detect    *components.Detect
}

// export tells what a user goes on with.
func export(ctx *pulumi.Context, o outputs) {
	ctx.Export("kmsKeyArn", o.key.ARN)
	ctx.Export("rawBucket", o.ingest.RawBucket)
	ctx.Export("lakeBucket", o.transform.LakeBucket)
	ctx.Export("database", o.catalog.Database)
	ctx.Export("workgroup", o.catalog.Workgroup)
	ctx.Export("readerPolicyArn", o.catalog.ReaderPolicyARN)
	ctx.Export("resultsBucket", o.catalog.ResultsBucket)
	ctx.Export("deadEventsUrl", o.ingest.Events.URL)
	ctx.Export("deadObjectsUrl", o.ingest.DeadObjects.URL)
	if scans := o.detect.FailedScans; scans != nil {
		ctx.Export("failedScansUrl", scans.URL)
	}
}
