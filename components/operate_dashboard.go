package components

import (
	"encoding/json"
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/handler/env"
	"security-hub-analytics/handler/metrics"
)

// dashboardNames are the names that DashboardBody shows the metrics of.
type dashboardNames struct {
	Stack, Region                           string
	Rule, Stream, Function, FunctionLog     string
	Objects, DeadEvents, DeadObjects        string
	FailedScans, Workgroup, QuickSightGroup string // the first and the last may be ""
	Alarms                                  []string
}

// widget is one of a dashboard's, as CloudWatch takes it
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html).
type widget struct {
	Type       string         `json:"type"`
	X          int            `json:"x"`
	Y          int            `json:"y"`
	Width      int            `json:"width"`
	Height     int            `json:"height"`
	Properties map[string]any `json:"properties"`
}

// The grid is 24 wide; a graph takes a third of it.
const (
	gridWidth   = 24
	graphWidth  = gridWidth / 3
	graphHeight = 6
)

// line is a metric in a graph: namespace, name, dimensions' names and values in
// turn, and how it is drawn.
func line(label, statistic, namespace, name string, dimensions ...string) []any {
	all := []any{namespace, name}
	for _, d := range dimensions {
		all = append(all, d)
	}
	return append(all, map[string]any{"label": label, "stat": statistic})
}

// DashboardBody is the operations dashboard: alarms on top, then what passes through
// the pipeline in the order in which it does.
func dashboardBody(n dashboardNames) (string, error) {
	dead := [][]any{
		line("events", "Maximum", "AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", n.DeadEvents),
		line("objects", "Maximum", "AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", n.DeadObjects),
	}
	if n.FailedScans != "" {
		dead = append(dead, line("failed scans", "Maximum", "AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", n.FailedScans))
	}
	queries := [][]any{line("people", "Sum", "AWS/Athena", "ProcessedBytes", "QueryState", "SUCCEEDED", "QueryType", "DML", "WorkGroup", n.Workgroup)}
	failed := [][]any{line("people", "SampleCount", "AWS/Athena", "TotalExecutionTime", "QueryState", "FAILED", "QueryType", "DML", "WorkGroup", n.Workgroup)}
	if n.QuickSightGroup != "" {
		queries = append(queries, line("QuickSight", "Sum", "AWS/Athena", "ProcessedBytes", "QueryState", "SUCCEEDED", "QueryType", "DML", "WorkGroup", n.QuickSightGroup))
		failed = append(failed, line("QuickSight", "SampleCount", "AWS/Athena", "TotalExecutionTime", "QueryState", "FAILED", "QueryType", "DML", "WorkGroup", n.QuickSightGroup))
	}
	own := func(label, statistic, name string) []any {
		return line(label, statistic, env.DefaultMetricNamespace, name, metrics.StackDimension, n.Stack)
	}
	graphs := []struct {
		title string
		lines [][]any
	}{
		{"Events (rule)", [][]any{
			line("matched", "Sum", "AWS/Events", "MatchedEvents", "RuleName", n.Rule),
			line("delivered", "Sum", "AWS/Events", "Invocations", "RuleName", n.Rule),
			line("failed", "Sum", "AWS/Events", "FailedInvocations", "RuleName", n.Rule),
		}},
		{"Events (delivery)", [][]any{
			line("in", "Sum", "AWS/Firehose", "IncomingRecords", "DeliveryStreamName", n.Stream),
			line("throttled", "Sum", "AWS/Firehose", "ThrottledRecords", "DeliveryStreamName", n.Stream),
		}},
		{"Seconds held back by the delivery", [][]any{
			line("oldest", "Maximum", "AWS/Firehose", "DeliveryToS3.DataFreshness", "DeliveryStreamName", n.Stream),
		}},
		{"Findings and rows", [][]any{own("findings", "Sum", metrics.Findings), own("rows", "Sum", metrics.Rows)}},
		{"Quarantined and coerced", [][]any{own("quarantined", "Sum", metrics.Quarantined), own("coerced", "Sum", metrics.Coerced)}},
		{"Milliseconds an object", [][]any{own("mean", "Average", metrics.Duration), own("longest", "Maximum", metrics.Duration)}},
		{"Raw objects", [][]any{own("done", "Sum", metrics.Objects), own("errors", "Sum", metrics.Errors), own("given back", "Sum", metrics.Deferred)}},
		{"Function", [][]any{
			line("crashes", "Sum", "AWS/Lambda", "Errors", "FunctionName", n.Function),
			line("throttles", "Sum", "AWS/Lambda", "Throttles", "FunctionName", n.Function),
			line("at once", "Maximum", "AWS/Lambda", "ConcurrentExecutions", "FunctionName", n.Function),
		}},
		{"Raw objects waiting", [][]any{
			line("waiting", "Maximum", "AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", n.Objects),
			line("seconds of the oldest", "Maximum", "AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", n.Objects),
		}},
		{"Dead letters", dead},
		{"Bytes that queries read", queries},
		{"Failed queries", failed},
	}
	widgets := []widget{{Type: "alarm", Width: gridWidth, Height: 3, Properties: map[string]any{"title": "Alarms of stack " + n.Stack, "alarms": n.Alarms}}}
	const top = 3
	for i, g := range graphs {
		widgets = append(widgets, widget{
			Type: "metric", X: i % 3 * graphWidth, Y: top + i/3*graphHeight, Width: graphWidth, Height: graphHeight,
			Properties: map[string]any{
				"title": g.title, "region": n.Region, "metrics": g.lines, "period": fiveMin, "view": "timeSeries", "stacked": false,
			},
		})
	}
	widgets = append(widgets, widget{
		Type: "log", Y: top + (len(graphs)+2)/3*graphHeight, Width: gridWidth, Height: graphHeight,
		Properties: map[string]any{
			"title": "Errors of the function", "region": n.Region, "view": "table",
			"query": fmt.Sprintf("SOURCE '%s' | fields @timestamp, raw_object, error | filter level = 'ERROR' | sort @timestamp desc | limit 20", n.FunctionLog),
		},
	})
	text, err := json.Marshal(map[string]any{"widgets": widgets})
	return string(text), err
}

// body is the dashboard's body once all names are known.
func (o *Operate) body(args *OperateArgs) pulumi.StringOutput {
	w := args.Watched
	names := pulumi.StringMap{
		"rule": w.Rule, "stream": w.Stream, "function": w.Function, "log": w.FunctionLog, "objects": w.Objects,
		"deadEvents": w.DeadEvents, "deadObjects": w.DeadObjects, "workgroup": w.Workgroup,
	}
	if w.FailedScans != nil {
		names["failedScans"] = w.FailedScans
	}
	if w.QuickSightWorkgroup != nil {
		names["quickSight"] = w.QuickSightWorkgroup
	}
	return pulumi.All(names.ToStringMapOutput(), o.alarmARNs.ToStringArrayOutput()).ApplyT(func(known []any) (string, error) {
		name, _ := known[0].(map[string]string)
		alarms, _ := known[1].([]string)
		return dashboardBody(dashboardNames{
			Stack: args.Stack.Name, Region: args.Stack.Place.Region,
			Rule: name["rule"], Stream: name["stream"], Function: name["function"], FunctionLog: name["log"],
			Objects: name["objects"], DeadEvents: name["deadEvents"], DeadObjects: name["deadObjects"],
			FailedScans: name["failedScans"], Workgroup: name["workgroup"], QuickSightGroup: name["quickSight"], Alarms: alarms,
		})
	}).(pulumi.StringOutput)
}
