package faults

import (
	"io"
	"log"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
)

// Operation names what an S3 request does: the name of the API operation.
func Operation(r *http.Request) string {
	query := r.URL.Query()
	switch {
	case query.Has("uploads") && r.Method == http.MethodPost:
		return "CreateMultipartUpload"
	case query.Has("uploadId"):
		return map[string]string{
			http.MethodPut: "UploadPart", http.MethodPost: "CompleteMultipartUpload", http.MethodDelete: "AbortMultipartUpload",
		}[r.Method]
	}
	return map[string]string{
		http.MethodGet: "GetObject", http.MethodPut: "PutObject", http.MethodDelete: "DeleteObject", http.MethodHead: "HeadObject",
	}[r.Method]
}

// Injector passes requests on, and through the faults that were asked for.
// It is safe for concurrent use.
type Injector struct {
	next  http.RoundTripper
	mu    sync.Mutex
	rules []*rule
	seen  map[string]int
}

type rule struct {
	operation, path string
	left            int
	fault           Fault
}

// New returns an Injector in front of next; nil means http.DefaultTransport.
func New(next http.RoundTripper) *Injector {
	if next == nil {
		next = http.DefaultTransport
	}
	return &Injector{next: next, seen: map[string]int{}}
}

// Inject spoils the next times requests (any number if negative) of an
// operation whose path contains path; an empty operation means every one.
func (i *Injector) Inject(operation, path string, times int, fault Fault) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.rules = append(i.rules, &rule{operation, path, times, fault})
}

// Heal takes all faults away and forgets what was seen.
func (i *Injector) Heal() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.rules, i.seen = nil, map[string]int{}
}

// Seen is the number of requests of an operation since the start or the last Heal.
func (i *Injector) Seen(operation string) int {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.seen[operation]
}

// RoundTrip passes a request on, or to the first fault that fits.
func (i *Injector) RoundTrip(r *http.Request) (*http.Response, error) {
	if fault := i.pick(r); fault != nil {
		return fault(i.next, r)
	}
	return i.next.RoundTrip(r)
}

func (i *Injector) pick(r *http.Request) Fault {
	operation := Operation(r)
	i.mu.Lock()
	defer i.mu.Unlock()
	i.seen[operation]++
	for _, rule := range i.rules {
		if rule.left != 0 && (rule.operation == "" || rule.operation == operation) && strings.Contains(r.URL.Path, rule.path) {
			rule.left--
			return rule.fault
		}
	}
	return nil
}

// Proxy is the server at target behind an Injector. A fault that breaks a body
// breaks the connection to the client as well.
func Proxy(target *url.URL, injector *Injector) http.Handler {
	return &httputil.ReverseProxy{
		Transport: injector,
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.Out.Host = r.In.Host // the signature covers it
		},
		// Faults are meant to happen; the client reports what matters.
		ErrorLog:      log.New(io.Discard, "", 0),
		ErrorHandler:  func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) },
		FlushInterval: -1,
	}
}
