package s3store_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/internal/faults"
	"security-hub-analytics/internal/s3test"
)

func TestReadThroughFaults(t *testing.T) {
	content := random(2 * mib)
	for _, test := range []struct {
		name   string
		inject func(*faults.Injector)
		err    string // part of the error; "" if the reading gets through
	}{
		{"500 twice", func(i *faults.Injector) { i.Inject("GetObject", "", 2, faults.Status(500, "InternalError")) }, ""},
		{"503 SlowDown twice", func(i *faults.Injector) { i.Inject("GetObject", "", 2, faults.Status(503, "SlowDown")) }, ""},
		{"500 for ever", func(i *faults.Injector) { i.Inject("GetObject", "", -1, faults.Status(500, "InternalError")) }, "InternalError"},
		{"reset at the start", func(i *faults.Injector) { i.Inject("GetObject", "", 1, faults.Reset(0)) }, ""},
		{"reset mid-body three times", func(i *faults.Injector) { i.Inject("GetObject", "", 3, faults.Reset(100_000)) }, ""},
		{"reset mid-body for ever", func(i *faults.Injector) { i.Inject("GetObject", "", -1, faults.Reset(100_000)) }, "at byte 400000 of 2097152"},
		{"truncated once", func(i *faults.Injector) { i.Inject("GetObject", "", 1, faults.Truncate(1_000_000)) }, ""},
		{"truncated for ever", func(i *faults.Injector) { i.Inject("GetObject", "", -1, faults.Truncate(400_000)) }, "unexpected EOF"},
		{"reset, then hung up", func(i *faults.Injector) {
			i.Inject("GetObject", "", 1, faults.Reset(100_000))
			i.Inject("GetObject", "", -1, faults.HangUp())
		}, "unexpected EOF"},
		{"truncated by one byte, then denied", func(i *faults.Injector) {
			i.Inject("GetObject", "", 1, faults.Truncate(2*mib-1))
			i.Inject("GetObject", "", -1, faults.Status(403, "AccessDenied"))
		}, "AccessDenied"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s3test.Each(t, func(t *testing.T, server s3test.Server) {
				f := setUp(t, server, bucketName)
				f.bucket.Put(key, content)
				test.inject(f.faults)
				got, err := readAll(t.Context(), f)
				if test.err == "" {
					if err != nil || !bytes.Equal(got, content) {
						t.Errorf("read %d of %d bytes, error %v", len(got), len(content), err)
					}
					return
				}
				if err == nil || !strings.Contains(err.Error(), test.err) || !strings.Contains(err.Error(), "s3://lake-bucket/"+key) {
					t.Errorf("error %v, want one with %q that names the object", err, test.err)
				}
				if errors.Is(err, io.EOF) {
					t.Errorf("error %v passes for the end of the object", err)
				}
				if !bytes.HasPrefix(content, got) {
					t.Error("what was read before the error is not the object's")
				}
			})
		})
	}
}

func readAll(ctx context.Context, f fixture) ([]byte, error) {
	r, _, err := f.store.Open(ctx, key)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// TestTheObjectChangesWhileItIsRead: the rest of another version must never be
// sewn onto the beginning of the first.
func TestTheObjectChangesWhileItIsRead(t *testing.T) {
	s3test.Each(t, func(t *testing.T, server s3test.Server) {
		f := setUp(t, server, bucketName)
		content := random(2 * mib)
		f.bucket.Put(key, content)
		f.faults.Inject("GetObject", "", 1, faults.Reset(mib))
		r, _, err := f.store.Open(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		other := slices.Clone(content)
		slices.Reverse(other)
		f.bucket.Put(key, other)
		got, err := io.ReadAll(r)
		if err == nil || !strings.Contains(err.Error(), key) {
			t.Errorf("read %d bytes, error %v, want an error", len(got), err)
		}
		if !bytes.HasPrefix(content, got) {
			t.Error("bytes of both versions were mixed")
		}
	})
}

// TestGzipIsLeftAlone: whatever the Content-Encoding, the bytes that are
// stored are the bytes that are read, or the length would not hold.
func TestGzipIsLeftAlone(t *testing.T) {
	s3test.Each(t, func(t *testing.T, server s3test.Server) {
		f := setUp(t, server, bucketName)
		var packed bytes.Buffer
		zw := gzip.NewWriter(&packed)
		_, _ = zw.Write([]byte("some text"))
		_ = zw.Close()
		f.bucket.PutEncoded(key, "gzip", packed.Bytes())
		got, err := readAll(t.Context(), f)
		if err != nil || !bytes.Equal(got, packed.Bytes()) {
			t.Errorf("read %x, error %v, want %x", got, err, packed.Bytes())
		}
	})
}

func TestReadStopsWithItsContext(t *testing.T) {
	s3test.Each(t, func(t *testing.T, server s3test.Server) {
		f := setUp(t, server, bucketName)
		f.bucket.Put(key, random(2*mib))
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		f.faults.Inject("GetObject", "", 1, faults.Reset(mib))
		r, _, err := f.store.Open(ctx, key)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		cancel()
		if _, err := io.ReadAll(r); err == nil {
			t.Error("the reading got through")
		}
		if got := f.faults.Seen("GetObject"); got != 1 {
			t.Errorf("%d requests, want 1: nobody waits for the rest", got)
		}
	})
}
