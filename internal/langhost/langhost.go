// Package langhost is a language host for the Pulumi CLI that runs a program which
// is compiled already. It stands in for pulumi-language-go, the plugin that the CLI
// comes with when it is installed and that cannot be had as a Go module.
package langhost

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strconv"
	"sync"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

// reported is the exit code of a Go program that has told the engine what is wrong
// (sdk/v3, go/pulumi/run.go).
const reported = 32

// Host is a running language host.
type Host struct {
	pulumirpc.UnimplementedLanguageRuntimeServer

	// Port is what PULUMI_DEBUG_LANGUAGES=go:PORT attaches the CLI to.
	Port int

	program string
	server  *grpc.Server
	mu      sync.Mutex
	engine  string
}

// Serve starts a host for a program.
func Serve(program string) (*Host, error) {
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("starting the language host: %w", err)
	}
	h := &Host{program: program, server: grpc.NewServer()}
	if tcp, ok := listener.Addr().(*net.TCPAddr); ok {
		h.Port = tcp.Port
	}
	pulumirpc.RegisterLanguageRuntimeServer(h.server, h)
	go func() { _ = h.server.Serve(listener) }() // ends with Stop
	return h, nil
}

// Stop ends it.
func (h *Host) Stop() { h.server.Stop() }

// Handshake tells where the engine listens.
func (h *Host) Handshake(_ context.Context, r *pulumirpc.LanguageHandshakeRequest) (*pulumirpc.LanguageHandshakeResponse, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.engine = r.EngineAddress
	return &pulumirpc.LanguageHandshakeResponse{}, nil
}

// GetPluginInfo has no version to tell.
func (h *Host) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{}, nil
}

// GetRequiredPackages names none: the CLI is attached to providers that run.
func (h *Host) GetRequiredPackages(context.Context, *pulumirpc.GetRequiredPackagesRequest) (*pulumirpc.GetRequiredPackagesResponse, error) {
	return &pulumirpc.GetRequiredPackagesResponse{}, nil
}

// About has nothing to tell.
func (h *Host) About(context.Context, *pulumirpc.AboutRequest) (*pulumirpc.AboutResponse, error) {
	return &pulumirpc.AboutResponse{}, nil
}

// Cancel has nothing to stop: the program ends when the engine refuses it.
func (h *Host) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, nil
}

// Run runs the program, with the environment that the real host gives it.
func (h *Host) Run(ctx context.Context, r *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	h.mu.Lock()
	engine := h.engine
	h.mu.Unlock()
	values, err := json.Marshal(r.Config)
	if err != nil {
		return nil, err
	}
	secret, err := json.Marshal(r.ConfigSecretKeys)
	if err != nil {
		return nil, err
	}
	var said bytes.Buffer
	c := exec.CommandContext(ctx, h.program) //nolint:gosec // the program is the one that the test has compiled
	c.Dir, c.Stdout, c.Stderr = r.GetInfo().GetProgramDirectory(), &said, &said
	c.Env = append(os.Environ(),
		pulumi.EnvOrganization+"="+r.Organization, pulumi.EnvProject+"="+r.Project, pulumi.EnvStack+"="+r.Stack,
		pulumi.EnvPulumiRootDirectory+"="+r.GetInfo().GetRootDirectory(),
		pulumi.EnvConfig+"="+string(values), pulumi.EnvConfigSecretKeys+"="+string(secret),
		pulumi.EnvDryRun+"="+strconv.FormatBool(r.DryRun), pulumi.EnvParallel+"="+strconv.Itoa(int(r.Parallel)),
		pulumi.EnvMonitor+"="+r.MonitorAddress, pulumi.EnvEngine+"="+engine)
	err = c.Run()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit) && exit.ExitCode() == reported:
		return &pulumirpc.RunResponse{Bail: true}, nil
	case err != nil:
		return &pulumirpc.RunResponse{Error: fmt.Sprintf("running %s: %v\n%s", h.program, err, said.String())}, nil
	}
	return &pulumirpc.RunResponse{}, nil
}
