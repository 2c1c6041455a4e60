package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"security-hub-analytics/lake"
)

// object transforms one raw object. A panic in it is an error like others: the
// message goes to the dead-letter queue in the end, and its neighbours do not.
func (h *handler) object(ctx context.Context, o object) (report lake.Report, err error) {
	if err := o.check(h.settings.RawBucket, h.settings.RawPrefix); err != nil {
		return lake.Report{}, err
	}
	// Once the object is done with, so is all that was begun for it.
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer func() {
		if value := recover(); value != nil {
			h.transformer = h.newTransformer() // the old one may be in any state
			h.log.ErrorContext(ctx, "panic", "raw_object", o.key, "stack", string(debug.Stack()))
			err = fmt.Errorf("transforming object %q: panic: %s", o.key, harmless(value))
		}
	}()
	report, err = h.transformer.Object(ctx, h.raw, o.key, h.lake)
	if cause := context.Cause(ctx); err != nil && cause != nil {
		err = fmt.Errorf("%w: %w", cause, err)
	}
	return report, err
}

// harmless is what may be logged of the value of a panic. The runtime speaks
// of types and indexes; any other value may hold what was in a finding.
func harmless(value any) string {
	if err, ok := value.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("a value of type %T", value)
}
