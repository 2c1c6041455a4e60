package lake_test

import (
	"testing"
	"time"

	"security-hub-analytics/lake"
)

// The form is Data Firehose's: what reads a real raw bucket reads ours.
func TestRawKey(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 2, 1, 4, 5, 6, time.FixedZone("", 2*60*60))
	got := lake.RawKey("findings", at, [16]byte{0: 0x12, 7: 0xab, 15: 0xff})
	if want := "raw/2026/01/01/23/findings-1-2026-01-01-23-04-05-12000000-0000-00ab-0000-0000000000ff.gz"; got != want {
		t.Errorf("RawKey = %s, want %s", got, want)
	}
}

// Data Firehose refuses other values when the stream is created.
func TestDeliveryWithinFirehose(t *testing.T) {
	t.Parallel()
	size, interval := lake.DeliveryMiB, lake.DeliveryInterval
	if size < lake.MinDeliveryMiB || size > lake.MaxDeliveryMiB || interval > lake.MaxDeliveryInterval || interval%time.Second != 0 {
		t.Errorf("%d MiB or %s is not allowed", size, interval)
	}
}
