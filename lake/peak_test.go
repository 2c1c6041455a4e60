package lake_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"security-hub-analytics/internal/benchdata"
	"security-hub-analytics/lake"
)

const peakVariable = "SHUB_TEST_PEAK" // names the object that the child transforms

// fileSource is a Source of one file; what is written is thrown away.
type fileSource struct{}

func (fileSource) Open(_ context.Context, key string) (io.ReadCloser, lake.Info, error) {
	file, err := os.Open(key)
	return file, lake.Info{LastModified: testTime, Size: -1}, err
}

type discard struct{ io.Writer }

func (discard) Commit() error { return nil }
func (discard) Abort() error  { return nil }

func (fileSource) Create(context.Context, string) (lake.Writer, error) {
	return discard{io.Discard}, nil
}
func (fileSource) Delete(context.Context, string) error { return nil }

// What a function of 256 MB gives its runtime, and a transform (handler/memory.go).
const (
	functionMB = 256
	runtimeMB  = functionMB - 48
	transferMB = 160
)

// A function of 256 MB survives any object: events as they come, and such as
// are made to take more memory as rows than as text. So does a process that
// writes what larger functions write, from the largest object that Firehose
// delivers.
func TestPeakMemory(t *testing.T) {
	if path := os.Getenv(peakVariable); path != "" {
		debug.SetMemoryLimit(runtimeMB << 20)
		memory, _ := strconv.ParseInt(os.Getenv(peakVariable+"_MEMORY"), 10, 64)
		report, err := lake.NewTransformer(lake.Options{MemoryBytes: memory}).Object(context.Background(), fileSource{}, path, fileSource{})
		if err != nil {
			t.Fatal(err)
		}
		status, err := os.ReadFile("/proc/self/status")
		if err != nil {
			t.Fatal(err)
		}
		fmt.Printf("%s; %d rows, %d MB\n", regexp.MustCompile(`VmHWM:\s*\d+`).Find(status), report.Rows, report.Bytes.In>>20)
		return
	}
	if _, err := os.Stat("/proc/self/status"); err != nil {
		t.Skip("there is no /proc to ask")
	}
	if testing.Short() {
		t.Skip("compresses and reads a few hundred megabytes")
	}
	const mb = 1 << 20
	size, _ := strconv.ParseInt(os.Getenv(peakVariable+"_MB"), 10, 64) // 128 is what Firehose writes at the most
	const byDefault = "events, by default"
	const tiny = `{"Id":"1","AwsAccountId":"1"}`
	junk := strings.Repeat("x", mb) + "\n"
	for name, object := range map[string]struct {
		events io.Reader
		mb     int64 // enough for several row groups, and soon done
	}{
		"events":                {benchdata.Events(1<<20, 1), 24},
		byDefault:               {benchdata.Events(1<<20, 1), 128},
		"tiny findings":         {&endless{text: event(tiny)}, 20},
		"many tiny an event":    {&endless{text: event(strings.Repeat(tiny+",", 20_000) + tiny)}, 4},
		"many small resources":  {&endless{text: event(`{"Id":"1","AwsAccountId":"1","Resources":[` + strings.Repeat("{},", 80_000) + `{}]}`)}, 2},
		"many elements":         {&endless{text: event(strings.Repeat("1,", 400_000) + tiny)}, 1},
		"one event of tiny":     {strings.NewReader(event(strings.Repeat(tiny+",", 400_000) + tiny)), 32},
		"one of resources":      {strings.NewReader(event(`{"Id":"1","AwsAccountId":"1","Resources":[` + strings.Repeat("{},", 1_300_000) + `{}]}`)), 32},
		"one of elements":       {strings.NewReader(event(strings.Repeat("1,", 2_000_000) + tiny)), 32},
		"large findings":        {&endless{text: event(strings.Replace(finding("1"), "title", strings.Repeat("t", mb), 1))}, 24},
		"few rows in much else": {&endless{text: strings.Repeat(event(tiny)+junk, 16)}, 250},
		"no newline":            {&endless{text: junk[:mb]}, 40},
		"a string without end":  {io.MultiReader(strings.NewReader(`"`), &endless{text: junk[:mb]}), 40},
	} {
		size := max(size, object.mb)
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "object.gz")
			file, err := os.Create(path)
			if err != nil {
				t.Fatal(err)
			}
			z, err := gzip.NewWriterLevel(file, gzip.BestSpeed)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(z, bufio.NewReader(io.LimitReader(object.events, size*mb))); err != nil {
				t.Fatal(err)
			}
			if err := z.Close(); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(os.Args[0], "-test.run=^TestPeakMemory$")
			memory := transferMB << 20
			if name == byDefault {
				memory = lake.DefaultMemoryBytes
			}
			cmd.Env = append(os.Environ(), peakVariable+"="+path, fmt.Sprint(peakVariable, "_MEMORY=", memory))
			out, err := cmd.CombinedOutput()
			found := regexp.MustCompile(`VmHWM:\s*(\d+); .*`).FindSubmatch(out)
			if err != nil || found == nil {
				t.Fatalf("%v: %s", err, out)
			}
			kb, _ := strconv.Atoi(string(found[1]))
			t.Logf("peak %d MB; %s", kb>>10, found[0])
			if kb>>10 > functionMB {
				t.Errorf("%d MB", kb>>10)
			}
		})
	}
}

// endless repeats a text.
type endless struct {
	text string
	rest string
}

func (e *endless) Read(p []byte) (int, error) {
	if e.rest == "" {
		e.rest = e.text
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	return n, nil
}
