package lake

import (
	"context"
	"errors"

	"security-hub-analytics/findings"
)

// Options sets a Transformer up.
type Options struct {
	// Schema is the fixed columns plus the promoted ones; nil means no promoted ones.
	Schema *findings.Schema
	// Form says what the raw objects hold: events or bare findings.
	Form findings.Form
	// MemoryBytes bounds what one transform holds; 0 means the default.
	MemoryBytes int64
}

// Transformer turns raw objects into Parquet and quarantine. It reuses its
// buffers between objects and serves one object at a time.
type Transformer struct{ opts Options }

// NewTransformer returns a Transformer.
func NewTransformer(opts Options) *Transformer { return &Transformer{opts} }

// Object transforms the raw object named key and reports what became of it.
func (t *Transformer) Object(ctx context.Context, src Source, key string, sink Sink) (Report, error) {
	return Report{}, errors.New("not built yet")
}
