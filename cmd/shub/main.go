// Command shub runs the whole path of the findings on one machine: raw objects
// to a lake, and SQL over it. shub --help says how.
package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// errInterrupted is why work stopped that somebody stopped.
var errInterrupted = errors.New("interrupted")

func main() {
	// A reader that has seen enough (shub query ... | head) is a write error, so
	// that what is to be cleaned up is.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		stop(errInterrupted)
		signal.Stop(signals) // a second one ends the process at once
	}()
	os.Exit(run(ctx, env{
		in: os.Stdin, out: newScreen(os.Stdout), err: newScreen(os.Stderr), now: time.Now, self: self(),
	}, os.Args[1:]))
}
