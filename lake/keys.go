package lake

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"security-hub-analytics/findings"
)

// Prefixes of the buckets' keys, shared by what the program deploys and what
// the laptop runs.
const (
	// RawPrefix is where raw objects stand in the raw bucket.
	RawPrefix = "raw/"
	// FindingsPrefix is where the findings table stands in the lake.
	FindingsPrefix = "findings/"
	// QuarantinePrefix is where the quarantine table stands in the lake.
	QuarantinePrefix = "quarantine/"
)

// IngestDate is the partition that rows ingested at t stand in.
func IngestDate(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// FindingsKey is the key of the Parquet file made from the raw object: always
// the same one, so that doing it again replaces and never doubles.
func FindingsKey(ingested time.Time, rawKey string) string {
	return lakeKey(FindingsPrefix, ingested, rawKey, ".parquet")
}

// QuarantineKey is the key of the quarantine file of the raw object.
func QuarantineKey(ingested time.Time, rawKey string) string {
	return lakeKey(QuarantinePrefix, ingested, rawKey, ".ndjson.gz")
}

func lakeKey(prefix string, ingested time.Time, rawKey, suffix string) string {
	sum := sha256.Sum256([]byte(rawKey))
	const bytes = 16 // of the hash: 128 bits, and keys stay short
	return prefix + findings.PartitionColumn + "=" + IngestDate(ingested) + "/" + hex.EncodeToString(sum[:bytes]) + suffix
}
