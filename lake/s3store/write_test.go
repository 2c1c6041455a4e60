package s3store_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"security-hub-analytics/internal/faults"
	"security-hub-analytics/internal/s3test"
)

// TestWriteThroughFaults: what fails leaves nothing behind, and the same write
// done again afterwards succeeds.
func TestWriteThroughFaults(t *testing.T) {
	const small, large = 1000, 18 * mib
	for _, test := range []struct {
		operation string
		size      int
	}{
		{"PutObject", small},
		{"CreateMultipartUpload", large},
		{"UploadPart", large},
		{"CompleteMultipartUpload", large},
	} {
		for _, fault := range []struct {
			name  string
			fault faults.Fault
			times int
			fails bool
		}{
			{"500 twice", faults.Status(500, "InternalError"), 2, false},
			{"503 SlowDown twice", faults.Status(503, "SlowDown"), 2, false},
			{"500 for ever", faults.Status(500, "InternalError"), -1, true},
			{"403", faults.Status(403, "AccessDenied"), -1, true},
			{"200 with an error inside", faults.Status(200, "InternalError"), -1, true},
		} {
			if fault.name == "200 with an error inside" && test.operation != "CompleteMultipartUpload" {
				continue // S3 does that with this one alone
			}
			t.Run(test.operation+"/"+fault.name, func(t *testing.T) {
				s3test.Each(t, func(t *testing.T, server s3test.Server) {
					f := setUp(t, server, bucketName)
					f.faults.Inject(test.operation, "", fault.times, fault.fault)
					content := random(test.size)
					err := write(t.Context(), f.store, key, content)
					if fault.fails {
						if err == nil || !strings.Contains(err.Error(), "s3://lake-bucket/"+key) {
							t.Fatalf("error %v, want one that names the object", err)
						}
						f.nothing(t)
						f.faults.Heal()
						err = write(t.Context(), f.store, key, content)
					}
					if err != nil {
						t.Fatal(err)
					}
					if got, _ := f.bucket.Get(key); !bytes.Equal(got, content) {
						t.Errorf("the server holds %d bytes, other than the %d written", len(got), len(content))
					}
					if uploads := f.bucket.Uploads(); len(uploads) != 0 {
						t.Errorf("multipart uploads are left: %q", uploads)
					}
				})
			})
		}
	}
}

// TestAbortThatCannot: parts that stay are said.
func TestAbortThatCannot(t *testing.T) {
	s3test.Each(t, func(t *testing.T, server s3test.Server) {
		f := setUp(t, server, bucketName)
		w, err := f.store.Create(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(random(18 * mib)); err != nil {
			t.Fatal(err)
		}
		f.faults.Inject("AbortMultipartUpload", "", -1, faults.Status(500, "InternalError"))
		if err := w.Abort(); err == nil || !strings.Contains(err.Error(), "s3://lake-bucket/"+key) {
			t.Errorf("error %v, want one that names the object", err)
		}
		if uploads := f.bucket.Uploads(); len(uploads) != 1 {
			t.Errorf("uploads left: %q, want the one", uploads)
		}
	})
}

// TestTheUploaderAborts: should the transform die before it can call Abort, the
// uploader has cleaned up by itself where a request failed.
func TestTheUploaderAborts(t *testing.T) {
	s3test.Each(t, func(t *testing.T, server s3test.Server) {
		f := setUp(t, server, bucketName)
		f.faults.Inject("UploadPart", "", -1, faults.Status(403, "AccessDenied"))
		w, err := f.store.Create(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.Write(random(18 * mib))
		if err = errors.Join(err, w.Commit()); err == nil {
			t.Fatal("the write got through")
		}
		f.nothing(t)
	})
}

// TestAnswerLost: S3 has completed the upload and nobody heard. That is an
// error or a success, never a loss: writing again gives the same object.
func TestAnswerLost(t *testing.T) {
	s3test.Each(t, func(t *testing.T, server s3test.Server) {
		for size, operation := range map[int]string{1000: "PutObject", 18 * mib: "CompleteMultipartUpload"} {
			f := setUp(t, server, strings.ToLower(operation))
			f.faults.Inject(operation, "", 1, faults.Lose())
			content := random(size)
			first := write(t.Context(), f.store, key, content)
			if err := write(t.Context(), f.store, key, content); err != nil {
				t.Fatalf("%s: first %v, then %v", operation, first, err)
			}
			if got, _ := f.bucket.Get(key); !bytes.Equal(got, content) {
				t.Errorf("%s: the server holds %d bytes, other than the %d written", operation, len(got), len(content))
			}
			if uploads := f.bucket.Uploads(); len(uploads) != 0 {
				t.Errorf("%s: multipart uploads are left: %q", operation, uploads)
			}
		}
	})
}

// TestForgottenWriter: neither Commit nor Abort is called, as after a panic.
func TestForgottenWriter(t *testing.T) {
	s3test.Each(t, func(t *testing.T, server s3test.Server) {
		f := setUp(t, server, bucketName)
		ctx, cancel := context.WithCancel(t.Context())
		w, err := f.store.Create(ctx, key)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(random(18 * mib)); err != nil {
			t.Fatal(err)
		}
		cancel()
		for range 500 {
			if f.faults.Seen("AbortMultipartUpload") > 0 && len(f.bucket.Uploads()) == 0 {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		f.nothing(t)
		if _, err := w.Write(random(1)); err == nil {
			t.Error("the upload is over and still takes bytes")
		}
	})
}
