package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"security-hub-analytics/dashboard"
	"security-hub-analytics/local"
)

// served is a site over a lake of two findings, under the address 127.0.0.1:1.
func served(t *testing.T) http.Handler {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "events.json"), filepath.Join(dir, "lake")
	writeFile(t, in, event(finding{"f1", "<script>alert(1)</script>", "FAILED", "HIGH", "2026-02-28T09:00:00Z", nil}, finding{"f2", "other", "FAILED", "LOW", "2026-02-28T09:00:00Z", nil}))
	must(t, "local", in, "--out", out)
	d, err := dashboard.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	db, err := local.Open(t.Context(), out, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	var said strings.Builder
	s, err := newSite(t.Context(), d, db, out, screen{Writer: &said, width: 80})
	if err != nil {
		t.Fatal(err)
	}
	sets := len(d.PageDatasets())
	if last := fmt.Sprintf("step %d of %[1]d: %s", sets+1, d.PageDatasets()[sets-1].View); !strings.Contains(said.String(), last) {
		t.Errorf("it says %q on the way, not %q", said.String(), last)
	}
	return guard(s, "127.0.0.1:1")
}

func get(t *testing.T, h http.Handler, path string, change func(*http.Request)) (int, string, http.Header) {
	t.Helper()
	r := httptest.NewRequestWithContext(context.Background(), http.MethodGet, "http://127.0.0.1:1"+path, nil)
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	body, err := io.ReadAll(w.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Code, string(body), w.Result().Header
}

func query(path string, pairs ...string) string {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return path + "?" + v.Encode()
}

// TestServe asks what the page asks, and what it never would.
func TestServe(t *testing.T) {
	h := served(t)
	const all = `{"columns":[],"since":""}`
	tests := []struct {
		name, path string
		code       int
		want       string
	}{
		{"page", "/", 200, "<!doctype html>"},
		{"chart", query("/answer", "visual", "open-by-severity", "choices", all), 200, `{"rows":[["HIGH",1],["LOW",1]]}`},
		{"chosen", query("/answer", "visual", "open-by-severity", "choices", `{"columns":[{"id":"severity","column":"severity_label","values":["LOW"],"null":false}]}`), 200, `{"rows":[["LOW",1]]}`},
		{"SQL as a value", query("/answer", "visual", "open-by-severity", "choices", `{"columns":[{"id":"severity","column":"severity_label","values":["x') or true --"]}]}`), 200, `{"rows":[]}`},
		{"SQL as a column", query("/answer", "visual", "open-by-severity", "choices", `{"columns":[{"column":"\" or true --","values":["x"]}]}`), 400, "does not narrow down"},
		{"SQL as a day", query("/answer", "visual", "failed-by-hour", "choices", `{"since":"' or true"}`), 400, "a day is YYYY-MM-DD"},
		{"no visual", query("/answer", "visual", "nobody", "choices", all), 400, "there is none of that id"},
		{"no choices", query("/answer", "visual", "score"), 400, "choices"},
		{"list", query("/list", "visual", "findings-list", "choices", all, "offset", "0", "limit", "1"), 200, `"total":2`},
		{"list, searched", query("/list", "visual", "findings-list", "choices", all, "offset", "0", "limit", "9", "search", "OTHER"), 200, `"total":1`},
		{"list, searched for SQL", query("/list", "visual", "findings-list", "choices", all, "offset", "0", "limit", "9", "search", "%' or true --"), 200, `{"left":0,"rows":[],"total":0}`},
		{"list by no column", query("/list", "visual", "findings-list", "choices", all, "offset", "0", "limit", "9", "order", "1; drop"), 400, "no such column"},
		{"list of no part", query("/list", "visual", "findings-list", "choices", all, "offset", "-1", "limit", "9"), 400, "offset"},
		{"list as a chart", query("/answer", "visual", "findings-list", "choices", all), 400, "is a list"},
		{"chart as a list", query("/list", "visual", "score", "choices", all, "offset", "0", "limit", "9"), 400, "is no list"},
		{"options", query("/options", "sheet", "overview", "filter", "severity"), 200, `{"values":["HIGH","LOW"]}`},
		{"options of nothing", query("/options", "sheet", "overview", "filter", "nobody"), 200, `{"values":[]}`},
		{"a file", "/../../etc/passwd", 404, "404"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			code, body, header := get(t, h, test.path, nil)
			if code != test.code || !strings.Contains(body, test.want) {
				t.Errorf("got %d %.300s, want %d %s", code, body, test.code, test.want)
			}
			if header.Get("Content-Security-Policy") == "" || header.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("header %v", header)
			}
		})
	}
	_, body, _ := get(t, h, query("/list", "visual", "findings-list", "choices", all, "offset", "0", "limit", "1", "order", "severity_label", "down", "true"), nil)
	var list struct{ Rows [][]any }
	if err := json.Unmarshal([]byte(body), &list); err != nil || len(list.Rows) != 1 || list.Rows[0][0] != "LOW" || strings.Contains(body, "<script>") {
		t.Errorf("%v %s", err, body)
	}
}

// TestServeGuards asks as others would.
func TestServeGuards(t *testing.T) {
	h := guard(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), "127.0.0.1:1")
	tests := []struct {
		name   string
		change func(*http.Request)
		code   int
	}{
		{"by its address", nil, 200},
		{"as localhost", func(r *http.Request) { r.Host = "localhost:1" }, 200},
		{"as another host", func(r *http.Request) { r.Host = "evil.example:1" }, 421},
		{"as another host on its port", func(r *http.Request) { r.Host = "127.0.0.1:2" }, 421},
		{"as localhost with more behind it", func(r *http.Request) { r.Host = "localhost:1.evil.example" }, 421},
		{"as nobody", func(r *http.Request) { r.Host = "" }, 421},
		{"to write", func(r *http.Request) { r.Method = http.MethodPost }, 405},
		{"from another site", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, 403},
		{"from another port", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") }, 403},
		{"typed into the browser", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "none") }, 200},
		{"from the page", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-origin") }, 200},
	}
	for _, test := range tests {
		if code, _, _ := get(t, h, "/", test.change); code != test.code {
			t.Errorf("%s: %d, want %d", test.name, code, test.code)
		}
	}
}
