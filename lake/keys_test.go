package lake_test

import (
	"regexp"
	"testing"
	"time"

	"security-hub-analytics/lake"
)

// Keys are public: a lake written before must be found by what comes after.
func TestKeys(t *testing.T) {
	at := time.Date(2026, 11, 23, 0, 30, 0, 0, time.FixedZone("", 3600)) // still the 22nd in UTC
	const hash = "f058878624c2eccc73188838b5b6d96f"                      // sha256, its first half
	if got, want := lake.FindingsKey(at, "raw/a.gz"), "findings/ingest_date=2026-11-22/"+hash+".parquet"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := lake.QuarantineKey(at, "raw/a.gz"), "quarantine/ingest_date=2026-11-22/"+hash+".ndjson.gz"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

var (
	findingsKey   = regexp.MustCompile(`^findings/ingest_date=\d{4}-\d\d-\d\d/[0-9a-f]{32}\.parquet$`)
	quarantineKey = regexp.MustCompile(`^quarantine/ingest_date=\d{4}-\d\d-\d\d/[0-9a-f]{32}\.ndjson\.gz$`)
)

// Whatever an object is called, its files have names that every store, every
// engine and the partition projection can read; another object has others.
func FuzzKeys(f *testing.F) {
	f.Add("raw/2026/11/22/10/stream-1-2026-11-22-10-00-00-uuid.gz", "raw/x", int64(1_795_341_601_000))
	f.Add("", "/", int64(0))
	f.Add("raw/a b+c%20ä/../..\x00\xff=&?", "raw/\n", int64(-1))
	f.Add("a", "a", int64(253_402_300_799_999))
	f.Fuzz(func(t *testing.T, key, other string, millis int64) {
		const years = 253_402_300_800_000 // until the year 10000, which no store will see
		if millis < 0 || millis >= years {
			return
		}
		at := time.UnixMilli(millis)
		findings, quarantine := lake.FindingsKey(at, key), lake.QuarantineKey(at, key)
		if !findingsKey.MatchString(findings) || !quarantineKey.MatchString(quarantine) {
			t.Errorf("%q at %d: %q, %q", key, millis, findings, quarantine)
		}
		if day := at.UTC().Format("2006-01-02"); findings[len("findings/ingest_date="):][:10] != day || lake.IngestDate(at) != day {
			t.Errorf("%q at %v: %q", key, at, findings)
		}
		if same := lake.FindingsKey(at, other) == findings; same != (key == other) {
			t.Errorf("%q and %q: one name: %v", key, other, same)
		}
		if at.Add(24*time.Hour).Year() < 10000 && lake.FindingsKey(at.Add(24*time.Hour), key) == findings {
			t.Error("the next day has the same name")
		}
	})
}
