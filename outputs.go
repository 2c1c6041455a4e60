package main

import (
	"fmt"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/components"
	"security-hub-analytics/settings"
)

// outputs are the components that something is said of when all is done.
type outputs struct {
	key       *components.Key
	ingest    *components.Ingest
	transform *components.Transform
	catalog   *components.Catalog
	detect    *components.Detect
	visualize *components.Visualize // nil without a dashboard in QuickSight
	operate   *components.Operate
}

// export tells what a user goes on with: names to use, and what to do next.
func export(ctx *pulumi.Context, s *settings.Settings, o outputs) {
	ctx.Export("kmsKeyArn", o.key.ARN)
	ctx.Export("rawBucket", o.ingest.RawBucket)
	ctx.Export("lakeBucket", o.transform.LakeBucket)
	ctx.Export("database", o.catalog.Database)
	ctx.Export("workgroup", o.catalog.Workgroup)
	ctx.Export("readerPolicyArn", o.catalog.ReaderPolicyARN)
	ctx.Export("resultsBucket", o.catalog.ResultsBucket)
	ctx.Export("stream", o.ingest.StreamName)
	ctx.Export("objectsUrl", o.ingest.Objects.URL)
	ctx.Export("deadEventsUrl", o.ingest.Events.URL)
	ctx.Export("deadObjectsUrl", o.ingest.DeadObjects.URL)
	if scans := o.detect.FailedScans; scans != nil {
		ctx.Export("failedScansUrl", scans.URL)
	}
	ctx.Export("alarmTopicArn", o.operate.TopicARN)
	ctx.Export("dashboard", o.operate.DashboardName)
	if v := o.visualize; v != nil {
		ctx.Export("visualizeUrl", pulumi.String(v.DashboardURL))
		if v.GroupARN != "" {
			ctx.Export("visualizeJoin", pulumi.String(join(s, v)))
		}
	}
	ctx.Export("next", pulumi.All(o.catalog.Workgroup, o.catalog.Database).ApplyT(func(known []any) string {
		return nextSteps(s, fmt.Sprint(known[0]), fmt.Sprint(known[1]))
	}).(pulumi.StringOutput))
	ctx.Export("onDestroy", pulumi.All(o.ingest.RawBucket, o.transform.LakeBucket, o.key.ARN).ApplyT(func(known []any) string {
		return onDestroy(s, fmt.Sprint(known[0]), fmt.Sprint(known[1]), fmt.Sprint(known[2]))
	}).(pulumi.StringOutput))
}

// nextSteps says when the first rows are there and what to do until then.
func nextSteps(s *settings.Settings, workgroup, database string) string {
	steps := []string{
		fmt.Sprintf("Rows appear about %d seconds after the first event: a raw object is written %d seconds after its first event, and transformed at once. "+
			"Security Hub sends an event when a finding is new or updated, not for those that were there before; its own controls report within a day, where AWS Config records.",
			s.Ingest.BufferSeconds+firstRowSlack, s.Ingest.BufferSeconds),
		fmt.Sprintf("In Athena, choose the workgroup %s and the database %s, and run the saved query \"Did anything arrive\".", workgroup, database),
		"Give those who ask questions the policy readerPolicyArn.",
	}
	if v := s.Visualize; v.Enabled {
		step := "The dashboard in QuickSight is at visualizeUrl: what it shows by the hour is loaded every hour, the rest daily at " + v.RefreshTime + " UTC, all of it once when it was made."
		if v.Group != "" {
			step += " The group " + v.Group + " owns it, and has no members at first: visualizeJoin says how to join it."
		}
		steps = append(steps, step)
	}
	if len(s.Operate.AlarmEmails) > 0 {
		steps = append(steps, "Each address of operateAlarmEmails has a message with a link to follow: until then it gets no alarm.")
	} else {
		steps = append(steps, "Nobody is told of alarms: pulumi config set --path 'operateAlarmEmails[0]' you@example.com, and pulumi up.")
	}
	return numbered(steps)
}

// firstRowSlack is what invoking the function and writing the first rows take, in
// seconds, generously.
const firstRowSlack = 60

// onDestroy says what a destroy leaves, and how the next stack takes it over.
func onDestroy(s *settings.Settings, raw, lake, key string) string {
	var left, adopt []string
	for _, part := range []struct{ key, made, what string }{
		{"ingestRawBucket", s.Ingest.RawBucket, raw},
		{"transformLakeBucket", s.Transform.LakeBucket, lake},
		{"kmsKeyArn", s.KMSKeyARN, key},
	} {
		// What was adopted stays in any case.
		if part.made != "" || keep(s) {
			left = append(left, part.what)
			adopt = append(adopt, "pulumi config set "+part.key+" "+part.what)
		}
	}
	for _, part := range handedOver(s) {
		left = append(left, part.what)
		adopt = append(adopt, "pulumi config set "+part.key+" "+part.mode)
	}
	if v := s.Visualize; v.Enabled && v.Subscription == settings.Create {
		left = append(left, "the subscription to QuickSight")
		adopt = append(adopt, "pulumi config set visualizeSubscription "+settings.Existing, "pulumi config set visualizeGroup "+v.Group)
	}
	off := ""
	if d := s.Detect; d.SecurityHub == settings.Create && d.OnDestroy == settings.Disable {
		off = " Security Hub is switched off, in each Region: AWS deletes its findings and settings after 90 days."
	}
	if len(left) == 0 {
		return "pulumi destroy leaves nothing: buckets are emptied, the key is deleted after a week." + off
	}
	return "pulumi destroy leaves " + strings.Join(left, ", ") + "." + off + " To go on with them, before the next pulumi up:\n  " +
		strings.Join(adopt, "\n  ")
}

// handover is what the stack created of Security Hub and leaves there: AWS refuses to
// create it once more, so the next stack must not try.
type handover struct{ key, what, mode string }

func handedOver(s *settings.Settings) []handover {
	d := s.Detect
	if d.OnDestroy != settings.Keep {
		return nil
	}
	var parts []handover
	if d.SecurityHub == settings.Create {
		hub := handover{"detectSecurityHub", "Security Hub", settings.Existing}
		if d.ControlFindings != "" { // which goes with a hub that the stack looks after
			hub.mode = settings.Import
		}
		parts = append(parts, hub)
	}
	if d.ProductSubscription == settings.Create {
		parts = append(parts, handover{"detectProductSubscription", "Security Hub's subscription to Prowler", settings.Existing})
	}
	if d.Aggregator == settings.Create {
		parts = append(parts, handover{"detectAggregator", "the finding aggregator", settings.Existing})
	}
	return parts
}

// join says how to become a member of the group that the stack made.
func join(s *settings.Settings, v *components.Visualize) string {
	fields := strings.Split(v.GroupARN, ":")
	at := fmt.Sprintf("--region %s --aws-account-id %s --namespace %s", fields[3], fields[4], s.Visualize.Namespace)
	return numbered([]string{
		"Be a user of QuickSight. Who is none yet opens visualizeUrl and signs up, if his rights in IAM let him (quicksight:CreateUser), or is registered, here as an author, by his role in IAM: aws quicksight register-user " + at +
			" --identity-type IAM --user-role AUTHOR --email you@example.com --iam-arn ROLE_ARN --session-name you@example.com",
		"Look the name up: aws quicksight list-users " + at,
		"Join: aws quicksight create-group-membership " + at + " --group-name " + s.Visualize.Group + " --member-name NAME",
	})
}

func numbered(steps []string) string {
	var text strings.Builder
	for i, step := range steps {
		fmt.Fprintf(&text, "%d. %s\n", i+1, step)
	}
	return strings.TrimSuffix(text.String(), "\n")
}
