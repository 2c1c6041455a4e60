package s3store_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"security-hub-analytics/internal/s3test"
	"security-hub-analytics/lake/s3store"
)

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestNewClientAddresses: S3 is asked by the name of the bucket, an endpoint
// of one's own by its own name.
func TestNewClientAddresses(t *testing.T) {
	for endpoint, want := range map[string]string{
		"":                      "https://lake-bucket.s3.us-east-1.amazonaws.com/a/b",
		"http://localhost:9000": "http://localhost:9000/lake-bucket/a/b",
		"https://s3.test":       "https://s3.test/lake-bucket/a/b",
	} {
		got := ""
		cfg := s3test.Server{}.Config(roundTripper(func(r *http.Request) (*http.Response, error) {
			r.URL.RawQuery = ""
			got = r.URL.String()
			return nil, errors.New("not sent")
		}))
		if endpoint != "" {
			cfg.BaseEndpoint = aws.String(endpoint)
		}
		_, err := s3store.NewClient(cfg).GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("lake-bucket"), Key: aws.String("a/b")})
		if err == nil || got != want {
			t.Errorf("endpoint %q: asked %q, want %q (error %v)", endpoint, got, want, err)
		}
	}
}
