// Package awsread asks AWS a few questions, by hand.
//
// The SDK's clients would do it too. Those of the services that shub doctor asks take
// 176 seconds of a processor to compile (QuickSight 56, Glue 41, Security Hub 31, IAM
// 19, Config 13, and so on; measured one by one), and whoever starts shub local for the first
// time would wait for them. A dozen reads need little of what they do; credentials
// and signatures are the SDK's here too, and a test in conformance/sdk holds what is
// asked, and how answers are read, to the SDK's clients.
package awsread

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// Client asks in one Region.
type Client struct {
	// Region is the Region to ask in.
	Region string
	// Credentials sign what is asked.
	Credentials aws.CredentialsProvider
	// HTTP sends it; a client that follows no redirection if nil.
	HTTP *http.Client
	// Endpoint replaces the address of every service; empty for AWS's own.
	Endpoint string
	// Pause is the wait before the second attempt, and half that before the third;
	// 0 is a sensible one.
	Pause time.Duration
}

// In is the client for another Region.
func (c *Client) In(region string) *Client {
	other := *c
	other.Region = region
	return &other
}

// request is a question, before it is signed.
type request struct {
	service, method string
	// path is escaped, and begins with a slash; query is its query.
	path, query string
	headers     map[string]string
	body        []byte
}

const (
	attempts     = 3
	maxAnswer    = 4 << 20
	defaultPause = 400 * time.Millisecond
	callTimeout  = 20 * time.Second
)

// do asks, again where the service says that it is busy, and returns the answer to a
// question that was understood. Anything else is an *Error or an error of the network.
func (c *Client) do(ctx context.Context, r request) (http.Header, []byte, error) {
	pause := c.Pause
	if pause == 0 {
		pause = defaultPause
	}
	for attempt := 1; ; attempt++ {
		headers, body, err := c.once(ctx, r)
		if failed, ok := err.(*Error); !ok || !failed.busy() || attempt == attempts { //nolint:errorlint // once returns it unwrapped
			return headers, body, err
		}
		select {
		case <-time.After(pause * time.Duration(attempt)):
		case <-ctx.Done():
			return nil, nil, ctx.Err()
		}
	}
}

// direct is told of a redirection and does not go there: what it asks is signed for
// one address.
var direct = http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

func (c *Client) once(ctx context.Context, r request) (http.Header, []byte, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	endpoint, signingRegion := c.endpoint(r.service)
	request, err := http.NewRequestWithContext(ctx, r.method, endpoint, bytes.NewReader(r.body))
	if err != nil {
		return nil, nil, fmt.Errorf("asking %s: %w", r.service, err)
	}
	// The path is sent as it was escaped.
	unescaped, err := url.PathUnescape(r.path)
	if err != nil {
		return nil, nil, fmt.Errorf("asking %s: %w", r.service, err)
	}
	request.URL.Path, request.URL.RawPath, request.URL.RawQuery = unescaped, r.path, r.query
	for name, value := range r.headers {
		request.Header.Set(name, value)
	}
	sum := sha256.Sum256(r.body)
	hash := hex.EncodeToString(sum[:])
	isS3 := r.service == "s3"
	if isS3 {
		request.Header.Set("X-Amz-Content-Sha256", hash)
	}
	credentials, err := c.Credentials.Retrieve(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("finding credentials: %w", err)
	}
	err = v4.NewSigner().SignHTTP(ctx, credentials, request, hash, r.service, signingRegion, time.Now(),
		func(o *v4.SignerOptions) { o.DisableURIPathEscaping = isS3 })
	if err != nil {
		return nil, nil, fmt.Errorf("signing for %s: %w", r.service, err)
	}
	client := c.HTTP
	if client == nil {
		client = &direct
	}
	answer, err := client.Do(request)
	if err != nil {
		return nil, nil, fmt.Errorf("asking %s in %s: %w", r.service, c.Region, err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	if err != nil {
		return nil, nil, fmt.Errorf("reading the answer of %s in %s: %w", r.service, c.Region, err)
	}
	if answer.StatusCode/100 != 2 {
		return nil, nil, failure(r.service, answer, body)
	}
	return answer.Header, body, nil
}

// Partition is the partition of the client's Region, and what ends the names of its
// endpoints (https://docs.aws.amazon.com/general/latest/gr/rande.html).
func (c *Client) Partition() (name, dnsSuffix string) {
	switch {
	case strings.HasPrefix(c.Region, "cn-"):
		return "aws-cn", "amazonaws.com.cn"
	case strings.HasPrefix(c.Region, "us-gov-"):
		return "aws-us-gov", "amazonaws.com"
	}
	return "aws", "amazonaws.com"
}

// endpoint is where a service answers, and the Region to sign for. IAM has one
// endpoint a partition (https://docs.aws.amazon.com/general/latest/gr/iam-service.html).
func (c *Client) endpoint(service string) (address, region string) {
	region = c.Region
	partition, suffix := c.Partition()
	host := service + "." + region + "." + suffix
	if service == "iam" {
		switch partition {
		case "aws-cn":
			host, region = "iam.cn-north-1.amazonaws.com.cn", "cn-north-1"
		case "aws-us-gov":
			host, region = "iam.us-gov.amazonaws.com", "us-gov-west-1"
		default:
			host, region = "iam.amazonaws.com", "us-east-1"
		}
	}
	if c.Endpoint != "" {
		return c.Endpoint, region
	}
	return "https://" + host, region
}
