package rapi_test

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"security-hub-analytics/internal/rapi"
)

func build(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "bootstrap")
	if out, err := exec.Command("go", "build", "-tags", "lambda.norpc", "-o", binary, "./testdata/function").CombinedOutput(); err != nil {
		t.Fatalf("building: %v\n%s", err, out)
	}
	return binary
}

// TestInvocations goes through every way an invocation may end, each followed
// by one that goes well.
func TestInvocations(t *testing.T) {
	f := rapi.New(t, build(t), "MARK=marked")
	for _, test := range []struct {
		event  string
		status rapi.Status
		body   string
		starts int
	}{
		{"hello", rapi.OK, `"hello"`, 1},
		{"again", rapi.OK, `"again"`, 1},
		{"error", rapi.Failed, "as told", 1},
		{"fine", rapi.OK, `"fine"`, 1},
		{"panic", rapi.Failed, "as told", 1},
		{"fine", rapi.OK, `"fine"`, 2},
		{"exit", rapi.Exited, "", 2},
		{"fine", rapi.OK, `"fine"`, 3},
		{"sleep", rapi.TimedOut, "", 3},
		{"time left", rapi.OK, `"2s"`, 4},
		{"environment", rapi.OK, "MARK=marked", 4},
	} {
		event, _ := json.Marshal(test.event)
		reply := f.Invoke(event, 2*time.Second)
		if reply.Status != test.status || !strings.Contains(string(reply.Body), test.body) {
			t.Errorf("%s: %s %s, want %s %s", test.event, reply.Status, reply.Body, test.status, test.body)
		}
		if f.Starts() != test.starts {
			t.Errorf("%s: process %d, want %d", test.event, f.Starts(), test.starts)
		}
	}
	if reply := f.Invoke([]byte(`"environment"`), time.Second); strings.Contains(string(reply.Body), "HOME=") {
		t.Errorf("the environment is not clean: %s", reply.Body)
	}
	if !strings.Contains(f.Logs(), "logged: hello\n") {
		t.Errorf("logs: %q", f.Logs())
	}
	if f.PeakMemory() < 1<<20 {
		t.Logf("peak memory: %d (no /proc?)", f.PeakMemory())
	}
}

func TestInitFails(t *testing.T) {
	f := rapi.New(t, build(t), "BROKEN=1")
	if reply := f.Invoke([]byte(`"x"`), time.Second); reply.Status != rapi.InitFailed {
		t.Errorf("status %q, want %q", reply.Status, rapi.InitFailed)
	}
}
