package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"security-hub-analytics/internal/faults"
	"security-hub-analytics/internal/rapi"
	"security-hub-analytics/internal/s3test"
)

const enough = 30 * time.Second

func TestEndToEnd(t *testing.T) {
	s3test.Each(t, func(t *testing.T, server s3test.Server) {
		w := newWorld(t, server)
		noIdentity := strings.NewReplacer(`"Id":"nobody"`, `"X":1`).Replace(event("nobody", ""))
		w.raw.Put("raw/2025/03/01/a b+ü.gz", pack(event("1", "")+secret+" is no JSON\n"+event("2", "")+noIdentity))
		w.raw.Put("raw/plain", []byte(event("3", "")))
		w.raw.Put("raw/empty", nil)

		first, _ := json.Marshal(batch(message("m1", "raw/2025/03/01/a+b%2B%C3%BC.gz"), message("m2", "raw/plain"), message("m3", "raw/empty")))
		if reply := w.fn.Invoke(first, enough); string(reply.Body) != `{"batchItemFailures":[]}` {
			t.Errorf("%s: %s", reply.Status, reply.Body)
		}
		if got, want := w.rows(), []string{"1", "2", "3"}; !slices.Equal(got, want) {
			t.Errorf("rows %q, want %q", got, want)
		}
		if got := w.files("quarantine/"); len(got) != 1 || !strings.HasSuffix(got[0], ".ndjson.gz") {
			t.Errorf("quarantine %q, want one file", got)
		}
		for _, key := range w.lake.Keys() {
			today := "/ingest_date=" + time.Now().UTC().Format(time.DateOnly) + "/"
			if _, contentType := w.lake.Get(key); !strings.Contains(key, today) || contentType == "application/octet-stream" {
				t.Errorf("%s of type %s, want it under %s with a type", key, contentType, today)
			}
		}
		for _, part := range []string{`"Rows":2`, `"Quarantined":2`, `"Quarantined.not_json":1`, `"Quarantined.no_identity":1`, `"Namespace":"Test"`, `"Stack":"test"`, `"raw_object":"raw/2025/03/01/a b+ü.gz"`} {
			if !strings.Contains(w.fn.Logs(), part) {
				t.Errorf("the metrics do not hold %s", part)
			}
		}
		before := contents(w)
		w.want(w.invoke(enough, message("m1", "raw/2025/03/01/a+b%2B%C3%BC.gz"), message("m2", "raw/plain")))
		for key, content := range contents(w) {
			if content != before[key] {
				t.Errorf("%s: the same object once more does not give the same bytes", key)
			}
		}
	})
}

// contents is the lake, byte by byte.
func contents(w world) map[string]string {
	files := map[string]string{}
	for _, key := range w.lake.Keys() {
		content, _ := w.lake.Get(key)
		files[key] = string(content)
	}
	return files
}

func TestEndToEndPartialFailure(t *testing.T) {
	s3test.Each(t, func(t *testing.T, server s3test.Server) {
		w := newWorld(t, server)
		content, _ := large()
		packed := pack(content)
		broken := slices.Clone(packed)
		broken[len(broken)/2] ^= 0xff
		w.raw.Put("raw/good", pack(event("good", "")))
		w.raw.Put("raw/cut.gz", packed[:len(packed)-1000])
		w.raw.Put("raw/broken.gz", broken)
		w.raw.Put("raw/denied", pack(event("denied", "")))
		w.raw.Put("elsewhere/x", pack(event("elsewhere", "")))
		w.faults.Inject("GetObject", "raw/denied", -1, faults.Status(403, "AccessDenied"))
		w.want(w.invoke(enough,
			message("cut", "raw/cut.gz"), message("broken", "raw/broken.gz"), message("missing", "raw/missing"),
			message("denied", "raw/denied"), message("elsewhere", "elsewhere/x"),
			events.SQSMessage{MessageId: "test", EventSource: "aws:sqs", Body: `{"Service":"Amazon S3","Event":"s3:TestEvent"}`},
			message("good", "raw/good"),
		), "cut", "broken", "missing", "denied", "elsewhere")
		if got := w.rows(); !slices.Equal(got, []string{"good"}) {
			t.Errorf("rows %q", got)
		}
		if got := w.files("quarantine/"); len(got) != 0 {
			t.Errorf("quarantine %q", got)
		}
		w.clean()
		for _, key := range []string{"s3://raw-bucket/raw/missing", "raw/cut.gz", "raw/broken.gz", "s3://raw-bucket/raw/denied", "elsewhere/x"} {
			if !strings.Contains(w.fn.Logs(), key) {
				t.Errorf("no error names %s", key)
			}
		}
	})
}

// TestEndToEndFaults: reading and writing fail for a while. Then nothing of
// the object is visible, no part of an upload is left, and the message that
// SQS delivers again repairs it.
func TestEndToEndFaults(t *testing.T) {
	content, ids := large()
	packed := pack(content)
	for _, test := range []struct {
		name, operation, path string
		times                 int
		fault                 faults.Fault
		fails                 bool
	}{
		{"reset mid-body", "GetObject", "raw-bucket", 2, faults.Reset(3_000_000), false},
		{"throttled", "", "", 2, faults.Status(503, "SlowDown"), false},
		{"always cut short", "GetObject", "raw-bucket", -1, faults.Truncate(3_000_000), true},
		{"denied", "GetObject", "raw-bucket", -1, faults.Status(403, "AccessDenied"), true},
		{"upload cannot start", "CreateMultipartUpload", "findings/", -1, faults.Status(403, "AccessDenied"), true},
		{"part refused", "UploadPart", "findings/", -1, faults.Status(403, "AccessDenied"), true},
		{"upload cannot end", "CompleteMultipartUpload", "findings/", -1, faults.Status(403, "AccessDenied"), true},
		{"answer lost", "CompleteMultipartUpload", "findings/", 1, faults.Lose(), false},
	} {
		t.Run(test.name, func(t *testing.T) {
			s3test.Each(t, func(t *testing.T, server s3test.Server) {
				w := newWorld(t, server)
				w.raw.Put("raw/large.gz", packed)
				w.faults.Inject(test.operation, test.path, test.times, test.fault)
				got := w.invoke(enough, message("m", "raw/large.gz"))
				if test.fails {
					w.want(got, "m")
					if keys := w.lake.Keys(); len(keys) != 0 {
						t.Errorf("visible after the failure: %q", keys)
					}
					w.clean()
					w.faults.Heal()
					got = w.invoke(enough, message("m", "raw/large.gz"))
				}
				if test.name != "answer lost" { // a failure that a retry repairs, or none, as the server likes it
					w.want(got)
				} else if len(got) != 0 {
					w.want(w.invoke(enough, message("m", "raw/large.gz")))
				}
				if got := w.rows(); !slices.Equal(got, ids) {
					t.Errorf("%d rows, want %d", len(got), len(ids))
				}
				w.clean()
				if w.fn.Starts() != 1 {
					t.Errorf("%d processes, want 1", w.fn.Starts())
				}
			})
		})
	}
}

// TestEndToEndQuarantineFails: rows are not shown before what is missing among
// them is safe.
func TestEndToEndQuarantineFails(t *testing.T) {
	s3test.Each(t, func(t *testing.T, server s3test.Server) {
		w := newWorld(t, server)
		w.raw.Put("raw/a", []byte(event("1", "")+"no JSON\n"))
		w.faults.Inject("PutObject", "quarantine/", -1, faults.Status(403, "AccessDenied"))
		w.want(w.invoke(enough, message("m", "raw/a")), "m")
		if keys := w.lake.Keys(); len(keys) != 0 {
			t.Errorf("visible after the failure: %q", keys)
		}
		w.faults.Heal()
		w.want(w.invoke(enough, message("m", "raw/a")))
		if keys := w.lake.Keys(); len(keys) != 2 {
			t.Errorf("the lake holds %q, want rows and quarantine", keys)
		}
	})
}

// TestEndToEndDeadline: 3 s, of which 2 s are margin (cut to half of them).
func TestEndToEndDeadline(t *testing.T) {
	s3test.Each(t, func(t *testing.T, server s3test.Server) {
		w := newWorld(t, server, "SHUB_DEADLINE_MARGIN=2s")
		for _, key := range []string{"raw/slow", "raw/stuck", "raw/next"} {
			w.raw.Put(key, []byte(event(key, "")))
		}
		w.faults.Inject("GetObject", "raw/slow", 1, faults.Delay(1800*time.Millisecond))
		w.want(w.invoke(3*time.Second, message("slow", "raw/slow"), message("next", "raw/next")), "next")
		w.faults.Inject("GetObject", "raw/stuck", 1, faults.Delay(time.Minute))
		w.want(w.invoke(3*time.Second, message("stuck", "raw/stuck"), message("next", "raw/next")), "stuck", "next")
		if got := w.rows(); !slices.Equal(got, []string{"raw/slow"}) {
			t.Errorf("rows %q, want the slow one alone", got)
		}
		w.want(w.invoke(enough, message("stuck", "raw/stuck"), message("next", "raw/next")))
		if got := w.rows(); len(got) != 3 {
			t.Errorf("rows %q, want all three", got)
		}
		if w.fn.Starts() != 1 {
			t.Errorf("%d processes, want 1: Lambda had to kill some", w.fn.Starts())
		}
	})
}

// TestBadSettings: the function does not start, and says all that is wrong.
func TestBadSettings(t *testing.T) {
	fn := rapi.New(t, binary(t), "SHUB_LOG_LEVEL=loud", `SHUB_COLUMNS=["owner"]`)
	if reply := fn.Invoke([]byte(`{}`), enough); reply.Status != rapi.InitFailed {
		t.Errorf("status %q: %s", reply.Status, reply.Body)
	}
	for _, variable := range []string{"SHUB_RAW_BUCKET", "SHUB_LAKE_BUCKET", "SHUB_LOG_LEVEL", "SHUB_COLUMNS"} {
		if !strings.Contains(fn.Logs(), variable) {
			t.Errorf("the log does not name %s:\n%s", variable, fn.Logs())
		}
	}
}

// TestNoBatch: what is no batch of messages is an error of the invocation.
func TestNoBatch(t *testing.T) {
	w := newWorld(t, s3test.Fake(t))
	for _, event := range []string{`{}`, `{"Records":[]}`, `{"Records":[{"eventSource":"aws:s3"}]}`, `[1]`} {
		if reply := w.fn.Invoke([]byte(event), enough); reply.Status != rapi.Failed {
			t.Errorf("%s: %s %s", event, reply.Status, reply.Body)
		}
	}
	if w.fn.Starts() != 1 {
		t.Errorf("%d processes, want 1", w.fn.Starts())
	}
}
