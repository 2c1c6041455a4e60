// Package faults puts failures between an S3 client and its server, in tests:
// no S3 server that runs here has any of its own. An Injector is an
// http.RoundTripper; Proxy makes one a server, for clients in other processes.
package faults

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"time"
)

// Fault answers a request in the place of the server, or spoils its answer.
type Fault func(next http.RoundTripper, r *http.Request) (*http.Response, error)

// Status answers with an S3 error, and the server never sees the request.
func Status(status int, code string) Fault {
	return func(_ http.RoundTripper, r *http.Request) (*http.Response, error) {
		if r.Body != nil {
			_, _ = io.Copy(io.Discard, r.Body) // a client may want to send all before it listens
			_ = r.Body.Close()
		}
		body := fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>%s</Code><Message>injected</Message></Error>`, code)
		return &http.Response{
			StatusCode: status, Status: http.StatusText(status), Request: r,
			Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
			Header:        http.Header{"Content-Type": {"application/xml"}},
			ContentLength: int64(len(body)), Body: io.NopCloser(bytes.NewReader([]byte(body))),
		}, nil
	}
}

// Delay waits before the request goes on, or until its context is over.
func Delay(d time.Duration) Fault {
	return func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
		select {
		case <-time.After(d):
			return next.RoundTrip(r)
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
}

// Reset passes n bytes of the body of the answer on and then breaks the
// connection; Content-Length still promises all of them.
func Reset(n int64) Fault { return cut(n, fmt.Errorf("injected: connection reset by peer")) }

// Truncate ends the body of the answer after n bytes as if that were all of
// it; Content-Length still promises the rest.
func Truncate(n int64) Fault { return cut(n, io.EOF) }

func cut(n int64, end error) Fault {
	return func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
		resp, err := next.RoundTrip(r)
		if err == nil {
			resp.Body = &shortBody{ReadCloser: resp.Body, left: n, end: end}
		}
		return resp, err
	}
}

type shortBody struct {
	io.ReadCloser
	left int64
	end  error
}

// Read breaks off where the fault is planned.
func (b *shortBody) Read(p []byte) (int, error) {
	if b.left == 0 {
		return 0, b.end
	}
	n, err := b.ReadCloser.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

// HangUp closes the connection without an answer; the server never sees the
// request.
func HangUp() Fault {
	return func(http.RoundTripper, *http.Request) (*http.Response, error) { return nil, io.EOF }
}

// Lose lets the server do as it is told and drops its answer.
func Lose() Fault {
	return func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
		resp, err := next.RoundTrip(r)
		if err == nil {
			_, _ = io.Copy(io.Discard, resp.Body)
			_ = resp.Body.Close()
			err = fmt.Errorf("injected: connection reset by peer")
		}
		return nil, err
	}
}
