package record

import (
	"context"
	"fmt"
	"maps"
	"net"
	"slices"
	"sort"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

// Options say where the program runs and what it is told.
type Options struct {
	// Project and Stack are Pulumi's names; Dir is the project's directory.
	Project, Stack, Dir string
	// Partition, Account (12 digits) and Region are what the default provider
	// answers.
	Partition, Account, Region string
	// Config are the stack's values by full key (project:key).
	Config map[string]string
	// Calls answer provider functions that this package does not know, by token.
	Calls map[string]func(args map[string]any) (resource.PropertyMap, error)
}

// Run runs the program to its end and returns what it registered. The error is
// the program's own, or says which resource or call cannot be recorded.
func Run(o Options, program pulumi.RunFunc) (*Stack, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("opening a port for the monitor: %w", err)
	}
	m := &monitor{
		options: o,
		stack:   &Stack{Project: o.Project, Name: o.Stack, Partition: o.Partition, Account: o.Account, Region: o.Region},
		byURN:   map[string]*Resource{},
	}
	server := grpc.NewServer(grpc.MaxRecvMsgSize(64 << 20))
	pulumirpc.RegisterResourceMonitorServer(server, m)
	pulumirpc.RegisterEngineServer(server, &engine{monitor: m})
	go func() { _ = server.Serve(listener) }()
	defer server.Stop()

	address := listener.Addr().String()
	// One at a time, so that the order of registration is the program's own.
	pctx, err := pulumi.NewContext(context.Background(), pulumi.RunInfo{
		Project: o.Project, Stack: o.Stack, RootDirectory: o.Dir, Config: o.Config,
		Parallel: 1, MonitorAddr: address, EngineAddr: address,
	})
	if err != nil {
		return nil, err
	}
	defer func() { _ = pctx.Close() }()
	if err := pulumi.RunWithContext(pctx, program); err != nil {
		return nil, err
	}
	return m.finish(), nil
}

// finish sorts what came, links outputs and leaves the root resource out.
func (m *monitor) finish() *Stack {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.stack
	sort.Slice(s.Resources, func(i, j int) bool { return s.Resources[i].URN < s.Resources[j].URN })
	sort.Slice(s.Calls, func(i, j int) bool {
		return fmt.Sprint(s.Calls[i]) < fmt.Sprint(s.Calls[j])
	})
	exports, _ := linkAll(m.exports, distinct(s.Resources)).(map[string]any)
	s.Outputs = exports
	return s
}

// distinct are the outputs of all resources, each value once: a bucket's name is
// also the id of all that is set on the bucket.
func distinct(resources []*Resource) []known {
	best := map[string]known{}
	for _, r := range resources {
		for _, k := range knownOf(r) {
			if had, ok := best[k.Value]; !ok || had.Output == "id" && k.Output != "id" {
				best[k.Value] = k
			}
		}
	}
	return slices.Collect(maps.Values(best))
}
