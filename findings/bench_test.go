package findings

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"

	"security-hub-analytics/internal/benchdata"
	"security-hub-analytics/internal/gunzip"
)

// The benchmarks measure in CPU time of the process, against an anchor that
// runs in turn with them: G, what klauspost's gunzip alone takes for the same
// object. Ratios travel between machines, seconds do not.
//
//	go test ./findings -run '^$' -bench Transform -benchtime 5x

// benchObjects are raw objects by number of events, made once.
var benchObjects sync.Map

func benchObject(b *testing.B, events int) []byte {
	b.Helper()
	if data, ok := benchObjects.Load(events); ok {
		return data.([]byte) //nolint:errcheck // nothing else is stored there
	}
	data, err := benchdata.Object(events, 1)
	if err != nil {
		b.Fatal(err)
	}
	benchObjects.Store(events, data)
	return data
}

func cpuSeconds(b *testing.B) float64 {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return (time.Duration(u.Utime.Nano()) + time.Duration(u.Stime.Nano())).Seconds()
}

// written counts what it swallows, so that no store's work is measured.
type written int64

func (w *written) Write(p []byte) (int, error) {
	*w += written(len(p))
	return len(p), nil
}

// against runs work by turns with gunzip of the same data.
func against(b *testing.B, data []byte, work func() (rows int, out int64)) {
	b.Helper()
	var z gzip.Reader
	var anchor, cpu float64
	var raw, out int64
	var rows int
	for b.Loop() {
		start := cpuSeconds(b)
		if err := z.Reset(bytes.NewReader(data)); err != nil {
			b.Fatal(err)
		}
		n, err := io.Copy(io.Discard, &z)
		if err != nil {
			b.Fatal(err)
		}
		raw = n
		between := cpuSeconds(b)
		rows, out = work()
		anchor += between - start
		cpu += cpuSeconds(b) - between
	}
	perSecond := float64(b.N) / cpu
	b.ReportMetric(cpu/anchor, "G")
	b.ReportMetric(float64(rows)*perSecond, "rows/cpu-s")
	b.ReportMetric(float64(raw)/1e6*perSecond, "MB/cpu-s")
	b.ReportMetric(100*float64(out)/float64(len(data)), "%ofRawGz")
}

// benchGroupBytes is half of lake.DefaultMemoryBytes, as in lake.
const benchGroupBytes = 128 << 20

// transformer does what lake.Transformer does, with any columns.
func transformer(b *testing.B, data []byte, fields []field[Row], groupBytes int64) func() (int, int64) {
	b.Helper()
	var batch Batch
	var z gunzip.Reader
	r := NewReader(nil, Events, &batch)
	r.Quarantine = func(q Quarantined) error { return fmt.Errorf("quarantined: %s", q.Reason) }
	w := newParquetWriter(fields, nil)
	return func() (rows int, size int64) {
		var out written
		if err := z.Reset(bytes.NewReader(data)); err != nil {
			b.Fatal(err)
		}
		r.Reset(&z)
		w.Reset(&out)
		for ended := false; !ended; {
			err := r.Next()
			ended = errors.Is(err, io.EOF)
			if err != nil && !ended {
				b.Fatal(err)
			}
			if !ended && !batch.Full() {
				continue
			}
			w.Add(batch.Rows())
			batch.Reset()
			if ended || w.Held() >= groupBytes {
				if err := w.Flush(); err != nil {
					b.Fatal(err)
				}
			}
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
		return int(w.Rows()), int64(out)
	}
}

func BenchmarkTransform(b *testing.B) {
	lean := slices.DeleteFunc(slices.Clone(columnFields), func(f field[Row]) bool {
		return f.name == "finding" || f.name == "resources"
	})
	for _, events := range []int{5_000, 50_000} {
		for _, columns := range []struct {
			name   string
			fields []field[Row]
		}{{"all", columnFields}, {"lean", lean}} {
			b.Run(fmt.Sprintf("%d/%s", events, columns.name), func(b *testing.B) {
				data := benchObject(b, events)
				against(b, data, transformer(b, data, columns.fields, benchGroupBytes))
			})
		}
		b.Run(fmt.Sprintf("%d/seed", events), func(b *testing.B) {
			data := benchObject(b, events)
			against(b, data, func() (int, int64) {
				z, err := gzip.NewReader(bytes.NewReader(data))
				if err != nil {
					b.Fatal(err)
				}
				var out written
				rows, err := benchdata.SeedTransform(z, &out)
				if err != nil {
					b.Fatal(err)
				}
				return rows, int64(out)
			})
		})
	}
}

// BenchmarkRead is the half before Parquet: gunzip, split, decode.
func BenchmarkRead(b *testing.B) {
	data := benchObject(b, 50_000)
	var batch Batch
	var z gunzip.Reader
	r := NewReader(nil, Events, &batch)
	against(b, data, func() (int, int64) {
		if err := z.Reset(bytes.NewReader(data)); err != nil {
			b.Fatal(err)
		}
		r.Reset(&z)
		for {
			if err := r.Next(); errors.Is(err, io.EOF) {
				return 50_000, 0
			} else if err != nil {
				b.Fatal(err)
			}
			if batch.Size() >= 32<<20 {
				batch.Reset()
			}
		}
	})
}
