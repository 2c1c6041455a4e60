package components

import (
	"encoding/json"
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/ecs"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/sqs"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// hearOfFailures makes the queue that holds scans that failed, told by ECS, and
// scans that could not be started, told by EventBridge Scheduler. Like a
// dead-letter queue it keeps what happened, whole, until somebody looks.
func (d *Detect) hearOfFailures(ctx *pulumi.Context, name string, args *DetectArgs, cluster *ecs.Cluster) (*sqs.Queue, pulumi.Resource, error) {
	s, parent := args.Stack, pulumi.Parent(d)
	rule, err := cloudwatch.NewEventRule(ctx, name+"-failed", &cloudwatch.EventRuleArgs{
		Description:  pulumi.String("Scans of Prowler that failed (stack " + s.Name + ")"),
		EventPattern: cluster.Arn.ApplyT(FailedTaskPattern).(pulumi.StringOutput),
	}, parent)
	if err != nil {
		return nil, nil, err
	}
	queue, policy, err := s.newQueue(ctx, name+"-failed", sqs.QueueArgs{MessageRetentionSeconds: pulumi.Int(deadLetterSeconds)},
		"events.amazonaws.com", rule.Arn, parent)
	if err != nil {
		return nil, nil, err
	}
	target, err := cloudwatch.NewEventTarget(ctx, name+"-failed", &cloudwatch.EventTargetArgs{
		Rule: rule.Name, Arn: queue.Arn,
	}, parent, pulumi.DependsOn([]pulumi.Resource{policy}))
	failed := queueOf(queue)
	d.FailedScans = &failed
	return queue, target, err
}

// FailedTaskPattern matches tasks of the cluster that ended with another exit code
// than 0, or with none because they never ran: an image that cannot be pulled, no
// capacity, no network
// (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html).
func FailedTaskPattern(clusterARN string) (string, error) {
	text, err := json.Marshal(map[string]any{
		"source":      []string{"aws.ecs"},
		"detail-type": []string{"ECS Task State Change"},
		"detail": map[string]any{
			"clusterArn": []string{clusterARN},
			"lastStatus": []string{"STOPPED"},
			"containers": map[string]any{
				"exitCode": []any{map[string]any{"anything-but": []int{0}}, map[string]any{"exists": false}},
			},
		},
	})
	if err != nil {
		return "", fmt.Errorf("writing an event pattern: %w", err)
	}
	return string(text), nil
}
