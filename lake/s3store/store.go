// Package s3store keeps raw objects or a lake in one S3 bucket. It is the only
// package of the transform that knows the AWS SDK.
package s3store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"security-hub-analytics/lake"
)

var _ lake.Store = (*Store)(nil)

const (
	// partBytes is the size of a part of a multipart upload, and what an object
	// must reach to become one. 10,000 parts are the most that S3 takes, so an
	// object ends at 80 GB: far above any raw object.
	partBytes = 8 << 20
	// uploadConcurrency is the number of parts under way at once: one, so that
	// sending overlaps with computing the next.
	uploadConcurrency = 1
	// abortTimeout bounds the cleaning up of an upload whose own context is over.
	abortTimeout = 10 * time.Second

	// WriterMemoryBytes is what one Writer may hold: the first part, and with a
	// multipart upload the part being sent and the one being filled.
	WriterMemoryBytes = (2 + uploadConcurrency) * partBytes
)

// Client is the part of *s3.Client that a Store calls.
type Client interface {
	transfermanager.S3APIClient
	DeleteObject(context.Context, *s3.DeleteObjectInput, ...func(*s3.Options)) (*s3.DeleteObjectOutput, error)
}

// NewClient returns an S3 client for use with New. With an endpoint of the
// user's own (AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3) the bucket goes into the
// path, since bucket.localhost seldom resolves; S3 itself, and its interface
// endpoints, take both forms.
func NewClient(cfg aws.Config) *s3.Client {
	return s3.NewFromConfig(cfg, func(o *s3.Options) {
		o.UsePathStyle = o.BaseEndpoint != nil
		// Else the SDK writes a line of plain text to the log for each object
		// whose checksum covers its parts and not the whole.
		o.DisableLogOutputChecksumValidationSkipped = true
	})
}

// Options are what may be said about a bucket besides its name.
type Options struct {
	// ExpectedOwner is the account that must own the bucket. S3 then refuses
	// (403) to serve a bucket of that name that has come into other hands.
	ExpectedOwner string
}

// Store is a lake.Store over one bucket. It is safe for concurrent use.
type Store struct {
	client   Client
	uploader *transfermanager.Client
	bucket   string
	owner    *string
}

// New returns the store over bucket.
func New(client Client, bucket string, opts Options) *Store {
	s := &Store{client: client, bucket: bucket}
	if opts.ExpectedOwner != "" {
		s.owner = &opts.ExpectedOwner
	}
	s.uploader = transfermanager.New(client, func(o *transfermanager.Options) {
		o.PartSizeBytes = partBytes
		o.MultipartUploadThreshold = partBytes
		o.Concurrency = uploadConcurrency
		o.FailTimeout = abortTimeout
	})
	return s
}

// Delete removes the object named key; in a versioned bucket it is hidden
// behind a delete marker. S3 reports no error when there is none.
func (s *Store) Delete(ctx context.Context, key string) error {
	_, err := s.client.DeleteObject(ctx, &s3.DeleteObjectInput{
		Bucket: &s.bucket, Key: &key, ExpectedBucketOwner: s.owner,
	})
	if err != nil {
		return fmt.Errorf("deleting object %q: %w", s.url(key), err)
	}
	return nil
}

// url names an object in errors.
func (s *Store) url(key string) string { return "s3://" + s.bucket + "/" + key }

// gone makes an error that says that there is no such object wrap
// fs.ErrNotExist. A role without s3:ListBucket never sees it: S3 tells such a
// one 403 AccessDenied for an object that is not there
// (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html, Permissions).
func gone(err error) error {
	if _, ok := errors.AsType[*types.NoSuchKey](err); ok {
		return fmt.Errorf("%w: %w", fs.ErrNotExist, err)
	}
	return err
}
