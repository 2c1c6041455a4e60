// Command lambdazip builds the Lambda function in handler/ and packs it:
//
//	go run ./cmd/lambdazip dist/transform.zip
//
// run in the folder of go.mod. It prints the path of the archive, and nothing else,
// on standard output. The same source and the same Go give the same bytes, in any
// folder and on any machine, so that an unchanged function is no change to deploy.
// The Pulumi program calls it in every preview and update.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, ".", os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "lambdazip:", err)
		stop()
		os.Exit(1)
	}
}

// run builds the module in dir, and writes the archive that args name, relative to it.
func run(ctx context.Context, dir string, args []string, stdout io.Writer) error {
	if len(args) != 1 || args[0] == "" {
		return errors.New("want one argument: the path of the archive, such as dist/transform.zip")
	}
	work, err := os.MkdirTemp("", "lambdazip-")
	if err != nil {
		return fmt.Errorf("making a folder to build in: %w", err)
	}
	defer func() { _ = os.RemoveAll(work) }() // what is left of it the system removes
	binary, err := build(ctx, dir, filepath.Join(work, bootstrap))
	if err != nil {
		return err
	}
	archive, err := pack(binary)
	if err != nil {
		return err
	}
	if err := replace(filepath.Join(dir, filepath.FromSlash(args[0])), archive); err != nil {
		return err
	}
	_, err = fmt.Fprintln(stdout, args[0])
	return err
}

// profile says where the function spends its time, so that the compiler optimizes
// just that (https://go.dev/doc/pgo); measured, it then takes 3 to 9 % less. It is not
// called default.pgo, since then every go test would compile all that the function
// needs a second time. "make profile" takes it anew.
const profile = "handler/lambda.pgo"

// build compiles handler/ for Lambda and returns the binary. What of the caller's
// environment would change its bytes is set to what Go does without.
func build(ctx context.Context, dir, out string) ([]byte, error) {
	command := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-pgo", profile,
		// aws-lambda-go: without the tag it links net/rpc for a runtime that is no more.
		"-tags", "lambda.norpc", "-ldflags", "-s -w -buildid=", "-o", out, "./handler")
	command.Dir = dir
	command.Env = append(os.Environ(), "GOOS=linux", "GOARCH=arm64", "GOARM64=v8.0", "CGO_ENABLED=0",
		"GOFLAGS=", "GOEXPERIMENT=", "GOWORK=off")
	var output bytes.Buffer
	command.Stdout, command.Stderr = &output, &output
	if err := command.Run(); err != nil {
		return nil, fmt.Errorf("building handler/: %w\n%s", err, output.Bytes())
	}
	binary, err := os.ReadFile(out)
	if err != nil {
		return nil, fmt.Errorf("reading what was built: %w", err)
	}
	return binary, nil
}

// replace writes the file in one step, so that a deployment that runs beside this one
// never reads half of it. One with these very bytes is left alone.
func replace(path string, content []byte) error {
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, content) {
		return nil
	}
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("making the folder of %q: %w", path, err)
	}
	file, err := os.CreateTemp(folder, filepath.Base(path)+"-*")
	if err != nil {
		return fmt.Errorf("writing %q: %w", path, err)
	}
	defer func() { _ = os.Remove(file.Name()) }() // fails, as it should, once it is renamed
	_, err = file.Write(content)
	if err := errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("writing %q: %w", path, err)
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return fmt.Errorf("writing %q: %w", path, err)
	}
	return nil
}
