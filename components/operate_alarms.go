package components

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/handler/env"
	"security-hub-analytics/handler/metrics"
)

// alarm is one thing that can be wrong.
type alarm struct {
	// suffix is the end of its name, says what a person who is woken needs to know.
	suffix, says       string
	namespace, metric  string
	dimensions         pulumi.StringMap
	statistic          string
	comparison         string
	threshold          float64
	period, periods    int // seconds, and how many of them in a row
	missingIsAlarmToo  bool
	noNewsWhenItIsOver bool // else the topic is told when all is well again
}

const (
	above     = "GreaterThanThreshold"
	atLeast   = "GreaterThanOrEqualToThreshold"
	below     = "LessThanThreshold"
	fiveMin   = 5 * 60
	oneHour   = 60 * 60
	waitAlarm = oneHour
	// freshnessSlack is what a delivery may be late beyond its buffer, which Data
	// Firehose does not keep to the second.
	freshnessSlack = 10 * 60
	// peopleFailures an hour are a view that is broken, and not a typing error.
	peopleFailures = 10
)

// alarms lists what is watched. Whatever the stack has lost or may lose raises one at
// the first sign; what heals by itself is given time.
func alarms(args *OperateArgs) []alarm {
	w := args.Watched
	stack := pulumi.StringMap{metrics.StackDimension: pulumi.String(args.Stack.Name)}
	rule := pulumi.StringMap{"RuleName": w.Rule}
	stream := pulumi.StringMap{"DeliveryStreamName": w.Stream}
	function := pulumi.StringMap{"FunctionName": w.Function}
	list := []alarm{
		deadLetters("dead-events", w.DeadEvents, "Events of Security Hub could not be delivered to Data Firehose. They wait in the queue, for 14 days at most; each message says why (ERROR_CODE, ERROR_MESSAGE)."),
		deadLetters("dead-objects", w.DeadObjects, "The transform gave up on raw objects. They are in the raw bucket; the function's log says why. Redrive the queue once that is put right."),
		{
			suffix: "lost-events", says: "Events could neither be delivered nor put into the dead-letter queue: they are lost.",
			namespace: "AWS/Events", metric: "InvocationsFailedToBeSentToDlq", dimensions: rule, statistic: "Sum", comparison: above, period: fiveMin,
		},
		{
			suffix: "waiting-objects", says: "A raw object has waited for more than an hour: the transform does not run, does not keep up, or fails on it.",
			namespace: "AWS/SQS", metric: "ApproximateAgeOfOldestMessage", dimensions: pulumi.StringMap{"QueueName": w.Objects}, statistic: "Maximum",
			comparison: above, threshold: waitAlarm, period: fiveMin,
		},
		{
			suffix: "quarantine", says: "Records could not become rows. Ask the saved query \"What is in quarantine\".",
			namespace: env.DefaultMetricNamespace, metric: metrics.Quarantined, dimensions: stack, statistic: "Sum", comparison: above, period: fiveMin,
			noNewsWhenItIsOver: true,
		},
		{
			suffix: "errors", says: "A raw object could not be transformed. It is tried again, and goes to the dead-letter queue in the end; the function's log names it.",
			namespace: env.DefaultMetricNamespace, metric: metrics.Errors, dimensions: stack, statistic: "Sum", comparison: above, period: fiveMin,
		},
		{
			suffix: "crashes", says: "The function crashed, ran out of memory or of time. Its batch is tried again.",
			namespace: "AWS/Lambda", metric: "Errors", dimensions: function, statistic: "Sum", comparison: above, period: fiveMin,
		},
		{
			suffix: "throttles", says: "The function was kept from running: the account's concurrency is used up. Raw objects wait.",
			namespace: "AWS/Lambda", metric: "Throttles", dimensions: function, statistic: "Sum", comparison: above, period: fiveMin, periods: 3,
		},
		{
			suffix: "delivery", says: "Data Firehose could not write a raw object. It goes on trying for 24 hours, then the events are lost; its log says why.",
			namespace: "AWS/Firehose", metric: "DeliveryToS3.Success", dimensions: stream, statistic: "Average", comparison: below, threshold: 1, period: fiveMin,
		},
		{
			suffix: "freshness", says: "Data Firehose holds events back for longer than it should.",
			namespace: "AWS/Firehose", metric: "DeliveryToS3.DataFreshness", dimensions: stream, statistic: "Maximum",
			comparison: above, threshold: float64(args.BufferSeconds + freshnessSlack), period: fiveMin, periods: 3,
		},
		{
			suffix: "throttled-records", says: "More events come than Data Firehose takes. EventBridge tries them again for a day: ask for a higher quota.",
			namespace: "AWS/Firehose", metric: "ThrottledRecords", dimensions: stream, statistic: "Sum", comparison: above, period: fiveMin, periods: 3,
		},
		failedQueries("failed-queries", w.Workgroup, peopleFailures,
			"Ten queries of people failed within an hour: a view may be stale or a right missing. Workgroup, tab Recent queries, says more."),
	}
	if args.SilenceHours > 0 {
		list = append(list, alarm{
			suffix: "silence", says: fmt.Sprintf("No event came in %d hours. Is Security Hub on, is the rule, are its controls?", args.SilenceHours),
			namespace: "AWS/Firehose", metric: "IncomingRecords", dimensions: stream, statistic: "Sum", comparison: below, threshold: 1,
			period: oneHour, periods: args.SilenceHours, missingIsAlarmToo: true,
		})
	}
	if w.FailedScans != nil {
		list = append(list, deadLetters("failed-scans", w.FailedScans, "A Prowler scan failed or could not start. The message in the queue says why."))
	}
	if w.QuickSightWorkgroup != nil {
		list = append(list, failedQueries("failed-refresh", w.QuickSightWorkgroup, 1,
			"A query of QuickSight failed: a dashboard shows old numbers. Workgroup, tab Recent queries, says why."))
	}
	return list
}

// deadLetters is the alarm of a queue that ought to be empty.
func deadLetters(suffix string, queue pulumi.StringInput, says string) alarm {
	return alarm{
		suffix: suffix, says: says,
		namespace: "AWS/SQS", metric: "ApproximateNumberOfMessagesVisible", dimensions: pulumi.StringMap{"QueueName": queue},
		statistic: "Maximum", comparison: above, period: fiveMin,
	}
}

// failedQueries is the alarm of a workgroup. Athena has no metric that counts
// queries; each query that ends is one sample of how long it took, by its state
// (https://docs.aws.amazon.com/athena/latest/ug/query-metrics-viewing.html).
func failedQueries(suffix string, workgroup pulumi.StringInput, least float64, says string) alarm {
	return alarm{
		suffix: suffix, says: says,
		namespace: "AWS/Athena", metric: "TotalExecutionTime", dimensions: failedIn(workgroup),
		statistic: "SampleCount", comparison: atLeast, threshold: least, period: oneHour,
	}
}

func failedIn(workgroup pulumi.StringInput) pulumi.StringMap {
	return pulumi.StringMap{"WorkGroup": workgroup, "QueryState": pulumi.String("FAILED"), "QueryType": pulumi.String("DML")}
}

// raise makes the alarms.
func (o *Operate) raise(ctx *pulumi.Context, name string, args *OperateArgs, topic pulumi.Resource) error {
	tell := pulumi.Array{o.TopicARN}
	for _, a := range alarms(args) {
		missing := "notBreaching"
		if a.missingIsAlarmToo {
			missing = "breaching"
		}
		settings := &cloudwatch.MetricAlarmArgs{
			AlarmDescription: pulumi.String(a.says + " (stack " + args.Stack.Name + ", docs/operations.md)"),
			Namespace:        pulumi.String(a.namespace), MetricName: pulumi.String(a.metric), Dimensions: a.dimensions,
			Statistic: pulumi.String(a.statistic), ComparisonOperator: pulumi.String(a.comparison), Threshold: pulumi.Float64(a.threshold),
			Period: pulumi.Int(a.period), EvaluationPeriods: pulumi.Int(max(a.periods, 1)), TreatMissingData: pulumi.String(missing),
			AlarmActions: tell,
		}
		if !a.noNewsWhenItIsOver {
			settings.OkActions = tell
		}
		made, err := cloudwatch.NewMetricAlarm(ctx, name+"-"+a.suffix, settings, pulumi.Parent(o), pulumi.DependsOn([]pulumi.Resource{topic}))
		if err != nil {
			return err
		}
		o.alarmARNs = append(o.alarmARNs, made.Arn)
	}
	return nil
}
