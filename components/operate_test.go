package components

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func operateArgs() *OperateArgs {
	name := func(s string) pulumi.StringInput { return pulumi.String("the-" + s) }
	return &OperateArgs{
		Stack: testStack(), DashboardName: "security-hub-analytics-test", BufferSeconds: 300, SilenceHours: 24,
		Watched: Watched{
			Rule: name("rule"), Stream: name("stream"), Function: name("function"), FunctionLog: name("log"), Objects: name("objects"),
			DeadEvents: name("dead-events"), DeadObjects: name("dead-objects"), Workgroup: name("people"),
		},
	}
}

func operate(t *testing.T, args *OperateArgs) *cloud {
	t.Helper()
	return deployed(t, func(ctx *pulumi.Context) error {
		_, err := NewOperate(ctx, "operate", args)
		return err
	})
}

// everything is a stack that has whatever can be watched.
func everything() *OperateArgs {
	args := operateArgs()
	args.Watched.FailedScans, args.Watched.QuickSightWorkgroup = pulumi.String("the-scans"), pulumi.String("the-quicksight")
	args.BudgetUSD, args.Emails = 50, []string{"a@example.com", "b@example.com"}
	return args
}

func TestOperateAlarms(t *testing.T) {
	c := operate(t, everything())
	for name, want := range map[string]map[string]any{
		"dead-events":  {"namespace": "AWS/SQS", "dimensions.QueueName": "the-dead-events", "threshold": 0.0, "comparisonOperator": "GreaterThanThreshold"},
		"dead-objects": {"namespace": "AWS/SQS", "dimensions.QueueName": "the-dead-objects"},
		"lost-events":  {"metricName": "InvocationsFailedToBeSentToDlq", "dimensions.RuleName": "the-rule"},
		"quarantine":   {"namespace": "SecurityHubAnalytics", "metricName": "Quarantined", "dimensions.Stack": "test", "threshold": 0.0, "okActions": nil},
		"errors":       {"namespace": "SecurityHubAnalytics", "metricName": "Errors", "dimensions.Stack": "test"},
		"crashes":      {"namespace": "AWS/Lambda", "metricName": "Errors", "dimensions.FunctionName": "the-function"},
		"delivery":     {"metricName": "DeliveryToS3.Success", "comparisonOperator": "LessThanThreshold", "threshold": 1.0, "dimensions.DeliveryStreamName": "the-stream"},
		"freshness":    {"metricName": "DeliveryToS3.DataFreshness", "threshold": 900.0, "evaluationPeriods": 3.0},
		// No data is what silence is: it has to count.
		"silence":        {"metricName": "IncomingRecords", "treatMissingData": "breaching", "period": 3600.0, "evaluationPeriods": 24.0, "threshold": 1.0},
		"failed-queries": {"dimensions.WorkGroup": "the-people", "dimensions.QueryState": "FAILED", "statistic": "SampleCount", "threshold": 10.0},
		"failed-refresh": {"dimensions.WorkGroup": "the-quicksight", "threshold": 1.0, "comparisonOperator": "GreaterThanOrEqualToThreshold"},
		"failed-scans":   {"dimensions.QueueName": "the-scans"},
	} {
		c.one(t, "MetricAlarm", "operate-"+name).want(t, want)
	}
	for _, m := range c.all("MetricAlarm") {
		m.want(t, map[string]any{"alarmActions[0]": "arn:Topic:operate"})
		if !m.waitsFor("TopicPolicy", "operate") {
			t.Errorf("%s could be raised before it may be told", m.name)
		}
		says, _ := m.at("alarmDescription").(string)
		if !strings.Contains(says, "stack test") || len(says) > 1024 {
			t.Errorf("%s says %q", m.name, says)
		}
		// CloudWatch looks back a day, or a week where a period is an hour or more.
		period, _ := m.at("period").(float64)
		periods, _ := m.at("evaluationPeriods").(float64)
		most := 86400.0
		if period >= 3600 {
			most = 7 * 86400
		}
		if period*periods > most {
			t.Errorf("%s looks back %v s", m.name, period*periods)
		}
		if m.name != "operate-silence" {
			m.want(t, map[string]any{"treatMissingData": "notBreaching"})
		}
	}
}

func TestOperateWithout(t *testing.T) {
	args := operateArgs()
	args.SilenceHours = 0
	c := operate(t, args)
	for _, m := range c.all("MetricAlarm") {
		if slices.Contains([]string{"operate-silence", "operate-failed-scans", "operate-failed-refresh"}, m.name) {
			t.Errorf("there is %s, with nothing to watch", m.name)
		}
	}
	if len(c.all("Budget"))+len(c.all("TopicSubscription")) > 0 {
		t.Error("a budget or a subscription, which nobody asked for")
	}
	if policy := c.one(t, "TopicPolicy", "operate").policy(t, "policy"); len(policy.Statement) != 2 {
		t.Errorf("without a budget the topic lets in %+v", policy.Statement)
	}
}

func TestOperateTopic(t *testing.T) {
	c := operate(t, everything())
	c.one(t, "Topic", "operate").want(t, map[string]any{"kmsMasterKeyId": testKey})
	c.one(t, "TopicSubscription", "operate-b@example.com").want(t, map[string]any{"protocol": "email", "endpoint": "b@example.com", "topic": "arn:Topic:operate"})
	budget := c.one(t, "Budget", "operate")
	budget.want(t, map[string]any{
		"limitAmount": "50", "limitUnit": "USD", "timeUnit": "MONTHLY", "notifications[0].threshold": 80.0,
		"notifications[1].notificationType": "FORECASTED", "notifications[0].subscriberSnsTopicArns[0]": "arn:Topic:operate",
	})
}

// TestOperateDashboard: no graph runs over another or over the edge, each names a
// metric, and all alarms are there.
func TestOperateDashboard(t *testing.T) {
	c := operate(t, everything())
	dashboard := c.one(t, "Dashboard", "operate")
	dashboard.want(t, map[string]any{"dashboardName": "security-hub-analytics-test"})
	text, _ := dashboard.at("dashboardBody").(string)
	var body struct{ Widgets []widget }
	if err := json.Unmarshal([]byte(text), &body); err != nil {
		t.Fatal(err)
	}
	taken := map[[2]int]bool{}
	for _, w := range body.Widgets {
		for x := w.X; x < w.X+w.Width; x++ {
			for y := w.Y; y < w.Y+w.Height; y++ {
				if taken[[2]int{x, y}] || x >= gridWidth {
					t.Fatalf("%v stands on another or over the edge", w.Properties["title"])
				}
				taken[[2]int{x, y}] = true
			}
		}
	}
	if alarms, _ := body.Widgets[0].Properties["alarms"].([]any); len(alarms) != len(c.all("MetricAlarm")) {
		t.Errorf("%d alarms are shown of %d", len(alarms), len(c.all("MetricAlarm")))
	}
	for _, name := range []string{"the-rule", "the-stream", "the-function", "the-objects", "the-dead-events", "the-dead-objects", "the-people", "the-quicksight", "the-scans", "SOURCE 'the-log'"} {
		if !strings.Contains(text, name) {
			t.Errorf("%s is not shown", name)
		}
	}
}

func TestOperateRefuses(t *testing.T) {
	args := operateArgs()
	args.Watched.Rule = nil
	for name, args := range map[string]*OperateArgs{"nothing": nil, "no rule": args} {
		err := pulumi.RunErr(func(ctx *pulumi.Context) error {
			_, err := NewOperate(ctx, "operate", args)
			return err
		}, pulumi.WithMocks("p", "s", &cloud{}))
		if err == nil || !strings.Contains(err.Error(), "are required") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
