//go:build conformance

package sdk

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"security-hub-analytics/internal/awsread"
	"security-hub-analytics/internal/awstest"
)

// wire keeps what goes over it, in a form in which order does not count where it does
// not matter.
type wire struct{ sent []string }

var scope = regexp.MustCompile(`/([^/]+/[^/]+)/aws4_request`)

func (w *wire) listen(t *testing.T) (address string) {
	t.Helper()
	account := awstest.Serve(t, asked())
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		w.sent = append(w.sent, fmt.Sprintf("%s %s?%s for %s, target %q, owner %q, body %s", r.Method, r.URL.EscapedPath(), query(r.URL),
			scope.FindStringSubmatch(r.Header.Get("Authorization"))[1], r.Header.Get("X-Amz-Target"), r.Header.Get("X-Amz-Expected-Bucket-Owner"),
			canonical(t, r, body)))
		account.ServeHTTP(out, r)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// query leaves out x-id, by which the SDK names the operation for whoever reads logs.
func query(u *url.URL) string {
	values := u.Query()
	values.Del("x-id")
	return values.Encode()
}

func canonical(t *testing.T, r *http.Request, body []byte) string {
	t.Helper()
	if len(body) == 0 {
		return "none"
	}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		values, err := url.ParseQuery(string(body))
		if err != nil {
			t.Error(err)
		}
		return values.Encode()
	}
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		t.Error(err)
	}
	text, err := json.Marshal(value)
	if err != nil {
		t.Error(err)
	}
	return string(text)
}

// differ asks the question of both clients and returns where they differ; "" if they
// agree.
func differ(t *testing.T, q question) string {
	t.Helper()
	var ours, sdks wire
	keys := credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", "secret", "")
	mine, err := q.ours(context.Background(), &awsread.Client{Region: awstest.Region, Credentials: keys, Endpoint: ours.listen(t), Pause: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := q.sdks(context.Background(), aws.Config{Region: awstest.Region, Credentials: keys, BaseEndpoint: aws.String(sdks.listen(t)), RetryMaxAttempts: 1})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(ours.sent, sdks.sent) {
		return fmt.Sprintf("we ask\n%s\nthe SDK asks\n%s", strings.Join(ours.sent, "\n"), strings.Join(sdks.sent, "\n"))
	}
	if mine != theirs || mine == "" {
		return fmt.Sprintf("we read\n%s\nthe SDK reads\n%s", mine, theirs)
	}
	return ""
}

func TestQuestions(t *testing.T) {
	for _, q := range questions() {
		t.Run(q.name, func(t *testing.T) {
			if text := differ(t, q); text != "" {
				t.Error(text)
			}
		})
	}
}

// TestPlantedFaults: another question, and another reading of the answer, are told.
func TestPlantedFaults(t *testing.T) {
	all := questions()
	for i, q := range all {
		other := all[(i+1)%len(all)]
		if text := differ(t, question{q.name, other.ours, q.sdks}); !strings.Contains(text, "the SDK asks") {
			t.Errorf("%s passes for %s: %s", other.name, q.name, text)
		}
		if text := differ(t, question{q.name, func(ctx context.Context, c *awsread.Client) (string, error) {
			read, err := q.ours(ctx, c)
			return read + "x", err
		}, q.sdks}); !strings.Contains(text, "the SDK reads") {
			t.Errorf("%s: a wrong reading passes: %s", q.name, text)
		}
	}
}
