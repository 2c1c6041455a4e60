package firehose_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"

	"security-hub-analytics/lake"
	"security-hub-analytics/local/firehose"
)

// bucket keeps objects in memory, and in the order of their writing.
type bucket struct {
	keys    []string
	content map[string]string
	full    bool // nothing more can be written
	open    int
}

type object struct {
	bytes.Buffer
	bucket *bucket
	key    string
}

var errFull = errors.New("the bucket is full")

func (b *bucket) Create(_ context.Context, key string) (lake.Writer, error) {
	if b.full {
		return nil, errFull
	}
	b.open++
	return &object{bucket: b, key: key}, nil
}

func (b *bucket) Delete(context.Context, string) error { return errors.New("nothing is deleted") }

func (o *object) Commit() error {
	if o.bucket.full {
		return errFull
	}
	zip, err := gzip.NewReader(&o.Buffer)
	if err != nil {
		return err
	}
	content, err := io.ReadAll(zip)
	o.bucket.open--
	o.bucket.keys = append(o.bucket.keys, o.key)
	o.bucket.content[o.key] = string(content)
	return err
}

func (o *object) Abort() error {
	o.bucket.open--
	return nil
}

// arrival is a record, and when it arrives after the first.
type arrival struct {
	after  time.Duration
	record string
}

var start = time.Date(2026, 1, 31, 23, 58, 0, 0, time.UTC)

func deliver(t *testing.T, limits firehose.Limits, arrivals []arrival) (*bucket, []firehose.Object) {
	t.Helper()
	b := &bucket{content: map[string]string{}}
	var objects []firehose.Object
	buffer := firehose.Buffer{Sink: b, Limits: limits, Delivered: func(o firehose.Object) error {
		objects = append(objects, o)
		return nil
	}}
	for _, a := range arrivals {
		for _, part := range strings.SplitAfter(a.record, "|") { // parts, however many, are one record
			if err := buffer.Write(t.Context(), []byte(part), start.Add(a.after)); err != nil {
				t.Fatal(err)
			}
		}
		if err := buffer.End(); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(buffer.Flush(), buffer.Flush()); err != nil {
		t.Fatal(err)
	}
	return b, objects
}

func TestBuffer(t *testing.T) {
	t.Parallel()
	limits := firehose.Limits{Bytes: 10, Interval: 5 * time.Minute}
	for name, test := range map[string]struct {
		arrivals []arrival
		want     []string // content and time of each object
	}{
		"nothing":            {nil, nil},
		"one":                {[]arrival{{0, "a"}}, []string{`"a\n" 0s`}},
		"together":           {[]arrival{{0, "a"}, {0, "b"}, {time.Minute, "c"}}, []string{`"a\nb\nc\n" 1m0s`}},
		"time is over":       {[]arrival{{0, "a"}, {4 * time.Minute, "b"}, {5 * time.Minute, "c"}}, []string{`"a\nb\n" 4m0s`, `"c\n" 5m0s`}},
		"counted anew":       {[]arrival{{0, "a"}, {6 * time.Minute, "b"}, {10 * time.Minute, "c"}}, []string{`"a\n" 0s`, `"b\nc\n" 10m0s`}},
		"size is reached":    {[]arrival{{0, "abcd"}, {0, "efgh"}, {0, "i"}}, []string{`"abcd\nefgh\n" 0s`, `"i\n" 0s`}},
		"one larger than it": {[]arrival{{0, "a"}, {0, "0123456789x"}, {0, "b"}}, []string{`"a\n0123456789x\n" 0s`, `"b\n" 0s`}},
		"in parts":           {[]arrival{{0, "01234|56789|x"}, {0, "b"}}, []string{`"01234|56789|x\n" 0s`, `"b\n" 0s`}},
		"empty":              {[]arrival{{0, ""}}, []string{`"\n" 0s`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, objects := deliver(t, limits, test.arrivals)
			var got []string
			for i, o := range objects {
				content := b.content[o.Key]
				got = append(got, fmt.Sprintf("%q %s", content, o.LastModified.Sub(start)))
				if o.Key != b.keys[i] || o.Bytes != int64(len(content)) || o.Records != int64(strings.Count(content, "\n")) {
					t.Errorf("object %+v of %q", o, content)
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(test.want) {
				t.Errorf("objects %s\nwant    %s", got, test.want)
			}
		})
	}
}

// Names are Data Firehose's, tell objects apart, and are the same every time.
func TestKeys(t *testing.T) {
	t.Parallel()
	limits := firehose.Limits{Bytes: 1, Interval: time.Hour}
	arrivals := []arrival{{0, "a"}, {0, "a"}, {0, "b"}, {3 * time.Minute, "a"}}
	first, _ := deliver(t, limits, arrivals)
	again, _ := deliver(t, limits, arrivals)
	if fmt.Sprint(first.keys) != fmt.Sprint(again.keys) || len(first.content) != len(arrivals) {
		t.Errorf("keys %q\nthen %q", first.keys, again.keys)
	}
	for i, want := range []string{"raw/2026/01/31/23/shub-local-1-2026-01-31-23-58-00-", "raw/2026/02/01/00/shub-local-1-2026-02-01-00-01-00-"} {
		if key := first.keys[i*3]; !strings.HasPrefix(key, want) || !strings.HasSuffix(key, ".gz") {
			t.Errorf("key %s, want one that begins with %s", key, want)
		}
	}
	other, _ := deliver(t, limits, []arrival{{0, "x"}})
	if first.content[other.keys[0]] != "" {
		t.Error("another object has the name of the first")
	}
}

// What cannot be written says so, and nothing stays open.
func TestFailure(t *testing.T) {
	t.Parallel()
	b := &bucket{content: map[string]string{}}
	buffer := firehose.Buffer{Sink: b, Limits: firehose.Deployed, Delivered: func(firehose.Object) error { return nil }}
	if err := errors.Join(buffer.Write(t.Context(), []byte("a"), start), buffer.End()); err != nil {
		t.Fatal(err)
	}
	b.full = true
	if err := buffer.Flush(); !errors.Is(err, errFull) {
		t.Errorf("error %v", err)
	}
	if err := errors.Join(buffer.Abort(), buffer.Abort()); err != nil || b.open != 0 || len(b.keys) != 0 {
		t.Errorf("%d open, %q written, %v", b.open, b.keys, err)
	}
	if err := buffer.Write(t.Context(), []byte("a"), start); !errors.Is(err, errFull) {
		t.Errorf("error %v", err)
	}
}
