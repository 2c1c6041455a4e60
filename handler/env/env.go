// Package env is what the Lambda learns from its environment. Whatever deploys
// the Lambda sets the variables by the names given here.
package env

import (
	"log/slog"
	"time"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
)

// The variables. All but RawBucket and LakeBucket may be left out or empty.
const (
	// RawBucket is the bucket that raw objects are read from.
	RawBucket = "SHUB_RAW_BUCKET"
	// RawPrefix is what their keys begin with, a slash at its end.
	RawPrefix = "SHUB_RAW_PREFIX"
	// RawBucketOwner is the account that must own the raw bucket.
	RawBucketOwner = "SHUB_RAW_BUCKET_OWNER"
	// LakeBucket is the bucket that rows and quarantine are written to.
	LakeBucket = "SHUB_LAKE_BUCKET"
	// LakeBucketOwner is the account that must own the lake bucket.
	LakeBucketOwner = "SHUB_LAKE_BUCKET_OWNER"
	// Columns is a JSON array of promoted columns, each name=asffPath|ocsfPath.
	Columns = "SHUB_COLUMNS"
	// MetricNamespace is the CloudWatch namespace of the metrics.
	MetricNamespace = "SHUB_METRIC_NAMESPACE"
	// Stack is the dimension of the metrics; the function's name if left out.
	Stack = "SHUB_STACK"
	// LogLevel is the least level that is logged.
	LogLevel = "SHUB_LOG_LEVEL"
	// DeadlineMargin is the time before the function's deadline, as Go writes
	// durations, from which no further message is begun.
	DeadlineMargin = "SHUB_DEADLINE_MARGIN"

	// functionName and memorySize are set by Lambda itself
	// (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html).
	functionName = "AWS_LAMBDA_FUNCTION_NAME"
	memorySize   = "AWS_LAMBDA_FUNCTION_MEMORY_SIZE"
)

// What holds where a variable is left out.
const (
	DefaultRawPrefix       = lake.RawPrefix
	DefaultMetricNamespace = "SecurityHubAnalytics"
	DefaultDeadlineMargin  = 15 * time.Second
)

// Settings is what the variables say.
type Settings struct {
	RawBucket, RawPrefix, RawBucketOwner string
	LakeBucket, LakeBucketOwner          string
	Schema                               *findings.Schema
	MetricNamespace, Stack               string
	LogLevel                             slog.Level
	DeadlineMargin                       time.Duration
	// MemoryBytes is the memory of the function; 0 if unknown.
	MemoryBytes int64
}
