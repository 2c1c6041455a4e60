package main

import (
	"runtime/debug"

	"security-hub-analytics/lake"
	"security-hub-analytics/lake/s3store"
)

// What the Go runtime is not given of the function's memory: room for the
// binary, for the system around it, and for overshooting, since the limit is soft.
const (
	leastHeadroom    = 48 << 20
	headroomFraction = 8
)

// limitMemory tells the Go runtime how much memory there is, so that it
// collects garbage instead of being killed, and returns what is left of it for
// one transform; 0 means the default. A function with more memory is not given
// more: the amount shows in the bytes of the lake, and they shall be those that
// the laptop writes. Whoever sets GOMEMLIMIT knows better (the runtime has read
// it: https://pkg.go.dev/runtime/debug#SetMemoryLimit).
func limitMemory(functionBytes int64, goMemLimit string) int64 {
	if goMemLimit == "" {
		if functionBytes == 0 {
			return 0
		}
		headroom := max(leastHeadroom, functionBytes/headroomFraction)
		debug.SetMemoryLimit(max(functionBytes-headroom, functionBytes/2))
	}
	limit := debug.SetMemoryLimit(-1)
	if limit >= 1<<50 { // GOMEMLIMIT=off
		return 0
	}
	// Parquet and quarantine are each on their way to S3.
	return min(max(limit-2*s3store.WriterMemoryBytes, limit/2), lake.DefaultMemoryBytes)
}
