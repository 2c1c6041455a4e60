// Package metrics writes what became of each raw object as CloudWatch metrics
// in the embedded metric format: lines of JSON on the standard output of a
// Lambda, from which CloudWatch Logs takes the metrics. See
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
//
// The lines have the level INFO. A function whose log format is JSON must not
// be given a higher application log level, or Lambda drops them
// (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html).
package metrics

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"security-hub-analytics/lake"
)

// StackDimension is the one dimension of all metrics. It is the stack and not
// the function, whose name changes when it is replaced.
const StackDimension = "Stack"

// The metrics. Alarms and dashboards use the names.
const (
	// Objects counts raw objects that were transformed.
	Objects = "Objects"
	// Events counts the events in them.
	Events = "Events"
	// Findings counts the findings in the events.
	Findings = "Findings"
	// Rows counts the rows written.
	Rows = "Rows"
	// Quarantined counts quarantined events and findings, whatever the reason;
	// QuarantinedBy names the metric of one reason.
	Quarantined = "Quarantined"
	// Coerced counts values that did not fit their column.
	Coerced = "Coerced"
	// BytesIn is the uncompressed bytes read.
	BytesIn = "BytesIn"
	// Duration is the milliseconds that one object took.
	Duration = "Duration"
	// Errors counts objects that could not be transformed and messages that
	// could not be understood: SQS delivers them again, and in the end to the
	// dead-letter queue. It is 0 for what went well, so that its alarm has data.
	Errors = "Errors"
	// Deferred counts messages given back for want of time.
	Deferred = "Deferred"
)

// QuarantinedBy is the name of the metric that counts what was quarantined for
// one reason. It has data points only where it is not 0.
func QuarantinedBy(reason string) string { return Quarantined + "." + reason }

// Units of CloudWatch
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html).
const (
	count        = "Count"
	bytes        = "Bytes"
	milliseconds = "Milliseconds"
)

// Emitter writes metrics.
type Emitter struct {
	w                io.Writer
	namespace, stack string
	now              func() time.Time
}

// NewEmitter returns an Emitter that writes to w, in a Lambda os.Stdout.
func NewEmitter(w io.Writer, namespace, stack string, now func() time.Time) *Emitter {
	return &Emitter{w: w, namespace: namespace, stack: stack, now: now}
}

// Properties stand in a line beside its metrics, to be searched for.
type Properties map[string]any

// Object writes the metrics of an object that was transformed.
func (e *Emitter) Object(report lake.Report, took time.Duration, properties Properties) error {
	l := e.line(properties)
	l.add(Objects, count, 1)
	l.add(Events, count, report.Events)
	l.add(Findings, count, report.Findings)
	l.add(Rows, count, report.Rows)
	l.add(Coerced, count, report.Coerced)
	l.add(BytesIn, bytes, report.Bytes.In)
	l.add(Duration, milliseconds, took.Milliseconds())
	l.add(Errors, count, 0)
	total := int64(0)
	for reason, n := range report.Quarantined {
		if total += n; n != 0 {
			l.add(QuarantinedBy(reason), count, n)
		}
	}
	l.add(Quarantined, count, total)
	return e.write(l)
}

// Error writes the metric of an object or a message that failed.
func (e *Emitter) Error(properties Properties) error {
	l := e.line(properties)
	l.add(Errors, count, 1)
	return e.write(l)
}

// Deferred writes the metric of messages that were given back.
func (e *Emitter) Deferred(messages int, properties Properties) error {
	l := e.line(properties)
	l.add(Deferred, count, int64(messages))
	return e.write(l)
}

// line is one document of the format: the root members by name, and which of
// them are metrics. Far fewer than the 100 metrics that a document may have.
type line struct {
	root    map[string]any
	metrics []metric
}

type metric struct {
	Name, Unit string
}

func (l *line) add(name, unit string, value int64) {
	l.metrics = append(l.metrics, metric{name, unit})
	l.root[name] = value
}

func (e *Emitter) line(properties Properties) *line {
	root := map[string]any{"level": "INFO"}
	for name, value := range properties {
		root[name] = value
	}
	root[StackDimension] = e.stack
	return &line{root: root}
}

func (e *Emitter) write(l *line) error {
	type directive struct {
		Namespace  string
		Dimensions [][]string
		Metrics    []metric
	}
	l.root["_aws"] = map[string]any{
		"Timestamp":         e.now().UnixMilli(),
		"CloudWatchMetrics": []directive{{e.namespace, [][]string{{StackDimension}}, l.metrics}},
	}
	text, err := json.Marshal(l.root)
	if err == nil {
		_, err = e.w.Write(append(text, '\n')) // in one piece: log lines come in between
	}
	if err != nil {
		return fmt.Errorf("writing metrics: %w", err)
	}
	return nil
}
