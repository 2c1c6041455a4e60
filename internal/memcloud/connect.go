package memcloud

import (
	"context"
	"fmt"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

// Connect is a provider for one package, "aws" or "command", without a socket, for
// an engine in the same process: most of what a life cycle costs is talk.
func (c *Cloud) Connect(pkg string) grpc.ClientConnInterface {
	return &connection{server: &provider{pkg: pkg}, session: &session{cloud: c, region: "us-east-1"}}
}

type connection struct {
	server  *provider
	session *session
}

// Invoke calls a method of the server. Messages are copied, as a wire copies them:
// neither side sees what the other does to its own.
func (c *connection) Invoke(ctx context.Context, method string, args, reply any, _ ...grpc.CallOption) error {
	ctx = context.WithValue(ctx, sessionKey{}, c.session)
	for _, m := range pulumirpc.ResourceProvider_ServiceDesc.Methods {
		if "/"+pulumirpc.ResourceProvider_ServiceDesc.ServiceName+"/"+m.MethodName != method {
			continue
		}
		out, err := m.Handler(c.server, ctx, func(into any) error { return copyMessage(into, args) }, nil)
		if err != nil {
			if _, ok := status.FromError(err); !ok {
				err = status.Error(codes.Unknown, err.Error())
			}
			return err
		}
		return copyMessage(reply, out)
	}
	return status.Error(codes.Unimplemented, method)
}

// NewStream is for components and lists, of which there are none.
func (c *connection) NewStream(_ context.Context, _ *grpc.StreamDesc, method string, _ ...grpc.CallOption) (grpc.ClientStream, error) {
	return nil, status.Error(codes.Unimplemented, method)
}

func copyMessage(into, from any) error {
	to, ok := into.(proto.Message)
	message, also := from.(proto.Message)
	if !ok || !also {
		return fmt.Errorf("memcloud: %T or %T is no message", into, from)
	}
	proto.Merge(to, message)
	return nil
}
