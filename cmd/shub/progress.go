package main

import (
	"fmt"
	"sync"
	"time"

	"security-hub-analytics/local"
)

// progress shows on a terminal how far a run is; elsewhere it is quiet.
type progress struct {
	meter local.Meter
	stop  func()
}

const progressEvery = 200 * time.Millisecond

func startProgress(to screen, inputs *local.Inputs) *progress {
	p := &progress{stop: func() {}}
	if !to.terminal() {
		return p
	}
	ended := make(chan struct{})
	var shown sync.WaitGroup
	shown.Go(func() {
		tick := time.NewTicker(progressEvery)
		defer tick.Stop()
		for {
			select {
			case <-ended:
				fmt.Fprint(to, "\r\x1b[K") //nolint:errcheck // only a courtesy
				return
			case <-tick.C:
				fmt.Fprintf(to, "\r\x1b[K%s", p.line(inputs)) //nolint:errcheck // only a courtesy
			}
		}
	})
	p.stop = sync.OnceFunc(func() {
		close(ended)
		shown.Wait()
	})
	return p
}

func (p *progress) line(inputs *local.Inputs) string {
	line := fmt.Sprintf("%s of %s, %s read", count(p.meter.Objects.Load()),
		plural(int64(len(inputs.Keys)), "object"), size(p.meter.Read.Load()))
	if inputs.Streams == 0 && inputs.Bytes > 0 {
		line += fmt.Sprintf(" (%d %%)", 100*p.meter.Read.Load()/inputs.Bytes)
	}
	return line
}

// steps says on a terminal which of several steps is worked at; elsewhere it is
// quiet.
type steps struct {
	to     screen
	at, of int
}

func (s *steps) next(what string) {
	s.at++
	if s.to.terminal() {
		fmt.Fprintf(s.to, "\r\x1b[Kstep %d of %d: %s", s.at, s.of, what) //nolint:errcheck // only a courtesy
	}
}

func (s *steps) end() {
	if s.to.terminal() {
		fmt.Fprint(s.to, "\r\x1b[K") //nolint:errcheck // only a courtesy
	}
}
