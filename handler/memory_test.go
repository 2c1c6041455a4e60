package main

import (
	"math"
	"runtime/debug"
	"testing"

	"security-hub-analytics/lake"
)

func TestLimitMemory(t *testing.T) {
	const mib = 1 << 20
	t.Cleanup(func() { debug.SetMemoryLimit(math.MaxInt64) })
	for _, test := range []struct {
		name            string
		function        int64
		goMemLimit      string
		runtime         int64 // what the runtime was told before, by GOMEMLIMIT
		limit, transfer int64
	}{
		{"unknown", 0, "", math.MaxInt64, math.MaxInt64, 0},
		{"smallest function", 128 * mib, "", math.MaxInt64, 80 * mib, 40 * mib},
		{"small function", 256 * mib, "", math.MaxInt64, 208 * mib, 160 * mib},
		{"largest function", 10240 * mib, "", math.MaxInt64, 8960 * mib, lake.DefaultMemoryBytes},
		{"GOMEMLIMIT wins", 512 * mib, "200MiB", 200 * mib, 200 * mib, 152 * mib},
		{"GOMEMLIMIT off", 512 * mib, "off", math.MaxInt64, math.MaxInt64, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			debug.SetMemoryLimit(test.runtime)
			if got := limitMemory(test.function, test.goMemLimit); got != test.transfer {
				t.Errorf("for one transform %d MiB, want %d", got/mib, test.transfer/mib)
			}
			if got := debug.SetMemoryLimit(-1); got != test.limit {
				t.Errorf("limit of the runtime %d MiB, want %d", got/mib, test.limit/mib)
			}
		})
	}
}
