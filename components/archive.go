package components

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/pulumi/pulumi-command/sdk/go/command/local"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// archivePath is where the function's archive is built: relative, since the state
// keeps it, and the next one to deploy may stand in another folder.
const archivePath = "dist/transform.zip"

// HandlerArchive builds the function's code with cmd/lambdazip and returns the zip
// archive whose path that prints.
//
// The command is an invoke and no resource: it runs in every preview and update, on
// whatever machine that is, while a resource would not run again where its inputs
// are the same, and has been seen to lose its files in a refresh
// (https://github.com/pulumi/pulumi-command/issues/537). The archive is a file of our
// own making, which Pulumi passes on byte for byte; one that Pulumi makes of files
// loses their modes (https://github.com/pulumi/pulumi/issues/3593). No shell takes
// part, so that Windows needs none.
func HandlerArchive(ctx *pulumi.Context, opts ...pulumi.InvokeOption) (pulumi.Archive, error) {
	// The folder of Pulumi.yaml, in which Pulumi runs the program.
	dir, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("building the function: %w", err)
	}
	logging := local.LoggingStderr
	result, err := local.Run(ctx, &local.RunArgs{
		Interpreter: []string{"go", "run", "./cmd/lambdazip"}, Command: archivePath, Dir: &dir, Logging: &logging,
	}, opts...)
	if err != nil {
		return nil, fmt.Errorf("building the function with go run ./cmd/lambdazip: %w", err)
	}
	path := strings.TrimSpace(result.Stdout)
	if path == "" {
		return nil, errors.New("building the function: go run ./cmd/lambdazip named no archive")
	}
	return pulumi.NewFileArchive(path), nil
}
