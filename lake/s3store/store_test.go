package s3store_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"security-hub-analytics/internal/faults"
	"security-hub-analytics/internal/s3test"
	"security-hub-analytics/lake/s3store"
)

const (
	bucketName = "lake-bucket"
	key        = "findings/ingest_date=2025-03-01/abc.parquet"
	mib        = 1 << 20
)

// fixture is a store whose requests pass through faults, and its bucket past them.
type fixture struct {
	store  *s3store.Store
	bucket s3test.Bucket
	faults *faults.Injector
}

func setUp(t *testing.T, server s3test.Server, bucket string) fixture {
	t.Helper()
	injector := faults.New(nil)
	client := s3store.NewClient(server.Config(injector))
	return fixture{s3store.New(client, bucket, s3store.Options{}), server.NewBucket(t, bucket), injector}
}

// noise does not compress and is the same in each run.
var noise = sync.OnceValue(func() []byte {
	content := make([]byte, 20*mib)
	_, _ = rand.NewChaCha8([32]byte{1}).Read(content)
	return content
})

// random is n bytes of noise; whoever changes them copies them.
func random(n int) []byte { return noise()[:n:n] }

// write writes an object through the store in uneven pieces and commits it.
// What fails is aborted, as the transform does.
func write(ctx context.Context, store *s3store.Store, key string, content []byte) (err error) {
	w, err := store.Create(ctx, key)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, w.Abort())
		}
	}()
	for piece := range slices.Chunk(content, 3*mib+17) {
		if _, err := w.Write(piece); err != nil {
			return err
		}
	}
	return w.Commit()
}

// nothing fails the test if the bucket holds an object or parts of one.
func (f fixture) nothing(t *testing.T) {
	t.Helper()
	if keys := f.bucket.Keys(); len(keys) != 0 {
		t.Errorf("objects are visible: %q", keys)
	}
	if uploads := f.bucket.Uploads(); len(uploads) != 0 {
		t.Errorf("multipart uploads are left: %q", uploads)
	}
}

func TestWriteThenRead(t *testing.T) {
	s3test.Each(t, func(t *testing.T, server s3test.Server) {
		f := setUp(t, server, bucketName)
		for _, test := range []struct {
			name             string
			size             int
			puts, uploads    int
			contentType, key string
		}{
			{"empty", 0, 1, 0, "application/vnd.apache.parquet", "findings/a.parquet"},
			{"small", 1000, 1, 0, "application/gzip", "quarantine/a.ndjson.gz"},
			{"just less than a part", 8*mib - 1, 1, 0, "text/csv", "reference/accounts/a.csv"},
			{"one part", 8 * mib, 0, 1, "application/octet-stream", "x"},
			{"several parts", 20 * mib, 0, 3, "application/vnd.apache.parquet", "findings/a b+ü=%.parquet"},
		} {
			t.Run(test.name, func(t *testing.T) {
				f.faults.Heal()
				content := random(test.size)
				if err := write(t.Context(), f.store, test.key, content); err != nil {
					t.Fatal(err)
				}
				if got := f.faults.Seen("PutObject"); got != test.puts {
					t.Errorf("%d PutObject, want %d", got, test.puts)
				}
				if got := f.faults.Seen("UploadPart"); got != test.uploads {
					t.Errorf("%d UploadPart, want %d", got, test.uploads)
				}
				got, contentType := f.bucket.Get(test.key)
				if !bytes.Equal(got, content) {
					t.Errorf("the server holds %d bytes, other than the %d written", len(got), len(content))
				}
				if contentType != test.contentType {
					t.Errorf("content type %q, want %q", contentType, test.contentType)
				}
				r, info, err := f.store.Open(t.Context(), test.key)
				if err != nil {
					t.Fatal(err)
				}
				defer r.Close()
				if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, content) {
					t.Errorf("read %d bytes, error %v", len(got), err)
				}
				if info.Size != int64(test.size) {
					t.Errorf("Size = %d, want %d", info.Size, test.size)
				}
				if age := time.Since(info.LastModified); age < -time.Minute || age > time.Minute || info.LastModified.Location() != time.UTC {
					t.Errorf("LastModified = %v", info.LastModified)
				}
			})
		}
		if uploads := f.bucket.Uploads(); len(uploads) != 0 {
			t.Errorf("multipart uploads are left: %q", uploads)
		}
	})
}

func TestNothingIsVisibleBeforeCommit(t *testing.T) {
	s3test.Each(t, func(t *testing.T, server s3test.Server) {
		f := setUp(t, server, bucketName)
		for _, size := range []int{1000, 18 * mib} {
			w, err := f.store.Create(t.Context(), key)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write(random(size)); err != nil {
				t.Fatal(err)
			}
			if keys := f.bucket.Keys(); len(keys) != 0 {
				t.Errorf("%d bytes: visible before Commit: %q", size, keys)
			}
			if err := w.Commit(); err != nil {
				t.Fatal(err)
			}
			if keys := f.bucket.Keys(); len(keys) != 1 {
				t.Errorf("%d bytes: after Commit the bucket holds %q", size, keys)
			}
			if err := w.Abort(); err != nil {
				t.Errorf("Abort after Commit: %v", err)
			}
			if err := f.store.Delete(t.Context(), key); err != nil {
				t.Fatal(err)
			}
		}
		f.nothing(t)
	})
}

func TestAbortLeavesNothing(t *testing.T) {
	s3test.Each(t, func(t *testing.T, server s3test.Server) {
		f := setUp(t, server, bucketName)
		for _, size := range []int{0, 1000, 18 * mib} {
			w, err := f.store.Create(t.Context(), key)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write(random(size)); err != nil {
				t.Fatal(err)
			}
			if err := w.Abort(); err != nil {
				t.Errorf("%d bytes: %v", size, err)
			}
		}
		if f.faults.Seen("UploadPart") == 0 {
			t.Error("no part was sent: this test shows nothing")
		}
		f.nothing(t)
	})
}

// TestAbortAfterTheTimeIsOver is what a Lambda does at its deadline.
func TestAbortAfterTheTimeIsOver(t *testing.T) {
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
		if err := w.Abort(); err != nil {
			t.Error(err)
		}
		f.nothing(t)
	})
}

func TestDelete(t *testing.T) {
	s3test.Each(t, func(t *testing.T, server s3test.Server) {
		f := setUp(t, server, bucketName)
		f.bucket.Put(key, []byte("x"))
		for _, what := range []string{"there", "gone"} {
			if err := f.store.Delete(t.Context(), key); err != nil {
				t.Errorf("object %s: %v", what, err)
			}
		}
		f.nothing(t)
	})
}

func TestOpenErrorsNameTheObject(t *testing.T) {
	s3test.Each(t, func(t *testing.T, server s3test.Server) {
		f := setUp(t, server, bucketName)
		_, _, err := f.store.Open(t.Context(), key)
		if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "s3://lake-bucket/"+key) {
			t.Errorf("missing object: error %v, want fs.ErrNotExist naming the object", err)
		}
		f.bucket.Put(key, []byte("x"))
		f.faults.Inject("GetObject", key, -1, faults.Status(403, "AccessDenied"))
		_, _, err = f.store.Open(t.Context(), key)
		if err == nil || errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "s3://lake-bucket/"+key) || !strings.Contains(err.Error(), "AccessDenied") {
			t.Errorf("access denied: error %v", err)
		}
		f.faults.Heal()
		elsewhere := s3store.New(s3store.NewClient(server.Config(nil)), "no-such-bucket", s3store.Options{})
		_, _, err = elsewhere.Open(t.Context(), key)
		if err == nil || errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "no-such-bucket") {
			t.Errorf("missing bucket: error %v, want one that is not fs.ErrNotExist", err)
		}
	})
}

// TestExpectedOwner needs a server that looks at the header.
func TestExpectedOwner(t *testing.T) {
	s3test.Each(t, func(t *testing.T, server s3test.Server) {
		if server.Name == "gofakes3" {
			t.Skip("gofakes3 does not look at the expected owner")
		}
		f := setUp(t, server, bucketName)
		f.bucket.Put(key, []byte("x"))
		for owner, want := range map[string]bool{s3test.AccessKey: true, "999999999999": false} {
			store := s3store.New(s3store.NewClient(server.Config(nil)), bucketName, s3store.Options{ExpectedOwner: owner})
			if r, _, err := store.Open(t.Context(), key); (err == nil) != want {
				t.Errorf("Open, owner %q: error %v", owner, err)
			} else if err == nil {
				r.Close()
			}
			if err := write(t.Context(), store, "small", random(10)); (err == nil) != want {
				t.Errorf("PutObject, owner %q: error %v", owner, err)
			}
			if err := write(t.Context(), store, "large", random(9*mib)); (err == nil) != want {
				t.Errorf("multipart upload, owner %q: error %v", owner, err)
			}
			if err := store.Delete(t.Context(), "small"); (err == nil) != want {
				t.Errorf("Delete, owner %q: error %v", owner, err)
			}
		}
		if uploads := f.bucket.Uploads(); len(uploads) != 0 {
			t.Errorf("multipart uploads are left: %q", uploads)
		}
	})
}
