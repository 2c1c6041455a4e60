package lake_test

import (
	"context"
	"os"
	"reflect"
	"testing"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
)

// Whatever the object, plain or gzip: an error and no file, or the same files
// once more and as many rows as reported; with small row groups as with large.
func FuzzObject(f *testing.F) {
	f.Add([]byte(mixed()), false)
	f.Add(zipped(f, mixed(), rowsOnly(3)), true)
	f.Add([]byte(rowsOnly(5)), false)
	f.Add([]byte("\x1f\x8b"), true)
	for _, name := range []string{"large.json", "ocsf-detection.json", "case-clash-keys.json"} {
		data, err := os.ReadFile("../findings/testdata/corpus/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, true)
	}
	small := map[bool]*lake.Transformer{}
	large := map[bool]*lake.Transformer{}
	for bare, form := range map[bool]findings.Form{false: findings.Events, true: findings.Bare} {
		small[bare] = lake.NewTransformer(lake.Options{Form: form, MemoryBytes: 1 << 10})
		large[bare] = lake.NewTransformer(lake.Options{Form: form})
	}
	f.Fuzz(func(t *testing.T, data []byte, bare bool) {
		if len(data) > 64<<10 {
			return
		}
		run := func(tr *lake.Transformer, data []byte) (lake.Report, *memStore, error) {
			src, sink := newMemStore(), newMemStore()
			src.put("raw/x", data, testTime)
			report, err := tr.Object(context.Background(), src, "raw/x", sink)
			report.Seconds = 0
			rows := 0
			if made, ok := sink.objects[lake.FindingsKey(testTime, "raw/x")]; ok {
				rows = len(readParquet(t, made))
			}
			if err != nil && len(sink.objects) != 0 || int64(rows) != report.Rows {
				t.Fatalf("error %v, %d files, %d rows of %d", err, len(sink.objects), rows, report.Rows)
			}
			return report, sink, err
		}
		report, sink, err := run(large[bare], data)
		again, sinkAgain, errAgain := run(large[bare], data)
		if (err == nil) != (errAgain == nil) || !reflect.DeepEqual(report, again) || !reflect.DeepEqual(sink.objects, sinkAgain.objects) {
			t.Fatalf("the second time is another: %v, %v", err, errAgain)
		}
		if other, _, err := run(small[bare], data); err == nil && !reflect.DeepEqual(report, other) {
			t.Fatalf("with small groups %+v, with large ones %+v", other, report)
		}
		if err != nil || len(data) > 1 && data[0] == 0x1f && data[1] == 0x8b {
			return
		}
		if other, otherSink, err := run(large[bare], zipped(t, string(data))); err != nil || !reflect.DeepEqual(report, other) || !reflect.DeepEqual(sink.objects, otherSink.objects) {
			t.Fatalf("as gzip %+v (%v), plain %+v", other, err, report)
		}
	})
}
