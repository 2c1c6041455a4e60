package lake_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"

	"security-hub-analytics/internal/benchdata"
	"security-hub-analytics/lake"
)

var benchObject = func() func(b *testing.B, n int) []byte {
	var mu sync.Mutex
	made := map[int][]byte{}
	return func(b *testing.B, n int) []byte {
		b.Helper()
		mu.Lock()
		defer mu.Unlock()
		if made[n] == nil {
			data, err := benchdata.Object(n, 1)
			if err != nil {
				b.Fatal(err)
			}
			made[n] = data
		}
		return made[n]
	}
}()

func cpuSeconds() float64 {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
}

func gunzip(b *testing.B, z *gzip.Reader, data []byte) int64 {
	if err := z.Reset(bytes.NewReader(data)); err != nil {
		b.Fatal(err)
	}
	n, err := io.Copy(io.Discard, z)
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// BenchmarkTransform measures the transform of one raw object against the
// anchor G, the CPU time that klauspost's gunzip alone takes, run by turns so
// that the machine's moods cancel out.
func BenchmarkTransform(b *testing.B) {
	for _, n := range []int{5_000, 50_000} {
		b.Run(fmt.Sprintf("%dk", n/1000), func(b *testing.B) {
			data := benchObject(b, n)
			src, sink := newMemStore(), &countingSink{}
			src.put("raw/x.gz", data, testTime)
			tr := lake.NewTransformer(lake.Options{})
			var z gzip.Reader
			var anchor, cpu float64
			var report lake.Report
			var raw int64
			for b.Loop() {
				t0 := cpuSeconds()
				raw = gunzip(b, &z, data)
				t1 := cpuSeconds()
				var err error
				if report, err = tr.Object(context.Background(), src, "raw/x.gz", sink); err != nil {
					b.Fatal(err)
				}
				anchor, cpu = anchor+t1-t0, cpu+cpuSeconds()-t1
			}
			out := sink.written / int64(b.N)
			b.ReportMetric(cpu/anchor, "G")
			b.ReportMetric(100*float64(out)/float64(len(data)), "%ofRawGz")
			b.ReportMetric(float64(report.Rows)*float64(b.N)/cpu, "rows/cpu-s")
			b.ReportMetric(float64(raw)*float64(b.N)/1e6/cpu, "MB/cpu-s")
		})
	}
}

// countingSink counts what a store would keep, so that the store's own work
// is not measured.
type countingSink struct{ written int64 }

func (s *countingSink) Create(context.Context, string) (lake.Writer, error) { return s, nil }
func (s *countingSink) Delete(context.Context, string) error                { return nil }
func (s *countingSink) Commit() error                                       { return nil }
func (s *countingSink) Abort() error                                        { return nil }
func (s *countingSink) Write(b []byte) (int, error) {
	s.written += int64(len(b))
	return len(b), nil
}
