package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the golden files")

// now is the clock of the tests.
var now = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// call is one call of shub.
type call struct {
	stdin  string
	width  int // of the terminal; 0 for a pipe
	colour bool
	ctx    context.Context //nolint:containedctx // a test's
}

// shub runs it and returns what it printed and the exit code.
func (c call) shub(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	if c.ctx == nil {
		c.ctx = t.Context()
	}
	var out, err bytes.Buffer
	code = run(c.ctx, env{
		in: strings.NewReader(c.stdin), now: func() time.Time { return now }, self: "shub",
		out: screen{Writer: &out, width: c.width, colour: c.colour}, err: screen{Writer: &err},
	}, args)
	return out.String(), err.String(), code
}

// shub runs it in a pipe.
func shub(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	return call{}.shub(t, args...)
}

// must runs it in a pipe and fails the test unless it succeeds without complaint.
func must(t *testing.T, args ...string) string {
	t.Helper()
	stdout, stderr, code := shub(t, args...)
	if code != exitOK || stderr != "" {
		t.Fatalf("shub %q: exit code %d\n%s", args, code, stderr)
	}
	return stdout
}

// golden compares text with a file, times of day left out.
func golden(t *testing.T, name, got string) {
	t.Helper()
	got = regexp.MustCompile(`\d+\.\d\d s\b`).ReplaceAllString(got, "N.NN s")
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (-update writes it):\n%s", path, got)
	}
}

// finding is ASFF as far as the tests need it.
type finding struct {
	id, title, status, severity, updated string
	extra                                map[string]any
}

func (f finding) asff() map[string]any {
	all := map[string]any{
		"SchemaVersion": "2018-10-08", "Id": f.id, "ProductArn": "arn:aws:securityhub:eu-west-1::product/aws/securityhub",
		"GeneratorId": "security-control/X.1", "AwsAccountId": "111122223333", "Region": "eu-west-1",
		"CreatedAt": "2026-01-01T00:00:00.000Z", "UpdatedAt": f.updated, "Title": f.title, "Description": "D",
		"Severity": map[string]any{"Label": f.severity}, "RecordState": "ACTIVE", "WorkflowState": "NEW",
		"Workflow": map[string]any{"Status": "NEW"}, "Resources": []any{map[string]any{"Type": "AwsS3Bucket", "Id": "arn:aws:s3:::b"}},
	}
	if f.status != "" {
		all["Compliance"] = map[string]any{"Status": f.status}
	}
	for name, value := range f.extra {
		if all[name] = value; value == nil {
			delete(all, name)
		}
	}
	return all
}

// event puts findings into an EventBridge event.
func event(findings ...finding) string {
	list := []any{}
	for _, f := range findings {
		list = append(list, f.asff())
	}
	return marshal(map[string]any{
		"version": "0", "id": "e", "detail-type": "Security Hub Findings - Imported", "source": "aws.securityhub",
		"account": "999988887777", "time": "2026-02-28T10:00:00Z", "region": "eu-west-1", "resources": []any{},
		"detail": map[string]any{"findings": list},
	}) + "\n"
}

func marshal(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// writeFile writes a raw object as old as the tests want it.
func writeFile(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	written := time.Date(2026, 2, 28, 10, 5, 0, 0, time.UTC)
	if err := os.Chtimes(name, written, written); err != nil {
		t.Fatal(err)
	}
}

// estate writes 20 hours of failed findings over two years, one of them large,
// with what else comes along.
func estate(t *testing.T, folder string) {
	t.Helper()
	severities := []string{"CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL"}
	var raw strings.Builder
	for h := range 20 {
		at := time.Date(2024, 3, 1, 9, 30, 0, 0, time.UTC).Add(time.Duration(h*h) * 43 * time.Hour)
		var all []finding
		for i := range 1 + h*h*3 {
			severity := severities[(i*i+h)%5]
			if h%4 == 0 {
				severity = severities[2+i%2]
			}
			all = append(all, finding{fmt.Sprintf("f-%d-%d", h, i), fmt.Sprintf("X.%d failed", i), "FAILED", severity, at.Format(time.RFC3339), nil})
		}
		raw.WriteString(event(all...))
	}
	raw.WriteString(event(finding{"p", "passed", "PASSED", "INFORMATIONAL", "2026-02-28T09:00:00Z", nil}))
	raw.WriteString(event(finding{"t", "no time", "FAILED", "HIGH", "2026-02-30T25:00:00Z", nil}))
	raw.WriteString(event(finding{"s", "odd severity", "FAILED", "", "2026-02-27T08:00:00Z", map[string]any{"Severity": nil}}))
	raw.WriteString(event(finding{"", "no id", "FAILED", "HIGH", "2026-02-28T09:00:00Z", nil}) + event())
	writeFile(t, filepath.Join(folder, "a.json"), raw.String())
	writeFile(t, filepath.Join(folder, "b", "broken.json"), "{\"cut\": \n"+`{"detail-type": "Something Else"}`+"\n[1]\n")
	writeFile(t, filepath.Join(folder, "c", "empty.json"), "")
}
