package eventruler

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// refused says that EventBridge would not take the pattern.
type refused string

func (r refused) Error() string { return "refusing the pattern: " + string(r) }

// ruler has the engine match events, each one line, and answers for each "yes",
// "no", or what was wrong with the event.
func ruler(t *testing.T, pattern string, events []string) ([]string, error) {
	t.Helper()
	classes := os.Getenv("SHUB_EVENT_RULER")
	if classes == "" {
		t.Skip("no event-ruler to ask (SHUB_EVENT_RULER): conformance/run eventruler fetches it")
	}
	command := exec.CommandContext(t.Context(), "java", "-cp", classes, "Judge", pattern)
	command.Stdin = strings.NewReader(strings.Join(events, "\n") + "\n")
	var stderr bytes.Buffer
	command.Stderr = &stderr
	out, err := command.Output()
	const patternRefused = 3
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.ExitCode() == patternRefused {
		return nil, refused(strings.TrimSpace(string(out)))
	}
	if err != nil {
		return nil, fmt.Errorf("running event-ruler: %w: %s", err, stderr.String())
	}
	answers := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(answers) != len(events) {
		return nil, fmt.Errorf("%d answers to %d events", len(answers), len(events))
	}
	return answers, nil
}
