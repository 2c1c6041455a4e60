package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"security-hub-analytics/handler/env"
	"security-hub-analytics/handler/metrics"
	"security-hub-analytics/lake"
)

// transformer is what the handler needs of *lake.Transformer.
type transformer interface {
	Object(ctx context.Context, src lake.Source, key string, sink lake.Sink) (lake.Report, error)
}

// handler transforms the raw objects that batches of SQS messages announce.
// Lambda calls it for one batch at a time.
type handler struct {
	settings env.Settings
	raw      lake.Source
	lake     lake.Sink
	// transformer lives from batch to batch for the sake of its buffers.
	transformer    transformer
	newTransformer func() transformer
	metrics        *metrics.Emitter
	log            *slog.Logger
}

// errTime is why objects and messages are given back at the end.
var errTime = errors.New("no time is left before the function's deadline")

// handle takes the messages one after another and answers with those that
// failed; SQS keeps only these. The list is never null: Lambda would take that
// as success too, but the next reader of the reply may not
// (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html).
func (h *handler) handle(ctx context.Context, batch events.SQSEvent) (events.SQSEventResponse, error) {
	response := events.SQSEventResponse{BatchItemFailures: []events.SQSBatchItemFailure{}}
	if err := fromSQS(batch); err != nil {
		return response, err
	}
	ctx, last, cancel := h.plan(ctx)
	defer cancel()
	deferred := 0
	for _, message := range batch.Records {
		if !last.IsZero() && time.Now().After(last) {
			deferred++
		} else if h.message(ctx, message) {
			continue
		}
		response.BatchItemFailures = append(response.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: message.MessageId})
	}
	if deferred > 0 {
		h.log.WarnContext(ctx, "messages given back", "messages", deferred, "error", errTime.Error())
		h.emit(ctx, h.metrics.Deferred(deferred, nil))
	}
	return response, nil
}

// fromSQS refuses an event that is no batch of SQS messages: a reply in terms
// of messages would be taken as success.
func fromSQS(batch events.SQSEvent) error {
	if len(batch.Records) == 0 {
		return errors.New("reading event: it holds no SQS messages")
	}
	for _, message := range batch.Records {
		if message.EventSource != "aws:sqs" || message.MessageId == "" {
			return fmt.Errorf("reading event: a record is of %q, want messages of \"aws:sqs\"", message.EventSource)
		}
	}
	return nil
}

// plan divides the time that is left: no message is begun after last, and work
// still under way at half the margin is broken off, so that its parts can be
// removed and the reply says which messages are done. A margin of more than
// half of the time is cut to that, or nothing would ever be begun.
func (h *handler) plan(ctx context.Context) (context.Context, time.Time, context.CancelFunc) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return ctx, time.Time{}, func() {}
	}
	margin := min(h.settings.DeadlineMargin, time.Until(deadline)/2)
	ctx, cancel := context.WithDeadlineCause(ctx, deadline.Add(-margin/2), errTime)
	return ctx, deadline.Add(-margin), cancel
}

// message transforms the objects of one message and tells whether all went
// well. One that did not go well does not keep the others from being tried.
func (h *handler) message(ctx context.Context, message events.SQSMessage) bool {
	list, err := objects(message.Body)
	if err != nil {
		h.failed(ctx, err, metrics.Properties{"message_id": message.MessageId})
		return false
	}
	ok := true
	for _, o := range list {
		properties := metrics.Properties{"message_id": message.MessageId, "raw_object": o.key}
		start := time.Now()
		report, err := h.object(ctx, o)
		if err != nil {
			h.failed(ctx, err, properties)
			ok = false
			continue
		}
		properties["msg"] = "object transformed"
		h.emit(ctx, h.metrics.Object(report, time.Since(start), properties))
	}
	return ok
}

// failed says once in the log and once in the metrics what went wrong.
func (h *handler) failed(ctx context.Context, err error, properties metrics.Properties) {
	attributes := []any{"error", err.Error()}
	for _, name := range []string{"message_id", "raw_object"} {
		if value, ok := properties[name]; ok {
			attributes = append(attributes, name, value)
		}
	}
	h.log.ErrorContext(ctx, "message failed", attributes...)
	h.emit(ctx, h.metrics.Error(properties))
}

// emit logs that metrics could not be written, which is no reason to do the
// work again.
func (h *handler) emit(ctx context.Context, err error) {
	if err != nil {
		h.log.ErrorContext(ctx, "metrics lost", "error", err.Error())
	}
}
