package lake_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"sync"
	"testing"
	"time"

	"security-hub-analytics/lake"
)

// memStore is a lake.Store in memory that can be told to fail.
type memStore struct {
	mu      sync.Mutex
	objects map[string][]byte
	times   map[string]time.Time
	// fail, if set, is asked before every step: open, read, create, write,
	// commit, abort or delete of a key.
	fail func(step, key string) error
	// steps lists what was done, in order.
	steps []string
}

func newMemStore() *memStore {
	return &memStore{objects: map[string][]byte{}, times: map[string]time.Time{}}
}

func (s *memStore) do(step, key string) error {
	s.mu.Lock()
	s.steps = append(s.steps, step+" "+key)
	s.mu.Unlock()
	if s.fail != nil {
		return s.fail(step, key)
	}
	return nil
}

func (s *memStore) put(key string, data []byte, at time.Time) {
	s.objects[key], s.times[key] = data, at
}

func (s *memStore) Open(_ context.Context, key string) (io.ReadCloser, lake.Info, error) {
	if err := s.do("open", key); err != nil {
		return nil, lake.Info{}, err
	}
	data, ok := s.objects[key]
	if !ok {
		return nil, lake.Info{}, fmt.Errorf("opening %q: %w", key, fs.ErrNotExist)
	}
	return memReader{s, key, bytes.NewReader(data)}, lake.Info{LastModified: s.times[key], Size: int64(len(data))}, nil
}

type memReader struct {
	s   *memStore
	key string
	*bytes.Reader
}

func (r memReader) Read(b []byte) (int, error) {
	if r.s.fail != nil {
		if err := r.s.fail("read", r.key); err != nil {
			return 0, err
		}
	}
	return r.Reader.Read(b)
}

func (r memReader) Close() error { return nil }

func (s *memStore) Create(_ context.Context, key string) (lake.Writer, error) {
	if err := s.do("create", key); err != nil {
		return nil, err
	}
	return &memWriter{s: s, key: key}, nil
}

func (s *memStore) Delete(_ context.Context, key string) error {
	if err := s.do("delete", key); err != nil {
		return err
	}
	delete(s.objects, key)
	return nil
}

type memWriter struct {
	s   *memStore
	key string
	buf bytes.Buffer
}

func (w *memWriter) Write(b []byte) (int, error) {
	if w.s.fail != nil {
		if err := w.s.fail("write", w.key); err != nil {
			return 0, err
		}
	}
	return w.buf.Write(b)
}

func (w *memWriter) Commit() error {
	if err := w.s.do("commit", w.key); err != nil {
		return err
	}
	w.s.mu.Lock()
	defer w.s.mu.Unlock()
	w.s.objects[w.key] = w.buf.Bytes()
	return nil
}

func (w *memWriter) Abort() error { return w.s.do("abort", w.key) }

var testTime = time.Date(2026, 11, 22, 23, 59, 59, 0, time.UTC)

// transform runs one object through a new Transformer into a new store.
func transform(t testing.TB, o lake.Options, key string, data []byte) (lake.Report, *memStore) {
	t.Helper()
	src, sink := newMemStore(), newMemStore()
	src.put(key, data, testTime)
	report, err := lake.NewTransformer(o).Object(context.Background(), src, key, sink)
	if err != nil {
		t.Fatal(err)
	}
	return report, sink
}
