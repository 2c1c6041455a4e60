// Package rapi runs a Lambda's binary as Lambda does, in tests: a clean
// environment, events over the Runtime API, one at a time, each with a
// deadline; a process that dies or overruns is replaced. See
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
package rapi

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

// Status is how an invocation ended.
type Status string

// The ways in which an invocation ends.
const (
	// OK is a response, even one that lists failures.
	OK Status = "ok"
	// Failed is an error that the function reported.
	Failed Status = "failed"
	// TimedOut is no answer before the deadline; the process was killed.
	TimedOut Status = "timed out"
	// Exited is a process that ended while it had the event.
	Exited Status = "exited"
	// InitFailed is a process that ended before it asked for an event.
	InitFailed Status = "init failed"
)

// Reply is what came of an invocation.
type Reply struct {
	Status Status
	Body   []byte
	Took   time.Duration
}

// Function is a Lambda function with room for one process. It is not safe for
// concurrent use.
type Function struct {
	t      testing.TB
	binary string
	env    []string
	proc   *process
	starts int
	calls  int
	logs   logs
}

// New returns the function of a binary. The variables, each NAME=value, come
// after those that Lambda sets and win over them. No process runs before the
// first Invoke, and none after the test.
func New(t testing.TB, binary string, variables ...string) *Function {
	f := &Function{t: t, binary: binary, env: append([]string{
		"PATH=/usr/local/bin:/usr/bin/:/bin", "LANG=en_US.UTF-8", "TZ=:UTC",
		"LAMBDA_TASK_ROOT=/var/task", "LAMBDA_RUNTIME_DIR=/var/runtime", "_HANDLER=bootstrap",
		"AWS_LAMBDA_FUNCTION_NAME=function", "AWS_LAMBDA_FUNCTION_VERSION=$LATEST",
		"AWS_LAMBDA_FUNCTION_MEMORY_SIZE=512", "AWS_LAMBDA_INITIALIZATION_TYPE=on-demand",
		"AWS_EXECUTION_ENV=AWS_Lambda_provided.al2023", "AWS_REGION=us-east-1", "AWS_DEFAULT_REGION=us-east-1",
	}, variables...)}
	t.Cleanup(f.Stop)
	return f
}

// Invoke hands the function an event that must be answered within timeout.
func (f *Function) Invoke(event []byte, timeout time.Duration) Reply {
	f.calls++
	call := &invocation{
		id: fmt.Sprintf("%08d-0000-4000-8000-000000000000", f.calls), event: event,
		reply: make(chan Reply, 1),
	}
	start := time.Now()
	reply := f.invoke(call, timeout)
	reply.Took = time.Since(start)
	return reply
}

func (f *Function) invoke(call *invocation, timeout time.Duration) Reply {
	for !f.hand(call, timeout) {
		// The process has ended: one that served before may have been on its
		// way out, after a panic; a new one that ends at once is broken.
		fresh := f.proc.served == 0
		f.Stop()
		if fresh {
			return Reply{Status: InitFailed}
		}
	}
	f.proc.served++
	select {
	case reply := <-call.reply:
		return reply
	case <-f.proc.exited:
		f.Stop()
		select { // the answer may have come just before the end
		case reply := <-call.reply:
			return reply
		default:
			return Reply{Status: Exited}
		}
	case <-time.After(time.Until(call.deadline)):
		f.Stop()
		return Reply{Status: TimedOut}
	}
}

// hand gives the call to the process, which is started if there is none, and
// tells whether it took it. The deadline counts from then.
func (f *Function) hand(call *invocation, timeout time.Duration) bool {
	if f.proc == nil {
		f.proc = startProcess(f)
		f.starts++
	}
	select {
	case <-f.proc.ready:
		call.deadline = time.Now().Add(timeout)
		f.proc.pending <- call
		return true
	case <-f.proc.exited:
		return false
	case <-time.After(10 * time.Second): // Lambda's own limit for starting up
		f.t.Error("the function did not ask for an event within 10 s")
		return false
	}
}

// Starts is the number of processes so far.
func (f *Function) Starts() int { return f.starts }

// Stop ends the process; the next Invoke starts another.
func (f *Function) Stop() {
	if f.proc != nil {
		f.proc.stop()
		f.proc = nil
	}
}

// Logs is all that the processes have written to stdout and stderr.
func (f *Function) Logs() string { return f.logs.String() }

// PeakMemory is the most memory in bytes that the running process has held,
// where /proc tells; else 0.
func (f *Function) PeakMemory() int64 {
	if f.proc == nil {
		return 0
	}
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", f.proc.command.Process.Pid))
	for line := range strings.Lines(string(status)) {
		kilobytes := int64(0)
		if n, _ := fmt.Sscanf(line, "VmHWM: %d kB", &kilobytes); n == 1 {
			return kilobytes << 10
		}
	}
	return 0
}

// command is a process with a clean environment.
func (f *Function) command(api string) *exec.Cmd {
	command := exec.Command(f.binary)
	command.Dir = f.t.TempDir()
	command.Env = append([]string{"AWS_LAMBDA_RUNTIME_API=" + api}, f.env...)
	command.Stdout, command.Stderr = &f.logs, &f.logs
	return command
}

// logs is a buffer that may be read while it is written.
type logs struct {
	mu   sync.Mutex
	text strings.Builder
}

// Write keeps what the function prints.
func (l *logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

// String is what was printed so far.
func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
