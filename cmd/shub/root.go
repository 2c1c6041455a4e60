package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"security-hub-analytics/local"
)

// env is the world around a command; tests have one of their own.
type env struct {
	in  io.Reader
	out screen
	err screen
	now func() time.Time
	// self is how the user calls this command, for hints.
	self string
}

// The exit codes.
const (
	exitOK     = 0 // all input was accounted for, quarantine included
	exitFailed = 1 // an object could not be read or written
	exitUsage  = 2 // wrong use
)

const rootHelp = `shub turns AWS Security Hub findings into a Parquet lake with one row per
finding version, and answers SQL over it in Athena's dialect: on this machine,
by the code that runs in AWS.

Input is EventBridge events, one a line or simply one after the other, gzip or
plain, or bare findings (--as findings); ASFF or OCSF. What cannot become a row
is kept whole in quarantine, with the reason; the report accounts for every byte.

Exit codes: 0 all input was accounted for, quarantine included; 1 an object
could not be read or written; 2 wrong use.`

const rootExamples = `  shub local                                    a built-in sample of real findings
  shub local events/ --out lake                 your own
  shub transform raw/ --out lake                only the lake, added to
  shub query --lake lake 'select severity_label, count(*) from findings group by 1'`

// run runs the command line args and returns the exit code.
func run(ctx context.Context, e env, args []string) int {
	root := &cobra.Command{
		Use: "shub", Short: "Security Hub findings to a lake, and SQL over it, on this machine",
		Long: rootHelp, Example: rootExamples, Version: version(),
		SilenceUsage: true, SilenceErrors: true,
	}
	// What fails before a command has begun is wrong use: flags, arguments.
	begun := false
	root.AddCommand(localCommand(e), transformCommand(e), queryCommand(e), viewsCommand(e), generateCommand(e), serveCommand(e), doctorCommand(e))
	note(root, func() { begun = true })
	root.SetArgs(args)
	root.SetIn(e.in)
	root.SetOut(e.out)
	root.SetErr(e.err)
	command, err := root.ExecuteContextC(ctx)
	if err == nil {
		return exitOK
	}
	var verdict verdict
	if errors.As(err, &verdict) {
		return int(verdict)
	}
	if errors.Is(err, syscall.EPIPE) {
		return exitFailed // whoever read the output went away: no news to him
	}
	if errors.Is(err, context.Canceled) {
		err = context.Cause(ctx)
	}
	complain(e.err, err)
	if !begun {
		fmt.Fprintf(e.err, "See '%s --help'.\n", command.CommandPath()) //nolint:errcheck // nobody left to tell
		return exitUsage
	}
	var usage *local.UsageError
	var sql *local.SQLError
	if errors.As(err, &usage) || errors.As(err, &sql) {
		return exitUsage
	}
	return exitFailed
}

// note has begun called when one of the commands below c begins.
func note(c *cobra.Command, begun func()) {
	for _, command := range c.Commands() {
		if begin := command.RunE; begin != nil {
			command.RunE = func(c *cobra.Command, args []string) error {
				begun()
				return begin(c, args)
			}
		}
		note(command, begun)
	}
}

// complain prints each of the errors that err joins.
func complain(to screen, err error) {
	if all, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range all.Unwrap() {
			complain(to, one)
		}
		return
	}
	// The lines after the first, as under a piece of SQL, belong to it.
	text := strings.ReplaceAll(strings.TrimSpace(err.Error()), "\n\n", "\n")
	fmt.Fprintf(to, "shub: %s\n", strings.ReplaceAll(text, "\n", "\n      ")) //nolint:errcheck // nobody left to tell
}

func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// self is how the user calls this command: `go run` hides it.
func self() string {
	if strings.Contains(os.Args[0], "go-build") {
		return "go run ./cmd/shub"
	}
	return "shub"
}
