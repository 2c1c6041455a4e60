package s3store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"

	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"security-hub-analytics/lake"
)

// errAborted is what the uploader reads in place of the rest of an object.
var errAborted = errors.New("upload abandoned")

// Create starts the upload of an object. Less than one part becomes a single
// PutObject, more a multipart upload; both show the object only at their end.
// When ctx is over the upload ends as if aborted, so that one whose writer was
// forgotten, in a panic say, is not left behind.
func (s *Store) Create(ctx context.Context, key string) (lake.Writer, error) {
	body, pipe := io.Pipe()
	w := &writer{ctx: ctx, store: s, key: key, pipe: pipe, done: make(chan struct{})}
	contentType := contentType(key)
	stop := context.AfterFunc(ctx, func() { _ = body.CloseWithError(context.Cause(ctx)) })
	go func() {
		defer close(w.done)
		defer stop()
		_, w.err = s.uploader.UploadObject(ctx, &transfermanager.UploadObjectInput{
			Bucket: &s.bucket, Key: &key, ExpectedBucketOwner: s.owner,
			Body: body, ContentType: &contentType,
		})
		_ = body.CloseWithError(w.err) // so that Write stops when the upload has
	}()
	return w, nil
}

// writer feeds one upload, which runs beside it and reads from the pipe.
type writer struct {
	ctx   context.Context
	store *Store
	key   string
	pipe  *io.PipeWriter
	done  chan struct{} // closed when the upload is over
	err   error         // what the upload ended with; valid once done
}

func (w *writer) Write(p []byte) (int, error) {
	n, err := w.pipe.Write(p)
	if err != nil {
		err = fmt.Errorf("writing object %q: %w", w.store.url(w.key), err)
	}
	return n, err
}

// Commit ends the upload and waits until S3 has taken it. An error leaves it
// open whether S3 has (the answer may have been lost): the lake is
// deterministic, so repeating writes the same bytes again.
func (w *writer) Commit() error {
	_ = w.pipe.Close()
	<-w.done
	if w.err != nil {
		return fmt.Errorf("completing object %q: %w", w.store.url(w.key), w.err)
	}
	return nil
}

// Abort ends the upload and removes the parts that were sent. After a Commit
// that succeeded it does nothing.
func (w *writer) Abort() error {
	_ = w.pipe.CloseWithError(errAborted)
	<-w.done
	// The uploader removes the parts but keeps to itself whether that worked,
	// so it is done again: what is gone already is no error.
	multipart, ok := errors.AsType[transfermanager.MultipartUploadError](w.err)
	if !ok {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(w.ctx), abortTimeout)
	defer cancel()
	id := multipart.UploadID()
	_, err := w.store.client.AbortMultipartUpload(ctx, &s3.AbortMultipartUploadInput{
		Bucket: &w.store.bucket, Key: &w.key, UploadId: &id, ExpectedBucketOwner: w.store.owner,
	})
	if _, ok := errors.AsType[*types.NoSuchUpload](err); err != nil && !ok {
		return fmt.Errorf("abandoning object %q: %w", w.store.url(w.key), err)
	}
	return nil
}

// contentType tells browsers and crawlers what a file of the lake is. A
// Content-Encoding is left out on purpose: Athena goes by the name's ending,
// and a client that unpacks on the way would hand it something else.
func contentType(key string) string {
	switch path.Ext(key) {
	case ".parquet":
		return "application/vnd.apache.parquet"
	case ".gz":
		return "application/gzip"
	case ".csv":
		return "text/csv"
	}
	return "application/octet-stream"
}
