// Command handler is the Lambda of the transform step: SQS brings it batches
// of notifications that a raw object has come into being, and it turns each
// into Parquet and quarantine.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/config"

	"security-hub-analytics/handler/env"
	"security-hub-analytics/handler/metrics"
	"security-hub-analytics/lake"
	"security-hub-analytics/lake/s3store"
)

func main() {
	level := new(slog.LevelVar)
	log := slog.New(slog.NewJSONHandler(os.Stdout, &slog.HandlerOptions{Level: level}))
	slog.SetDefault(log) // and with it whatever libraries write to package log
	h, err := newHandler(context.Background(), log, level)
	if err != nil {
		log.Error("the function cannot start", "error", err.Error())
		os.Exit(1)
	}
	lambda.Start(h.handle)
}

// newHandler wires the handler up from the environment.
func newHandler(ctx context.Context, log *slog.Logger, level *slog.LevelVar) (*handler, error) {
	settings, err := env.Load(os.Getenv)
	if err != nil {
		return nil, err
	}
	level.Set(settings.LogLevel)
	memory := limitMemory(settings.MemoryBytes, os.Getenv("GOMEMLIMIT"))
	// Region, credentials, endpoint (AWS_ENDPOINT_URL) and retries are the
	// SDK's own variables.
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, fmt.Errorf("loading the AWS configuration: %w", err)
	}
	client := s3store.NewClient(cfg)
	newTransformer := func() transformer {
		return lake.NewTransformer(lake.Options{Schema: settings.Schema, MemoryBytes: memory})
	}
	return &handler{
		settings:       settings,
		raw:            s3store.New(client, settings.RawBucket, s3store.Options{ExpectedOwner: settings.RawBucketOwner}),
		lake:           s3store.New(client, settings.LakeBucket, s3store.Options{ExpectedOwner: settings.LakeBucketOwner}),
		transformer:    newTransformer(),
		newTransformer: newTransformer,
		metrics:        metrics.NewEmitter(os.Stdout, settings.MetricNamespace, settings.Stack, time.Now),
		log:            log,
	}, nil
}
