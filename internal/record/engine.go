package record

import (
	"context"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
)

// engine answers the program's log.
type engine struct {
	pulumirpc.UnimplementedEngineServer
	*monitor
}

// Log keeps warnings and errors; the rest is for people who watch an update.
func (e *engine) Log(_ context.Context, in *pulumirpc.LogRequest) (*emptypb.Empty, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if in.GetSeverity() >= pulumirpc.LogSeverity_WARNING {
		e.stack.Warnings = append(e.stack.Warnings, in.GetMessage())
	}
	return &emptypb.Empty{}, nil
}
