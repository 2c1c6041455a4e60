package s3test

import (
	"bytes"
	"errors"
	"io"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"
)

// Put writes an object.
func (b Bucket) Put(key string, content []byte) {
	b.t.Helper()
	_, err := b.client.PutObject(b.t.Context(), &s3.PutObjectInput{Bucket: &b.Name, Key: &key, Body: bytes.NewReader(content)})
	b.must("putting "+key, err)
}

// PutEncoded writes an object with a Content-Encoding.
func (b Bucket) PutEncoded(key, encoding string, content []byte) {
	b.t.Helper()
	_, err := b.client.PutObject(b.t.Context(), &s3.PutObjectInput{Bucket: &b.Name, Key: &key, Body: bytes.NewReader(content), ContentEncoding: &encoding})
	b.must("putting "+key, err)
}

// Get reads an object and its content type.
func (b Bucket) Get(key string) (content []byte, contentType string) {
	b.t.Helper()
	out, err := b.client.GetObject(b.t.Context(), &s3.GetObjectInput{Bucket: &b.Name, Key: &key})
	b.must("getting "+key, err)
	defer out.Body.Close()
	content, err = io.ReadAll(out.Body)
	b.must("getting "+key, err)
	return content, aws.ToString(out.ContentType)
}

// Delete removes an object.
func (b Bucket) Delete(key string) {
	b.t.Helper()
	_, err := b.client.DeleteObject(b.t.Context(), &s3.DeleteObjectInput{Bucket: &b.Name, Key: &key})
	b.must("deleting "+key, err)
}

// Keys lists the keys of the bucket.
func (b Bucket) Keys() []string {
	b.t.Helper()
	keys := []string{}
	pages := s3.NewListObjectsV2Paginator(b.client, &s3.ListObjectsV2Input{Bucket: &b.Name})
	for pages.HasMorePages() {
		page, err := pages.NextPage(b.t.Context())
		b.must("listing", err)
		for _, object := range page.Contents {
			keys = append(keys, *object.Key)
		}
	}
	return keys
}

// Uploads lists the keys of the multipart uploads that are neither completed
// nor aborted: parts of them are stored, and paid for, unseen.
func (b Bucket) Uploads() []string {
	b.t.Helper()
	out, err := b.client.ListMultipartUploads(b.t.Context(), &s3.ListMultipartUploadsInput{Bucket: &b.Name})
	keys := []string{}
	if api, ok := errors.AsType[smithy.APIError](err); ok && api.ErrorCode() == "NoSuchUpload" {
		return keys // gofakes3 says this of a bucket that never saw an upload
	}
	b.must("listing uploads", err)
	for _, upload := range out.Uploads {
		keys = append(keys, *upload.Key)
	}
	return keys
}
