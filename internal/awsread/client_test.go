package awsread_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/credentials"

	"security-hub-analytics/internal/awsread"
)

// asking is a client of a server that answers so.
func asking(t *testing.T, answer http.HandlerFunc) *awsread.Client {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	return &awsread.Client{
		Region: "us-east-1", Credentials: credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", "secret", "token"),
		Endpoint: server.URL, Pause: time.Millisecond,
	}
}

// TestAgain: a service that is busy is asked three times, one that refuses once.
func TestAgain(t *testing.T) {
	for _, test := range []struct {
		name, code string
		status     int
		want       int32
	}{
		{"busy", "InternalException", 500, 3},
		{"throttled", "ThrottlingException", 400, 3},
		{"too many", "TooManyRequestsException", 429, 3},
		{"refused", "AccessDeniedException", 403, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			var asked atomic.Int32
			c := asking(t, func(w http.ResponseWriter, _ *http.Request) {
				asked.Add(1)
				w.Header().Set("X-Amzn-Errortype", test.code+":http://internal/")
				w.WriteHeader(test.status)
				w.Write([]byte(`{"message":"no"}`)) //nolint:errcheck // a test
			})
			_, err := c.DescribeHub(context.Background())
			if !awsread.Is(err, test.code) || !strings.Contains(err.Error(), "no") || asked.Load() != test.want {
				t.Errorf("asked %d times, error %v", asked.Load(), err)
			}
		})
	}
}

func TestAgainHelps(t *testing.T) {
	var asked atomic.Int32
	c := asking(t, func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		w.Write([]byte(`{"HubArn":"arn:hub"}`)) //nolint:errcheck // a test
	})
	if hub, err := c.DescribeHub(context.Background()); err != nil || hub.HubArn != "arn:hub" {
		t.Errorf("hub %+v, error %v", hub, err)
	}
}

// TestPages: lists are read to their end.
func TestPages(t *testing.T) {
	c := asking(t, func(w http.ResponseWriter, r *http.Request) {
		body := `{"ProductSubscriptions":["a"],"NextToken":"more of/it"}`
		if r.URL.Query().Get("NextToken") == "more of/it" {
			body = `{"ProductSubscriptions":["b"]}`
		}
		w.Write([]byte(body)) //nolint:errcheck // a test
	})
	if got, err := c.Products(context.Background()); err != nil || !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("got %v, error %v", got, err)
	}
}

// TestSimulateAsksInParts: IAM takes so many actions at once, and answers in pages.
func TestSimulateAsksInParts(t *testing.T) {
	var actions []string
	for range 120 {
		actions = append(actions, "s3:GetObject")
	}
	var asked atomic.Int32
	c := asking(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		result := "<IsTruncated>true</IsTruncated><Marker>m</Marker>"
		if r.FormValue("Marker") == "m" {
			result = "<IsTruncated>false</IsTruncated><EvaluationResults><member><EvalActionName>s3:GetObject</EvalActionName><EvalDecision>explicitDeny</EvalDecision></member></EvaluationResults>"
		}
		w.Write([]byte("<R><SimulatePrincipalPolicyResult>" + result + "</SimulatePrincipalPolicyResult></R>")) //nolint:errcheck // a test
	})
	denied, err := c.Simulate(context.Background(), "arn:role", awsread.Wish{Actions: actions})
	if err != nil || asked.Load() != 6 || len(denied) != 3 {
		t.Errorf("asked %d times, denied %v, error %v", asked.Load(), denied, err)
	}
}

func TestErrors(t *testing.T) {
	for _, test := range []struct{ name, body, code string }{
		{"JSON with a namespace", `{"__type":"com.amazonaws.glue#EntityNotFoundException","Message":"x"}`, "EntityNotFoundException"},
		{"JSON with a code", `{"code":"InvalidAccessException","Message":"x"}`, "InvalidAccessException"},
		{"IAM's XML", `<ErrorResponse><Error><Code>NoSuchEntity</Code><Message>x</Message></Error></ErrorResponse>`, "NoSuchEntity"},
		{"EC2's XML", `<Response><Errors><Error><Code>UnauthorizedOperation</Code></Error></Errors></Response>`, "UnauthorizedOperation"},
		{"S3's XML", `<?xml version="1.0" encoding="UTF-8"?><Error><Code>NoSuchBucket</Code></Error>`, "NoSuchBucket"},
		{"nothing", ``, "AccessDenied"},
		{"a page of a proxy", `<html><body>no</body></html>`, "AccessDenied"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := asking(t, func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(http.StatusForbidden)
				w.Write([]byte(test.body)) //nolint:errcheck // a test
			})
			if _, err := c.WhoAmI(context.Background()); !awsread.Is(err, test.code) {
				t.Errorf("error %v, want %s", err, test.code)
			}
		})
	}
	c := asking(t, func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("<html>")) }) //nolint:errcheck // a test
	if _, err := c.DescribeHub(context.Background()); err == nil || !strings.Contains(err.Error(), "reading the answer of securityhub") {
		t.Errorf("error %v", err)
	}
}

// TestEndpoints: where AWS answers, in each partition.
func TestEndpoints(t *testing.T) {
	for _, test := range []struct{ region, sts, iam string }{
		{"eu-west-1", "sts.eu-west-1.amazonaws.com", "iam.amazonaws.com us-east-1"},
		{"cn-northwest-1", "sts.cn-northwest-1.amazonaws.com.cn", "iam.cn-north-1.amazonaws.com.cn cn-north-1"},
		{"us-gov-east-1", "sts.us-gov-east-1.amazonaws.com", "iam.us-gov.amazonaws.com us-gov-west-1"},
	} {
		var asked []string
		c := &awsread.Client{
			Region: test.region, Credentials: credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", "secret", ""),
			HTTP: &http.Client{Transport: transport(func(r *http.Request) {
				asked = append(asked, r.URL.Host+" "+strings.Split(r.Header.Get("Authorization"), "/")[2])
			})},
		}
		c.WhoAmI(context.Background())          //nolint:errcheck // nobody answers
		c.RoleARN(context.Background(), "role") //nolint:errcheck // nobody answers
		if want := []string{test.sts + " " + test.region, test.iam}; !slices.Equal(asked, want) {
			t.Errorf("asked %q, want %q", asked, want)
		}
	}
}

type transport func(*http.Request)

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	t(r)
	return nil, http.ErrHandlerTimeout
}

func TestIdentityRegion(t *testing.T) {
	err := &awsread.Error{Message: "Operation is being called from endpoint us-west-2, but your identity region is us-east-1. Please use the us-east-1 endpoint."}
	if got := awsread.IdentityRegion(err); got != "us-east-1" {
		t.Errorf("got %q", got)
	}
	if got := awsread.IdentityRegion(http.ErrHandlerTimeout) + awsread.IdentityRegion(nil); got != "" {
		t.Errorf("got %q", got)
	}
}
