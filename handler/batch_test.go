package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"security-hub-analytics/handler/env"
	"security-hub-analytics/handler/metrics"
	"security-hub-analytics/lake"
)

// script is a transformer that does per key what the test says.
type script struct {
	do   map[string]func(ctx context.Context) (lake.Report, error)
	seen []string
	made int
}

func (s *script) Object(ctx context.Context, _ lake.Source, key string, _ lake.Sink) (lake.Report, error) {
	s.seen = append(s.seen, key)
	if do := s.do[key]; do != nil {
		return do(ctx)
	}
	return lake.Report{Objects: 1, Events: 2, Findings: 3, Rows: 3}, nil
}

// newTestHandler returns a handler over a script and what it writes to stdout.
func newTestHandler(s *script) (*handler, *bytes.Buffer) {
	out := new(bytes.Buffer)
	return &handler{
		settings:       env.Settings{RawBucket: "raw-bucket", RawPrefix: "raw/", DeadlineMargin: 10 * time.Second},
		transformer:    s,
		newTransformer: func() transformer { s.made++; return s },
		metrics:        metrics.NewEmitter(out, "Test", "test", time.Now),
		log:            slog.New(slog.NewJSONHandler(out, nil)),
	}, out
}

// message is an SQS message about objects of the raw bucket.
func message(id string, keys ...string) events.SQSMessage {
	records := []any{}
	for _, key := range keys {
		records = append(records, map[string]any{
			"eventSource": "aws:s3", "eventName": "ObjectCreated:Put",
			"s3": map[string]any{"bucket": map[string]any{"name": "raw-bucket"}, "object": map[string]any{"key": key}},
		})
	}
	body, _ := json.Marshal(map[string]any{"Records": records})
	return events.SQSMessage{MessageId: id, EventSource: "aws:sqs", Body: string(body)}
}

func batch(messages ...events.SQSMessage) events.SQSEvent { return events.SQSEvent{Records: messages} }

// failed lists the ids in a response.
func failed(response events.SQSEventResponse) []string {
	ids := []string{}
	for _, failure := range response.BatchItemFailures {
		ids = append(ids, failure.ItemIdentifier)
	}
	return ids
}

func TestAllWell(t *testing.T) {
	s := &script{}
	h, _ := newTestHandler(s)
	response, err := h.handle(t.Context(), batch(message("1", "raw/a"), message("2", "raw/b", "raw/c"), message("3", "raw/a")))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"raw/a", "raw/b", "raw/c", "raw/a"}; !slices.Equal(s.seen, want) {
		t.Errorf("transformed %q, want %q", s.seen, want)
	}
	if reply, _ := json.Marshal(response); string(reply) != `{"batchItemFailures":[]}` {
		t.Errorf("reply %s", reply)
	}
}

func TestPartialFailure(t *testing.T) {
	s := &script{do: map[string]func(context.Context) (lake.Report, error){
		"raw/bad": func(context.Context) (lake.Report, error) { return lake.Report{}, errors.New("opening object: gone") },
	}}
	h, out := newTestHandler(s)
	response, err := h.handle(t.Context(), batch(
		message("1", "raw/a"),
		message("2", "raw/bad", "raw/beside-bad"),
		events.SQSMessage{MessageId: "3", EventSource: "aws:sqs", Body: "no notification"},
		message("4", "other/key"),
		message("5", "raw/b"),
	))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := failed(response), []string{"2", "3", "4"}; !slices.Equal(got, want) {
		t.Errorf("failures %q, want %q", got, want)
	}
	if want := []string{"raw/a", "raw/bad", "raw/beside-bad", "raw/b"}; !slices.Equal(s.seen, want) {
		t.Errorf("transformed %q, want %q", s.seen, want)
	}
	for _, part := range []string{`"error":"opening object: gone"`, `"raw_object":"raw/bad"`, `"message_id":"3"`, `does not begin with the raw prefix`} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("the log does not hold %s:\n%s", part, out)
		}
	}
	if got := strings.Count(out.String(), `"Errors":1`); got != 3 {
		t.Errorf("%d errors in the metrics, want 3:\n%s", got, out)
	}
}

func TestTheTestMessageOfS3(t *testing.T) {
	s := &script{}
	h, out := newTestHandler(s)
	response, err := h.handle(t.Context(), batch(events.SQSMessage{MessageId: "1", EventSource: "aws:sqs", Body: `{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"raw-bucket"}`}))
	if err != nil || len(failed(response)) != 0 || len(s.seen) != 0 || strings.Contains(out.String(), "Errors") {
		t.Errorf("failures %q, error %v, transformed %q, log %s", failed(response), err, s.seen, out)
	}
}

func TestWhatIsNoBatch(t *testing.T) {
	h, _ := newTestHandler(&script{})
	for name, event := range map[string]events.SQSEvent{
		"empty":       {},
		"direct S3":   batch(events.SQSMessage{EventSource: "aws:s3"}),
		"no identity": batch(message("")),
	} {
		if _, err := h.handle(t.Context(), event); err == nil {
			t.Errorf("%s: no error, so all of it would count as done", name)
		}
	}
}

func TestPanic(t *testing.T) {
	s := &script{do: map[string]func(context.Context) (lake.Report, error){
		"raw/secret": func(context.Context) (lake.Report, error) { panic(fmt.Errorf("at SECRET")) },
		"raw/index": func(context.Context) (lake.Report, error) {
			var list []int
			return lake.Report{}, errors.New(fmt.Sprint(list[7]))
		},
	}}
	h, out := newTestHandler(s)
	response, err := h.handle(t.Context(), batch(message("1", "raw/secret"), message("2", "raw/index"), message("3", "raw/a")))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := failed(response), []string{"1", "2"}; !slices.Equal(got, want) {
		t.Errorf("failures %q, want %q", got, want)
	}
	if s.made != 2 {
		t.Errorf("%d transformers made anew, want 2", s.made)
	}
	for _, part := range []string{"a value of type *", "index out of range [7]", "batch_test.go"} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("the log does not hold %q:\n%s", part, out)
		}
	}
	if strings.Contains(out.String(), "SECRET") {
		t.Errorf("the log holds the value of the panic:\n%s", out)
	}
}

// TestDeadline: the function has 60 s and a margin of 10 s. The first object
// takes 45 s, the second would take for ever, the third is not begun.
func TestDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		s := &script{do: map[string]func(context.Context) (lake.Report, error){
			"raw/slow": func(context.Context) (lake.Report, error) { time.Sleep(45 * time.Second); return lake.Report{}, nil },
			"raw/stuck": func(ctx context.Context) (lake.Report, error) {
				<-ctx.Done()
				return lake.Report{}, fmt.Errorf("reading object: %w", ctx.Err())
			},
		}}
		h, out := newTestHandler(s)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		response, err := h.handle(ctx, batch(message("1", "raw/slow"), message("2", "raw/stuck"), message("3", "raw/a"), message("4", "raw/b")))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := failed(response), []string{"2", "3", "4"}; !slices.Equal(got, want) {
			t.Errorf("failures %q, want %q", got, want)
		}
		if want := []string{"raw/slow", "raw/stuck"}; !slices.Equal(s.seen, want) {
			t.Errorf("transformed %q, want %q", s.seen, want)
		}
		if took := time.Since(start); took != 55*time.Second {
			t.Errorf("answered after %v, want 55s: half the margin before the end", took)
		}
		for _, part := range []string{`"error":"no time is left before the function's deadline: reading object: context deadline exceeded"`, `"msg":"messages given back","messages":2`, `"Deferred":2`} {
			if !strings.Contains(out.String(), part) {
				t.Errorf("the log does not hold %s:\n%s", part, out)
			}
		}
	})
}

// TestMarginLongerThanTheTimeout: a badly set function is slow, not dead.
func TestMarginLongerThanTheTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &script{}
		h, _ := newTestHandler(s)
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		if response, err := h.handle(ctx, batch(message("1", "raw/a"))); err != nil || len(failed(response)) != 0 || len(s.seen) != 1 {
			t.Errorf("failures %q, error %v, transformed %q", failed(response), err, s.seen)
		}
	})
}
