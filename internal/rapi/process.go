package rapi

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"
)

// maxReply is what Lambda takes as a reply.
const maxReply = 6 << 20

// invocation is one event under way.
type invocation struct {
	id       string
	event    []byte
	deadline time.Time
	reply    chan Reply
}

// process is one process of a function and the Runtime API that it alone
// talks to, so that nothing of a dead one reaches the next.
type process struct {
	command *exec.Cmd
	api     *httptest.Server
	ready   chan struct{} // the process asks for an event
	pending chan *invocation
	exited  chan struct{}
	served  int

	mu      sync.Mutex
	current *invocation
}

func startProcess(f *Function) *process {
	p := &process{ready: make(chan struct{}), pending: make(chan *invocation), exited: make(chan struct{})}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /2018-06-01/runtime/invocation/next", p.next)
	mux.HandleFunc("POST /2018-06-01/runtime/invocation/{id}/response", p.answer(OK))
	mux.HandleFunc("POST /2018-06-01/runtime/invocation/{id}/error", p.answer(Failed))
	mux.HandleFunc("POST /2018-06-01/runtime/init/error", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusAccepted) })
	p.api = httptest.NewServer(mux)
	p.command = f.command(strings.TrimPrefix(p.api.URL, "http://"))
	if err := p.command.Start(); err != nil {
		p.api.Close()
		f.t.Fatalf("starting %s: %v", f.binary, err)
	}
	go func() {
		_ = p.command.Wait()
		close(p.exited)
	}()
	return p
}

// stop kills the process, as Lambda does at a deadline.
func (p *process) stop() {
	_ = p.command.Process.Kill()
	<-p.exited
	p.api.CloseClientConnections()
	p.api.Close()
}

// next waits for an event. Asking for one is also how a process says that it
// is ready.
func (p *process) next(w http.ResponseWriter, r *http.Request) {
	select {
	case p.ready <- struct{}{}:
		call := <-p.pending
		p.mu.Lock()
		p.current = call
		p.mu.Unlock()
		header := w.Header()
		header.Set("Content-Type", "application/json")
		header.Set("Lambda-Runtime-Aws-Request-Id", call.id)
		header.Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(call.deadline.UnixMilli(), 10))
		header.Set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:111122223333:function:function")
		header.Set("Lambda-Runtime-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0")
		_, _ = w.Write(call.event)
	case <-p.exited:
	case <-r.Context().Done():
	}
}

// answer takes the reply to the current event and to no other.
func (p *process) answer(status Status) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxReply))
		if err != nil {
			w.WriteHeader(http.StatusRequestEntityTooLarge)
			return
		}
		p.mu.Lock()
		call := p.current
		if call == nil || call.id != r.PathValue("id") {
			p.mu.Unlock()
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		p.current = nil
		p.mu.Unlock()
		w.WriteHeader(http.StatusAccepted)
		call.reply <- Reply{Status: status, Body: body}
	}
}
