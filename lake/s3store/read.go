package s3store

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"security-hub-analytics/lake"
)

// maxResumes is how often the reading of one object may be taken up again.
// The SDK repeats requests, but not what fails inside a body.
const maxResumes = 3

// Open opens the current version of the object named key.
func (s *Store) Open(ctx context.Context, key string) (io.ReadCloser, lake.Info, error) {
	out, err := s.client.GetObject(ctx, &s3.GetObjectInput{
		Bucket: &s.bucket, Key: &key, ExpectedBucketOwner: s.owner,
	})
	if err != nil {
		return nil, lake.Info{}, fmt.Errorf("opening object %q: %w", s.url(key), gone(err))
	}
	// Without a length a body that was cut short looks like a whole one, and
	// without a time the rows have no date. S3 always gives both.
	if out.ContentLength == nil || out.LastModified == nil {
		_ = out.Body.Close()
		return nil, lake.Info{}, fmt.Errorf("opening object %q: the answer lacks Content-Length or Last-Modified", s.url(key))
	}
	r := &reader{
		ctx: ctx, store: s, key: key,
		body: out.Body, etag: aws.ToString(out.ETag), size: *out.ContentLength,
	}
	return r, lake.Info{LastModified: out.LastModified.UTC(), Size: r.size}, nil
}

// reader reads one version of one object to its last byte, over several
// connections if need be.
type reader struct {
	ctx     context.Context
	store   *Store
	key     string
	body    io.ReadCloser
	etag    string
	size    int64
	offset  int64
	resumes int
	err     error // why the body ended before its time
}

func (r *reader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	for {
		if r.err != nil {
			if err := r.resume(); err != nil {
				return 0, err
			}
		}
		n, err := r.body.Read(p)
		r.offset += int64(n)
		if err == io.EOF {
			if r.offset == r.size {
				return n, io.EOF
			}
			err = io.ErrUnexpectedEOF
		}
		r.err = noEOF(err)
		if n > 0 || err == nil {
			return n, nil
		}
	}
}

// resume opens the rest of the object. It gives up when that cannot help: all
// bytes are there and their checksum is wrong, there is no name for the
// version, or it was tried often enough.
func (r *reader) resume() error {
	if r.offset >= r.size || r.etag == "" || r.resumes == maxResumes {
		return fmt.Errorf("reading object %q at byte %d of %d: %w", r.store.url(r.key), r.offset, r.size, r.err)
	}
	r.resumes++
	_ = r.body.Close()
	r.body = io.NopCloser(nil) // Close stays allowed when the next request fails
	out, err := r.store.client.GetObject(r.ctx, &s3.GetObjectInput{
		Bucket: &r.store.bucket, Key: &r.key, ExpectedBucketOwner: r.store.owner,
		Range:   aws.String(fmt.Sprintf("bytes=%d-", r.offset)),
		IfMatch: &r.etag,
	})
	if err == nil {
		err = r.same(out)
	}
	if err != nil {
		return fmt.Errorf("reading object %q at byte %d of %d: resuming after %q: %w",
			r.store.url(r.key), r.offset, r.size, r.err.Error(), noEOF(gone(err)))
	}
	r.body, r.err = out.Body, nil
	return nil
}

// noEOF hides an io.EOF inside an error, such as that of a server that hangs up
// without an answer: to errors.Is it would be the end of the object.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: %s", io.ErrUnexpectedEOF, err.Error())
	}
	return err
}

// same makes sure that an answer continues what was read so far, whatever the
// server makes of If-Match and Range.
func (r *reader) same(out *s3.GetObjectOutput) error {
	want := fmt.Sprintf("bytes %d-%d/%d", r.offset, r.size-1, r.size)
	if aws.ToString(out.ETag) == r.etag && aws.ToString(out.ContentRange) == want {
		return nil
	}
	_ = out.Body.Close()
	return errors.New("the object changed while it was read")
}

func (r *reader) Close() error { return r.body.Close() }
