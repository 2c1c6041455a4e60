package metrics_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"regexp"
	"testing"
	"time"

	"security-hub-analytics/handler/metrics"
	"security-hub-analytics/lake"
)

// document is the embedded metric format, as far as it is used.
type document struct {
	AWS struct {
		Timestamp         int64
		CloudWatchMetrics []struct {
			Namespace  string
			Dimensions [][]string
			Metrics    []struct{ Name, Unit string }
		}
	} `json:"_aws"`
}

// metricName is what CloudWatch takes and alarms can be written with.
var metricName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.]{0,254}$`)

// read holds a line to the rules of the format and returns its root members.
func read(t *testing.T, out *bytes.Buffer) map[string]any {
	t.Helper()
	if bytes.Count(out.Bytes(), []byte("\n")) != 1 || !bytes.HasSuffix(out.Bytes(), []byte("\n")) {
		t.Fatalf("not one line: %q", out)
	}
	var doc document
	root := map[string]any{}
	if err := errors.Join(json.Unmarshal(out.Bytes(), &doc), json.Unmarshal(out.Bytes(), &root)); err != nil {
		t.Fatal(err)
	}
	if doc.AWS.Timestamp != 1740823200123 {
		t.Errorf("Timestamp = %d", doc.AWS.Timestamp)
	}
	if len(doc.AWS.CloudWatchMetrics) != 1 {
		t.Fatalf("%d directives", len(doc.AWS.CloudWatchMetrics))
	}
	directive := doc.AWS.CloudWatchMetrics[0]
	if directive.Namespace != "Space" {
		t.Errorf("Namespace = %q", directive.Namespace)
	}
	for _, set := range directive.Dimensions {
		for _, dimension := range set {
			if value, ok := root[dimension].(string); !ok || value != "dev" {
				t.Errorf("dimension %q has the value %v", dimension, root[dimension])
			}
		}
	}
	seen := map[string]bool{}
	for _, metric := range directive.Metrics {
		if _, ok := root[metric.Name].(float64); !ok || seen[metric.Name] || !metricName.MatchString(metric.Name) {
			t.Errorf("metric %q: value %v, seen before: %v", metric.Name, root[metric.Name], seen[metric.Name])
		}
		seen[metric.Name] = true
	}
	delete(root, "_aws")
	return root
}

func emitter(out *bytes.Buffer) *metrics.Emitter {
	return metrics.NewEmitter(out, "Space", "dev", func() time.Time { return time.UnixMilli(1740823200123) })
}

func TestObject(t *testing.T) {
	out := new(bytes.Buffer)
	report := lake.Report{
		Objects: 1, Events: 7, Findings: 9, Rows: 6, Coerced: 4,
		Quarantined: map[string]int64{"not_json": 2, "no_identity": 3, "too_deep": 0},
		Bytes:       lake.Bytes{In: 1000, Events: 900, Blank: 100},
	}
	if err := emitter(out).Object(report, 1500*time.Millisecond, metrics.Properties{"raw_object": "raw/a"}); err != nil {
		t.Fatal(err)
	}
	got := read(t, out)
	want := map[string]any{
		"level": "INFO", "raw_object": "raw/a", "Stack": "dev",
		"Objects": 1., "Events": 7., "Findings": 9., "Rows": 6., "Coerced": 4., "BytesIn": 1000., "Duration": 1500., "Errors": 0.,
		"Quarantined": 5., "Quarantined.not_json": 2., "Quarantined.no_identity": 3.,
	}
	same(t, got, want)
}

func TestErrorAndDeferred(t *testing.T) {
	out := new(bytes.Buffer)
	if err := emitter(out).Error(metrics.Properties{"message_id": "1"}); err != nil {
		t.Fatal(err)
	}
	same(t, read(t, out), map[string]any{"level": "INFO", "message_id": "1", "Stack": "dev", "Errors": 1.})
	out.Reset()
	if err := emitter(out).Deferred(3, nil); err != nil {
		t.Fatal(err)
	}
	same(t, read(t, out), map[string]any{"level": "INFO", "Stack": "dev", "Deferred": 3.})
}

func same(t *testing.T, got, want map[string]any) {
	t.Helper()
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s = %v, want %v", name, got[name], want[name])
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestWriteError(t *testing.T) {
	err := metrics.NewEmitter(broken{}, "n", "s", time.Now).Deferred(1, nil)
	if err == nil || err.Error() != "writing metrics: broken pipe" {
		t.Errorf("error %v", err)
	}
}
