// Package s3test starts S3 servers on loopback, for tests: gofakes3 inside the
// process, or versitygw, written by others and much stricter (it checks
// signatures, checksums and conditions), as a process of its own.
package s3test

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// Credentials and Region that every server here takes.
const (
	AccessKey = "AKIDEXAMPLE"
	SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" //nolint:gosec // AWS's own example of a key
	Region    = "us-east-1"
)

// Server is an S3 server that lives as long as its test.
type Server struct {
	// Name is gofakes3 or versitygw.
	Name string
	// URL is its endpoint.
	URL *url.URL
}

// Each runs a test against gofakes3 and, if the environment variable
// SHUB_VERSITYGW names its binary, against versitygw.
func Each(t *testing.T, test func(t *testing.T, server Server)) {
	t.Run("gofakes3", func(t *testing.T) { test(t, Fake(t)) })
	if binary := os.Getenv("SHUB_VERSITYGW"); binary != "" {
		t.Run("versitygw", func(t *testing.T) { test(t, gateway(t, binary)) })
	}
}

// Fake starts gofakes3.
func Fake(t *testing.T) Server {
	t.Helper()
	backend := gofakes3.New(s3mem.New(), gofakes3.WithLogger(gofakes3.DiscardLog()))
	server := httptest.NewUnstartedServer(backend.Server())
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // gofakes3 sends the header twice with some errors
	server.Start()
	t.Cleanup(server.Close)
	return Server{Name: "gofakes3", URL: mustParse(t, server.URL)}
}

func gateway(t *testing.T, binary string) Server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(binary, "--port", address, "--access", AccessKey, "--secret", SecretKey, "--region", Region, "--quiet", "posix", t.TempDir()) //nolint:gosec // the one who runs the test names the binary
	command.Stdout, command.Stderr = io.Discard, os.Stderr
	if err := command.Start(); err != nil {
		t.Fatalf("starting versitygw: %v", err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})
	for range 200 {
		if conn, err := net.Dial("tcp", address); err == nil {
			_ = conn.Close()
			return Server{Name: "versitygw", URL: mustParse(t, "http://"+address)}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("versitygw does not listen after 10 s")
	return Server{}
}

func mustParse(t *testing.T, address string) *url.URL {
	t.Helper()
	parsed, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// Config is the AWS configuration for a server; transport nil means the
// default one. Requests are repeated as usual, only without waiting.
func (s Server) Config(transport http.RoundTripper) aws.Config {
	if transport == nil {
		transport = http.DefaultTransport
	}
	return aws.Config{
		Region:       Region,
		BaseEndpoint: s.endpoint(),
		HTTPClient:   &http.Client{Transport: transport},
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: AccessKey, SecretAccessKey: SecretKey}, nil
		}),
		Retryer: func() aws.Retryer {
			return retry.NewStandard(func(o *retry.StandardOptions) { o.MaxBackoff = time.Millisecond })
		},
	}
}

// Bucket is a bucket of a server as the test sees it, past all faults.
type Bucket struct {
	t      *testing.T
	client *s3.Client
	Name   string
}

// NewBucket makes a bucket.
func (s Server) NewBucket(t *testing.T, name string) Bucket {
	t.Helper()
	client := s3.NewFromConfig(s.Config(nil), func(o *s3.Options) { o.UsePathStyle = true })
	if _, err := client.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: &name}); err != nil {
		t.Fatalf("making bucket %q: %v", name, err)
	}
	return Bucket{t: t, client: client, Name: name}
}

// must ends the test on an error.
func (b Bucket) must(what string, err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(fmt.Errorf("%s in %q: %w", what, b.Name, err))
	}
}

// endpoint is the URL as the SDK takes it; that of AWS without a server.
func (s Server) endpoint() *string {
	if s.URL == nil {
		return nil
	}
	return aws.String(s.URL.String())
}
