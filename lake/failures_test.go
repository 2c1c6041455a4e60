package lake_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/lake"
)

// outcomes are objects that leave different files behind.
func outcomes() map[string]string {
	return map[string]string{
		"rows and quarantine": mixed(), "rows": rowsOnly(20), "quarantine": "junk\n", "nothing": "",
	}
}

// Whichever step of the store fails, and whatever stood there before: the
// error names the object, no half-written file can be seen, and the next try
// gives the very bytes of a try that nothing disturbed.
func TestStoreFails(t *testing.T) {
	const key = "raw/x.gz"
	broken := errors.New("the store is broken")
	options := lake.Options{MemoryBytes: 8 << 10} // several row groups
	for name, input := range outcomes() {
		_, undisturbed := transform(t, options, key, zipped(t, input))
		for earlierName, earlier := range outcomes() {
			_, before := transform(t, options, key, zipped(t, earlier))
			reused := lake.NewTransformer(options)
			for n := 0; ; n++ { // the step that fails
				src, sink, step, failed := newMemStore(), newMemStore(), 0, ""
				src.put(key, zipped(t, input), testTime)
				sink.objects = maps.Clone(before.objects)
				fail := func(what, key string) error {
					if step++; step-1 == n {
						failed = what + " " + key
						return broken
					}
					return nil
				}
				src.fail, sink.fail = fail, fail
				report, err := reused.Object(context.Background(), src, key, sink)
				if failed == "" {
					if err != nil {
						t.Fatal(err)
					}
					break
				}
				t.Run(fmt.Sprintf("%s after %s/%d %.12s", name, earlierName, n, failed), func(t *testing.T) {
					if !errors.Is(err, broken) || !strings.Contains(err.Error(), key) && !strings.HasPrefix(failed, "open") {
						t.Errorf("error %v", err)
					}
					if !reflect.DeepEqual(report, lake.Report{}) {
						t.Errorf("a report beside the error: %+v", report)
					}
					checkEnded(t, sink, failed)
					for file, data := range sink.objects { // whole files, of this try or the one before
						if !slices.Equal(data, undisturbed.objects[file]) && !slices.Equal(data, before.objects[file]) {
							t.Errorf("%s is neither what it was nor what it will be", file)
						}
					}
					if _, ok := sink.objects[lake.FindingsKey(testTime, key)]; !ok && before.objects[lake.FindingsKey(testTime, key)] != nil && undisturbed.objects[lake.FindingsKey(testTime, key)] != nil {
						t.Error("rows that stood there, and will again, are gone in the meantime")
					}
					src.fail, sink.fail = nil, nil
					for _, tr := range []*lake.Transformer{reused, lake.NewTransformer(options)} {
						if _, err := tr.Object(context.Background(), src, key, sink); err != nil {
							t.Fatal(err)
						}
						if !reflect.DeepEqual(sink.objects, undisturbed.objects) {
							t.Error("the next try does not repair")
						}
					}
				})
			}
		}
	}
}

// The order of what can be seen: quarantine, then rows, then removals.
func TestOrderOfWrites(t *testing.T) {
	const key = "raw/x.gz"
	rows, quarantine := lake.FindingsKey(testTime, key), lake.QuarantineKey(testTime, key)
	for name, want := range map[string][]string{
		"rows and quarantine": {"commit " + quarantine, "commit " + rows},
		"rows":                {"commit " + rows, "delete " + quarantine},
		"quarantine":          {"commit " + quarantine, "delete " + rows},
		"nothing":             {"delete " + rows, "delete " + quarantine},
	} {
		_, sink := transform(t, lake.Options{}, key, zipped(t, outcomes()[name]))
		var got []string
		for _, step := range sink.steps {
			if !strings.HasPrefix(step, "create ") {
				got = append(got, step)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// A context that is over ends the work before anything is committed. (Once the
// first commit has begun, it is for the store to end early.)
func TestCancelled(t *testing.T) {
	cause := errors.New("the time is up")
	for name, input := range map[string]string{"short": mixed(), "rows": rowsOnly(200), "one row": rowsOnly(1), "quarantine": strings.Repeat("junk\n", 1000), "nothing": ""} {
		for _, at := range []string{"open", "read", "create", "write"} {
			t.Run(name+" at "+at, func(t *testing.T) {
				ctx, cancel := context.WithCancelCause(context.Background())
				src, sink, reached := newMemStore(), newMemStore(), false
				src.put("raw/x", []byte(input), testTime)
				fail := func(step, _ string) error {
					if step == at {
						reached = true
						cancel(cause)
					}
					return nil
				}
				src.fail, sink.fail = fail, fail
				_, err := lake.NewTransformer(lake.Options{MemoryBytes: 8 << 10}).Object(ctx, src, "raw/x", sink)
				if !reached || at == "write" && name != "rows" {
					cancel(nil)
					return // nothing is written, or all of it at the commit
				}
				if !errors.Is(err, cause) || len(sink.objects) != 0 {
					t.Errorf("error %v, %d files", err, len(sink.objects))
				}
				checkEnded(t, sink, "")
			})
		}
	}
}
