package components

import (
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/kinesis"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/sqs"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// route makes the rule that sends Security Hub's events to the stream, once their raw
// objects would be announced.
func (i *Ingest) route(ctx *pulumi.Context, name string, args *IngestArgs, stream *kinesis.FirehoseDeliveryStream, announced pulumi.Resource) error {
	s, parent := args.Stack, pulumi.Parent(i)
	rule, err := cloudwatch.NewEventRule(ctx, name, &cloudwatch.EventRuleArgs{
		Description:  pulumi.String("Findings of Security Hub to the lake (stack " + s.Name + ")"),
		EventPattern: pulumi.String(args.EventPattern),
	}, parent)
	if err != nil {
		return err
	}
	dead, deadPolicy, err := s.newQueue(ctx, name+"-dead-events", sqs.QueueArgs{MessageRetentionSeconds: pulumi.Int(deadLetterSeconds)},
		"events.amazonaws.com", rule.Arn, parent)
	if err != nil {
		return err
	}
	trust := document(func(v []string) Document { return TrustPolicy("events.amazonaws.com", fromSource(s.Place, v[0])) }, rule.Arn)
	role, policy, err := s.newRole(ctx, name+"-route", "EventBridge puts events into the delivery stream", trust,
		document(func(v []string) Document { return RoutePolicy(v[0], v[1]) }, stream.Arn, s.KeyARN), parent)
	if err != nil {
		return err
	}
	_, err = cloudwatch.NewEventTarget(ctx, name, &cloudwatch.EventTargetArgs{
		Rule: rule.Name, Arn: stream.Arn, RoleArn: role.Arn,
		DeadLetterConfig: cloudwatch.EventTargetDeadLetterConfigArgs{Arn: dead.Arn},
		// The most that EventBridge offers, so that a key or a role put right within a
		// day costs no event (API reference, RetryPolicy).
		RetryPolicy: cloudwatch.EventTargetRetryPolicyArgs{
			MaximumEventAgeInSeconds: pulumi.Int(secondsPerDay), MaximumRetryAttempts: pulumi.Int(185),
		},
	}, parent, pulumi.DependsOn([]pulumi.Resource{policy, deadPolicy, announced}))
	i.RuleName, i.Events = rule.Name, queueOf(dead)
	return err
}
