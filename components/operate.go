package components

import (
	"errors"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/sns"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// OperateArgs says what is watched, and who is told.
type OperateArgs struct {
	Stack Stack
	// DashboardName is the name of the operations dashboard, one of a kind in the
	// account.
	DashboardName string
	// Watched is what there is to watch.
	Watched Watched
	// BufferSeconds is how long the delivery may hold events back.
	BufferSeconds int
	// Emails are subscribed to the alarms. Each must confirm.
	Emails []string
	// SilenceHours without an event raise an alarm; 0 for never.
	SilenceHours int
	// BudgetUSD is the account's monthly budget; 0 for none.
	BudgetUSD int
}

// Watched are the names that metrics go by.
type Watched struct {
	// Rule and Stream are those of ingest, Function that of transform.
	Rule, Stream, Function pulumi.StringInput
	// FunctionLog is the function's log group.
	FunctionLog pulumi.StringInput
	// Objects is the queue of raw objects; DeadEvents and DeadObjects are the
	// dead-letter queues.
	Objects, DeadEvents, DeadObjects pulumi.StringInput
	// FailedScans is the queue of scans that failed; nil without a scanner.
	FailedScans pulumi.StringInput
	// Workgroup is that for people, QuickSightWorkgroup that for QuickSight, or nil.
	Workgroup, QuickSightWorkgroup pulumi.StringInput
}

// complete says whether everything is named that every stack has.
func (w Watched) complete() bool {
	for _, name := range []pulumi.StringInput{w.Rule, w.Stream, w.Function, w.FunctionLog, w.Objects, w.DeadEvents, w.DeadObjects, w.Workgroup} {
		if name == nil {
			return false
		}
	}
	return true
}

// Operate is what tells people that something is wrong.
type Operate struct {
	pulumi.ResourceState

	// TopicARN is the topic of the alarms.
	TopicARN pulumi.StringOutput
	// DashboardName is the operations dashboard.
	DashboardName pulumi.StringOutput

	alarmARNs pulumi.StringArray
}

// NewOperate makes the component.
func NewOperate(ctx *pulumi.Context, name string, args *OperateArgs, opts ...pulumi.ResourceOption) (*Operate, error) {
	if args == nil || !args.Watched.complete() || args.DashboardName == "" || args.Stack.KeyARN == nil {
		return nil, errors.New("making operate: Watched, DashboardName and Stack.KeyARN are required")
	}
	o := &Operate{}
	if err := ctx.RegisterComponentResource("shub:index:Operate", name, o, opts...); err != nil {
		return nil, err
	}
	topic, err := o.topic(ctx, name, args)
	if err != nil {
		return nil, err
	}
	if err := o.raise(ctx, name, args, topic); err != nil {
		return nil, err
	}
	if err := o.budget(ctx, name, args, topic); err != nil {
		return nil, err
	}
	dashboard, err := cloudwatch.NewDashboard(ctx, name, &cloudwatch.DashboardArgs{
		DashboardName: pulumi.String(args.DashboardName), DashboardBody: o.body(args),
	}, pulumi.Parent(o))
	if err != nil {
		return nil, err
	}
	o.DashboardName = dashboard.DashboardName
	return o, ctx.RegisterResourceOutputs(o, pulumi.Map{"topicArn": o.TopicARN, "dashboardName": o.DashboardName})
}

// topic makes the topic of the alarms, and subscribes whom the stack names. What
// waits for it waits for its policy, without which nobody may publish.
func (o *Operate) topic(ctx *pulumi.Context, name string, args *OperateArgs) (*sns.TopicPolicy, error) {
	parent := pulumi.Parent(o)
	topic, err := sns.NewTopic(ctx, name, &sns.TopicArgs{
		DisplayName:    pulumi.String("Security Hub analytics " + args.Stack.Name),
		KmsMasterKeyId: args.Stack.KeyARN,
	}, parent)
	if err != nil {
		return nil, err
	}
	o.TopicARN = topic.Arn
	policy, err := sns.NewTopicPolicy(ctx, name, &sns.TopicPolicyArgs{
		Arn:    topic.Arn,
		Policy: document(func(v []string) Document { return TopicPolicy(args.Stack.Place, v[0], args.BudgetUSD > 0) }, topic.Arn),
	}, parent)
	if err != nil {
		return nil, err
	}
	for _, email := range args.Emails {
		// The address is part of the name, so that one that is taken away is the one
		// that goes, wherever it stood in the list.
		_, err := sns.NewTopicSubscription(ctx, name+"-"+email, &sns.TopicSubscriptionArgs{
			Topic: topic.Arn, Protocol: pulumi.String("email"), Endpoint: pulumi.String(email),
		}, parent)
		if err != nil {
			return nil, err
		}
	}
	return policy, nil
}
