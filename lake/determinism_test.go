package lake_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"reflect"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"security-hub-analytics/internal/benchdata"
	"security-hub-analytics/lake"
)

// rawObjects are objects of all sizes around midnight.
func rawObjects(t testing.TB) *memStore {
	t.Helper()
	s := newMemStore()
	bench, err := benchdata.Object(300, 1)
	if err != nil {
		t.Fatal(err)
	}
	midnight := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	s.put("raw/bench.gz", bench, midnight.Add(-time.Nanosecond))
	s.put("raw/mixed.gz", zipped(t, mixed()), midnight)
	s.put("raw/plain", []byte(mixed()+rowsOnly(500)), midnight.Add(time.Millisecond-1))
	s.put("raw/rows.gz", zipped(t, rowsOnly(100)), midnight.Add(-time.Hour))
	s.put("raw/junk.gz", zipped(t, "junk\n"), midnight.Add(time.Hour))
	s.put("raw/empty", nil, midnight.Add(time.Hour))
	return s
}

var smallGroups = lake.Options{MemoryBytes: 1 << 20} // several row groups for the large ones

func all(t testing.TB, tr func() *lake.Transformer, src *memStore, keys []string) *memStore {
	t.Helper()
	sink := newMemStore()
	for _, key := range keys {
		if _, err := tr().Object(context.Background(), src, key, sink); err != nil {
			t.Fatal(err)
		}
	}
	return sink
}

func fresh() *lake.Transformer { return lake.NewTransformer(smallGroups) }

// The lake is a function of the raw objects: their bytes, keys and times.
func TestSameLake(t *testing.T) {
	src := rawObjects(t)
	keys := slices.Sorted(maps.Keys(src.objects))
	want := all(t, fresh, src, keys)
	if len(want.objects) != 7 {
		t.Fatalf("%d files: %q", len(want.objects), slices.Sorted(maps.Keys(want.objects)))
	}
	same := func(name string, got *memStore) {
		t.Helper()
		if !reflect.DeepEqual(got.objects, want.objects) {
			t.Errorf("%s: other bytes, or other files: %q", name, slices.Sorted(maps.Keys(got.objects)))
		}
	}
	reversed := slices.Clone(keys)
	slices.Reverse(reversed)
	same("turned round", all(t, fresh, src, reversed))
	same("twice", all(t, fresh, src, slices.Concat(keys, reversed, keys)))

	reused := fresh()
	one := func() *lake.Transformer { return reused }
	same("with one Transformer", all(t, one, src, slices.Concat(reversed, keys)))

	broken := func(step, _ string) error {
		if step == "commit" {
			return os.ErrPermission
		}
		return nil
	}
	bad := newMemStore()
	bad.put("cut", src.objects["raw/bench.gz"][:len(src.objects["raw/bench.gz"])/2], testTime)
	bad.put("unwritable", src.objects["raw/bench.gz"], testTime)
	for _, key := range []string{"cut", "unwritable"} {
		sink := newMemStore()
		sink.fail = broken
		if _, err := reused.Object(context.Background(), bad, key, sink); err == nil {
			t.Fatal("no error")
		}
		same("after "+key, all(t, one, src, keys))
	}

	elsewhere := newMemStore()
	elsewhere.objects = src.objects
	for key, at := range src.times {
		elsewhere.times[key] = at.Truncate(time.Millisecond).In(time.FixedZone("", 14*3600)) // another store's precision and zone
	}
	same("times from elsewhere", all(t, fresh, elsewhere, keys))
}

func (s *memStore) hash() string {
	h := sha256.New()
	for _, key := range slices.Sorted(maps.Keys(s.objects)) {
		h.Write(fmt.Appendln(nil, key, len(s.objects[key])))
		h.Write(s.objects[key])
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// A process elsewhere, in another year, makes the same lake.
func TestSameLakeInAnotherProcess(t *testing.T) {
	const inside = "SHUB_TEST_HASH"
	src := rawObjects(t)
	keys := slices.Sorted(maps.Keys(src.objects))
	if os.Getenv(inside) != "" {
		synctest.Test(t, func(t *testing.T) { // the clock begins in 2000
			fmt.Println("year", time.Now().UTC().Year(), "hash", all(t, fresh, src, keys).hash())
		})
		return
	}
	want := fmt.Sprintf("year 2000 hash %s\n", all(t, fresh, src, keys).hash())
	for _, zone := range []string{"Pacific/Kiritimati", "America/Los_Angeles"} {
		cmd := exec.Command(os.Args[0], "-test.run=^TestSameLakeInAnotherProcess$")
		cmd.Env = append(os.Environ(), inside+"=1", "TZ="+zone, "GOMAXPROCS=1")
		out, err := cmd.CombinedOutput()
		if err != nil || !bytes.Contains(out, []byte(want)) {
			t.Errorf("in %s: %v: %s\nwant %s", zone, err, out, want)
		}
	}
}
