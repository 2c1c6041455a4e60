package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// athenaDouble answers as Athena's API does (JSON 1.1, the operation in a header).
type athenaDouble struct {
	// refuses a statement when it is started, fails it later.
	refuses, fails string
	// never says that a query is done.
	never bool

	guard      sync.Mutex
	statements []string
	asked      map[string]int // how often, by query
	stopped    []string
	wrong      []string
	begun      chan struct{} // closed by the first query
}

func (a *athenaDouble) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.guard.Lock()
	defer a.guard.Unlock()
	var in struct {
		QueryString, WorkGroup, QueryExecutionID, ClientRequestToken string
		QueryExecutionContext                                        struct{ Database string }
	}
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		a.wrong = append(a.wrong, err.Error())
	}
	if auth := r.Header.Get("Authorization"); !strings.Contains(auth, "/eu-south-2/athena/") || !strings.Contains(auth, "AKIDTEST") {
		a.wrong = append(a.wrong, "signed "+auth)
	}
	answer := func(status int, v any) {
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		w.WriteHeader(status)
		json.NewEncoder(w).Encode(v) //nolint:errcheck // the client will say so
	}
	switch operation := strings.TrimPrefix(r.Header.Get("X-Amz-Target"), "AmazonAthena."); operation {
	case "StartQueryExecution":
		if in.WorkGroup != "wg" || in.QueryExecutionContext.Database != "my_db" || len(in.ClientRequestToken) < 32 {
			a.wrong = append(a.wrong, fmt.Sprintf("%+v", in))
		}
		if a.refuses != "" && strings.Contains(in.QueryString, a.refuses) {
			answer(http.StatusBadRequest, map[string]string{"__type": "InvalidRequestException", "message": "line 1:1: refused"})
			return
		}
		if a.statements = append(a.statements, in.QueryString); len(a.statements) == 1 && a.begun != nil {
			close(a.begun)
		}
		answer(http.StatusOK, map[string]string{"QueryExecutionId": fmt.Sprint("q", len(a.statements)-1)})
	case "GetQueryExecution":
		var n int
		if _, err := fmt.Sscanf(in.QueryExecutionID, "q%d", &n); err != nil || n != len(a.statements)-1 {
			a.wrong = append(a.wrong, "asked for "+in.QueryExecutionID)
		}
		a.asked[in.QueryExecutionID]++
		status := map[string]string{"State": "SUCCEEDED"}
		switch asked := a.asked[in.QueryExecutionID]; {
		case a.never, n == 1 && asked == 2:
			status["State"] = "RUNNING"
		case n == 1 && asked == 1:
			status["State"] = "QUEUED"
		case a.fails != "" && strings.Contains(a.statements[n], a.fails):
			status = map[string]string{"State": "FAILED", "StateChangeReason": "COLUMN_NOT_FOUND: line 3:1: no such column"}
		}
		answer(http.StatusOK, map[string]any{"QueryExecution": map[string]any{"QueryExecutionId": in.QueryExecutionID, "Status": status}})
	case "StopQueryExecution":
		a.stopped = append(a.stopped, in.QueryExecutionID)
		answer(http.StatusOK, map[string]any{})
	default:
		a.wrong = append(a.wrong, operation)
	}
}

// serve makes the double stand where Athena is called.
func (a *athenaDouble) serve(t *testing.T) {
	t.Helper()
	a.asked = map[string]int{}
	server := httptest.NewServer(a)
	t.Cleanup(server.Close)
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL_ATHENA": server.URL, "AWS_ACCESS_KEY_ID": "AKIDTEST", "AWS_SECRET_ACCESS_KEY": "test", "AWS_SESSION_TOKEN": "",
		"AWS_REGION": "eu-west-1", "AWS_PROFILE": "", "AWS_CONFIG_FILE": filepath.Join(t.TempDir(), "none"), "AWS_SHARED_CREDENTIALS_FILE": filepath.Join(t.TempDir(), "none"),
	} {
		t.Setenv(name, value)
	}
}

var applyArgs = []string{"views", "apply", "--workgroup", "wg", "--database", "my_db", "--region", "eu-south-2"}

func TestViewsApply(t *testing.T) {
	athena := &athenaDouble{}
	athena.serve(t)
	stdout, stderr, code := shub(t, append(slices.Clone(applyArgs), "--column", "owner=Resources[0].Tags.Owner")...)
	if code != exitOK || stderr != "" || athena.wrong != nil {
		t.Fatalf("exit code %d, %q, %q", code, stderr, athena.wrong)
	}
	names := viewNames(t)
	if len(athena.statements) != len(names) || strings.Count(stdout, "\n") != len(names) {
		t.Fatalf("%d statements, of %d views\n%s", len(athena.statements), len(names), stdout)
	}
	for i, name := range names {
		if want := must(t, "views", name, "--column", "owner=Resources[0].Tags.Owner"); strings.TrimSpace(athena.statements[i])+";\n" != want {
			t.Errorf("statement %d is\n%s\nwant\n%s", i, athena.statements[i], want)
		}
	}
	if athena.asked["q0"] != 1 || athena.asked["q1"] != 3 {
		t.Errorf("it asked %v", athena.asked)
	}
}

func TestViewsApplyFails(t *testing.T) {
	names := viewNames(t)
	tests := []struct {
		double *athenaDouble
		want   []string
	}{
		{&athenaDouble{refuses: `view "` + names[2] + `"`}, []string{`making view "` + names[2] + `" in database "my_db"`, `workgroup "wg"`, "line 1:1: refused"}},
		{&athenaDouble{fails: `view "` + names[2] + `"`}, []string{`making view "` + names[2] + `" in database "my_db"`, "query q2 FAILED", "no such column"}},
	}
	for _, test := range tests {
		test.double.serve(t)
		stdout, stderr, code := shub(t, applyArgs...)
		if code != exitFailed || strings.Count(stdout, "\n") != 2 || test.double.wrong != nil {
			t.Errorf("exit code %d, %q, %q", code, stdout, test.double.wrong)
		}
		for _, want := range test.want {
			if !strings.Contains(stderr, want) {
				t.Errorf("%q, want %q in it", stderr, want)
			}
		}
	}
}

// TestViewsApplyInterrupted checks that no query is left behind.
func TestViewsApplyInterrupted(t *testing.T) {
	athena := &athenaDouble{never: true, begun: make(chan struct{})}
	athena.serve(t)
	ctx, stop := context.WithCancelCause(t.Context())
	go func() {
		<-athena.begun
		time.Sleep(50 * time.Millisecond)
		stop(errors.New("interrupted"))
	}()
	stdout, stderr, code := call{ctx: ctx}.shub(t, applyArgs...)
	if code != exitFailed || stdout != "" || !strings.Contains(stderr, "interrupted") || !slices.Equal(athena.stopped, []string{"q0"}) {
		t.Errorf("exit code %d, %q, %q, stopped %q", code, stdout, stderr, athena.stopped)
	}
}

func TestViewsApplyNeedsARegion(t *testing.T) {
	(&athenaDouble{}).serve(t)
	t.Setenv("AWS_REGION", "")
	t.Setenv("AWS_DEFAULT_REGION", "")
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	if _, stderr, code := shub(t, "views", "apply", "--workgroup", "wg"); code != exitUsage || !strings.Contains(stderr, "no AWS Region is set") {
		t.Errorf("exit code %d, %q", code, stderr)
	}
}
