package components

import (
	"slices"
	"strings"
	"testing"
)

// policies are the documents of identities, with everything switched on.
func policies() map[string]Document {
	return map[string]Document{
		"delivery":  DeliveryPolicy(testPlace, "arn:aws:s3:::raw", testKey, testPlace.ARN("logs", "log-group:delivery"), "stream"),
		"route":     RoutePolicy(testPlace.ARN("firehose", "deliverystream/s"), testKey),
		"transform": TransformPolicy(testPlace, "arn:aws:s3:::raw", "arn:aws:s3:::lake", testPlace.ARN("sqs", "q"), testKey, testPlace.ARN("logs", "log-group:transform"), true),
		"reader":    ReaderPolicy(testPlace, "db", "people", "arn:aws:s3:::lake", "arn:aws:s3:::results", testKey),
		"crawler":   CrawlerPolicy(testPlace, "db_crawled", "arn:aws:s3:::lake", testKey, "configuration"),
	}
}

// everywhere lists the actions that may be allowed on every resource, each for the
// reason that AWS offers nothing narrower.
var everywhere = []string{
	"xray:PutTelemetryRecords", "xray:PutTraceSegments",
	"lakeformation:GetDataAccess",
	"athena:ListDataCatalogs", "athena:ListEngineVersions", "athena:ListWorkGroups",
}

// TestLeastPrivilege: no role may do a whole service's actions, nor act on everything
// where AWS can be told on what.
func TestLeastPrivilege(t *testing.T) {
	for name, document := range policies() {
		for _, s := range document.Statement {
			if s.Effect != "Allow" || s.Principal != nil || s.Sid == "" {
				t.Errorf("%s: %+v is no statement of an identity", name, s)
			}
			for _, action := range s.Action {
				if strings.HasSuffix(action, "*") {
					t.Errorf("%s: %s allows %s", name, s.Sid, action)
				}
				if slices.Contains(s.Resource, "*") && !slices.Contains(everywhere, action) {
					t.Errorf("%s: %s allows %s on everything", name, s.Sid, action)
				}
				if strings.HasPrefix(action, "logs:CreateLogGroup") {
					t.Errorf("%s: a late invocation would bring back the log group after a destroy", name)
				}
			}
		}
	}
}

// TestKeyThroughS3: whoever needs the key for objects has it through S3 alone.
func TestKeyThroughS3(t *testing.T) {
	for name, document := range policies() {
		for _, s := range document.Statement {
			if s.Sid != "Key" || name == "route" {
				continue
			}
			if got := s.Condition["StringEquals"]["kms:ViaService"]; !slices.Equal(got, []string{"s3.us-east-1.amazonaws.com"}) {
				t.Errorf("%s: the key is usable through %v", name, got)
			}
		}
	}
}

func TestDocumentJSON(t *testing.T) {
	got, err := Document{Statement: []Statement{{Sid: "S", Effect: "Allow", Action: []string{"a:B"}, Resource: []string{"r"}}}}.JSON()
	want := `{"Version":"2012-10-17","Statement":[{"Sid":"S","Effect":"Allow","Action":["a:B"],"Resource":["r"]}]}`
	if err != nil || got != want {
		t.Errorf("got %s (%v), want %s", got, err, want)
	}
}

func TestQueuePolicy(t *testing.T) {
	d := QueuePolicy(testPlace, "q", Sender{"s3.amazonaws.com", "arn:aws:s3:::raw"})
	if len(d.Statement) != 2 || d.Statement[0].Effect != "Deny" {
		t.Fatalf("got %+v", d)
	}
	send := d.Statement[1]
	if !slices.Equal(send.Condition["StringEquals"]["aws:SourceAccount"], []string{testAccount}) ||
		!slices.Equal(send.Condition["ArnLike"]["aws:SourceArn"], []string{"arn:aws:s3:::raw"}) {
		t.Errorf("whoever makes S3 send may: %v", send.Condition)
	}
	if none := QueuePolicy(testPlace, "q"); len(none.Statement) != 1 {
		t.Errorf("a queue that no service sends to allows %+v", none.Statement[1:])
	}
}

func TestTopicPolicy(t *testing.T) {
	if d := TopicPolicy(testPlace, "topic", false); len(d.Statement) != 2 {
		t.Errorf("without a budget: %+v", d)
	}
	d := TopicPolicy(testPlace, "topic", true)
	for _, s := range d.Statement[1:] {
		if len(s.Condition["ArnLike"]["aws:SourceArn"]) != 1 || len(s.Condition["StringEquals"]["aws:SourceAccount"]) != 1 {
			t.Errorf("%s is not bound to the account: %v", s.Sid, s.Condition)
		}
	}
}
