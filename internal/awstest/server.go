// Package awstest stands in for the AWS endpoints that shub doctor asks: one server
// that tells services apart by what a request is signed for, and operations by their
// header, form or path. What it answers is what the API model of each service says.
package awstest

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Answer is one answer.
type Answer struct {
	// Status is that of HTTP; 0 is 200.
	Status int
	// Body is JSON or XML, Headers come with it. Make, if there is one, makes the body
	// of what was asked.
	Body    string
	Headers map[string]string
	Make    func(*http.Request) string
}

// Account is an account as its endpoints show it. Keys are the service and the
// operation ("sts GetCallerIdentity", "glue AWSGlue.GetDatabase", "securityhub GET
// /accounts"), after the Region where it answers differently there.
type Account map[string]Answer

// With is the account with other answers.
func (a Account) With(changes Account) Account {
	changed := Account{}
	for _, account := range []Account{a, changes} {
		for key, answer := range account {
			changed[key] = answer
		}
	}
	return changed
}

// Server serves an account.
type Server struct {
	*httptest.Server
	account Account

	mu sync.Mutex
	// Asked lists what was asked, by key with Region; Unknown what has no answer.
	Asked, Unknown []string
}

// Serve starts a server for the time of the test.
func Serve(t *testing.T, account Account) *Server {
	t.Helper()
	s := &Server{account: account}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

// scope is what a signature says that it is for: key/date/region/service/aws4_request.
var scope = regexp.MustCompile(`^AWS4-HMAC-SHA256 Credential=[^/]+/[0-9]{8}/([^/]+)/([^/]+)/aws4_request, SignedHeaders=[^,]*host[^,]*, Signature=[0-9a-f]{64}$`)

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	signed := scope.FindStringSubmatch(r.Header.Get("Authorization"))
	if signed == nil {
		http.Error(w, `{"__type":"MissingAuthenticationTokenException"}`, http.StatusForbidden)
		return
	}
	region, key := signed[1], signed[2]+" "+operation(r, signed[2])
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Asked = append(s.Asked, region+" "+key)
	answer, found := s.account[region+" "+key]
	if !found {
		answer, found = s.account[key]
	}
	if !found {
		s.Unknown = append(s.Unknown, region+" "+key)
		answer = Answer{Status: http.StatusNotImplemented, Body: `{"__type":"UnknownOperationException"}`}
	}
	if answer.Make != nil {
		answer.Body = answer.Make(r)
	}
	for name, value := range answer.Headers {
		w.Header().Set(name, value)
	}
	if answer.Status != 0 {
		w.WriteHeader(answer.Status)
	}
	w.Write([]byte(answer.Body)) //nolint:errcheck // a client that has gone
}

// operation is how the request names what it wants.
func operation(r *http.Request, service string) string {
	if target := r.Header.Get("X-Amz-Target"); target != "" {
		return target
	}
	if service == "sts" || service == "iam" || service == "ec2" {
		if err := r.ParseForm(); err == nil {
			return r.PostForm.Get("Action")
		}
	}
	path, err := url.PathUnescape(r.URL.EscapedPath())
	if err != nil {
		path = r.URL.Path
	}
	if service == "s3" && r.URL.Query().Has("notification") {
		path += "?notification"
	}
	return r.Method + " " + path
}

// Wants fails the test unless everything that was asked had an answer.
func (s *Server) Wants(t *testing.T) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.Unknown) > 0 {
		slices.Sort(s.Unknown)
		t.Errorf("no answer is known to:\n%s", strings.Join(slices.Compact(s.Unknown), "\n"))
	}
}
