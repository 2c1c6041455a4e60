package awsread

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// target asks in AWS's JSON protocol: one address, the operation in a header.
func (c *Client) target(ctx context.Context, service, operation string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	_, answer, err := c.do(ctx, request{
		service: service, method: http.MethodPost, path: "/", body: body,
		headers: map[string]string{"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": operation},
	})
	return decode(service, answer, err, out, json.Unmarshal)
}

// rest asks in the REST protocol; in is nil for none.
func (c *Client) rest(ctx context.Context, service, method, path string, in, out any) error {
	r := request{service: service, method: method, path: path}
	if in != nil {
		var err error
		if r.body, err = json.Marshal(in); err != nil {
			return err
		}
		r.headers = map[string]string{"Content-Type": "application/json"}
	}
	_, answer, err := c.do(ctx, r)
	return decode(service, answer, err, out, json.Unmarshal)
}

// query asks in the query protocol: a form, answered in XML.
func (c *Client) query(ctx context.Context, service, version, action string, in url.Values, out any) error {
	form := url.Values{"Action": {action}, "Version": {version}}
	for name, values := range in {
		form[name] = values
	}
	_, answer, err := c.do(ctx, request{
		service: service, method: http.MethodPost, path: "/", body: []byte(form.Encode()),
		headers: map[string]string{"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"},
	})
	return decode(service, answer, err, out, xml.Unmarshal)
}

func decode(service string, answer []byte, err error, out any, unmarshal func([]byte, any) error) error {
	if err != nil {
		return err
	}
	if err := unmarshal(answer, out); err != nil {
		return fmt.Errorf("reading the answer of %s: %w", service, err)
	}
	return nil
}

// label escapes text for a path, as AWS's clients do: everything but letters, digits
// and -._~; with slashes kept where the API says that the label is greedy.
func label(text string, greedy bool) string {
	var b strings.Builder
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("-._~", c) >= 0, greedy && c == '/':
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
