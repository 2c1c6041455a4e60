package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/components"
	"security-hub-analytics/settings"
)

func newOperate(ctx *pulumi.Context, s *settings.Settings, stack components.Stack, ingest *components.Ingest,
	transform *components.Transform, catalog *components.Catalog, detect *components.Detect) (*components.Operate, error) {
	watched := components.Watched{
		Rule: ingest.RuleName, Stream: ingest.StreamName, Function: transform.FunctionName, FunctionLog: transform.LogGroup,
		Objects: ingest.Objects.Name, DeadEvents: ingest.Events.Name, DeadObjects: ingest.DeadObjects.Name,
		Workgroup: catalog.Workgroup,
	}
	// An interface that holds a nil pointer is not nil.
	if scans := detect.FailedScans; scans != nil {
		watched.FailedScans = scans.Name
	}
	if quickSight := catalog.QuickSightWorkgroup; quickSight != nil {
		watched.QuickSightWorkgroup = *quickSight
	}
	return components.NewOperate(ctx, operateName, &components.OperateArgs{
		Stack: stack, DashboardName: s.Prefix(), Watched: watched, BufferSeconds: s.Ingest.BufferSeconds,
		Emails: s.Operate.AlarmEmails, SilenceHours: s.Operate.SilenceHours, BudgetUSD: s.Operate.BudgetUSD,
	})
}
