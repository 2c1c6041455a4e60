package memcloud

import (
	"context"
	"encoding/json"
	"fmt"
	"net"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/grpc/stats"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/structpb"
)

// The versions of the providers that the program's SDKs ask for.
const (
	AWSVersion     = "6.83.2"
	CommandVersion = "1.2.1"
)

// Server speaks a provider's side of Pulumi's protocol for a Cloud.
type Server struct {
	// Port is where it listens, on loopback.
	Port int

	grpc *grpc.Server
}

// Serve starts a server for one package, "aws" or "command". Every connection is
// a provider of its own, as every provider of a program is a process of its own.
func (c *Cloud) Serve(pkg string) (*Server, error) {
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("starting the provider for %s: %w", pkg, err)
	}
	// The engine's own limit: a function's archive travels in one message.
	s := &Server{grpc: grpc.NewServer(grpc.StatsHandler(connections{c}), grpc.MaxRecvMsgSize(400<<20))}
	pulumirpc.RegisterResourceProviderServer(s.grpc, &provider{pkg: pkg})
	if tcp, ok := listener.Addr().(*net.TCPAddr); ok {
		s.Port = tcp.Port
	}
	go func() { _ = s.grpc.Serve(listener) }() // ends with Stop
	return s, nil
}

// Stop ends the server and its connections.
func (s *Server) Stop() { s.grpc.Stop() }

// connections gives each connection its session.
type connections struct{ cloud *Cloud }

type sessionKey struct{}

func (c connections) TagConn(ctx context.Context, _ *stats.ConnTagInfo) context.Context {
	return context.WithValue(ctx, sessionKey{}, &session{cloud: c.cloud, region: "us-east-1"})
}
func (connections) TagRPC(ctx context.Context, _ *stats.RPCTagInfo) context.Context { return ctx }
func (connections) HandleConn(context.Context, stats.ConnStats)                     {}
func (connections) HandleRPC(context.Context, stats.RPCStats)                       {}

func of(ctx context.Context) *session {
	s, _ := ctx.Value(sessionKey{}).(*session)
	return s
}

// provider is the protocol. What it does not implement the engine never asked
// for: schema, components, parameters.
type provider struct {
	pulumirpc.UnimplementedResourceProviderServer
	pkg string
}

func decode(p *structpb.Struct) (resource.PropertyMap, error) {
	return plugin.UnmarshalProperties(p, plugin.MarshalOptions{KeepUnknowns: true, KeepSecrets: true, KeepResources: true})
}

func encode(p resource.PropertyMap) (*structpb.Struct, error) {
	return plugin.MarshalProperties(p, plugin.MarshalOptions{KeepUnknowns: true, KeepSecrets: true, KeepResources: true})
}

func (p *provider) Handshake(context.Context, *pulumirpc.ProviderHandshakeRequest) (*pulumirpc.ProviderHandshakeResponse, error) {
	return &pulumirpc.ProviderHandshakeResponse{AcceptSecrets: true, AcceptResources: true}, nil
}

func (p *provider) Attach(context.Context, *pulumirpc.PluginAttach) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, nil
}

func (p *provider) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: map[string]string{"aws": AWSVersion, "command": CommandVersion}[p.pkg]}, nil
}

// CheckConfig wants a Region, as the AWS provider does.
func (p *provider) CheckConfig(_ context.Context, r *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	config, err := decode(r.News)
	if err != nil {
		return nil, err
	}
	res := &pulumirpc.CheckResponse{Inputs: r.News}
	if p.pkg == "aws" && !config.HasValue("region") {
		res.Failures = []*pulumirpc.CheckFailure{{Property: "region", Reason: "missing region information: set it with `pulumi config set aws:region <region>`"}}
	}
	return res, nil
}

func (p *provider) DiffConfig(_ context.Context, r *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	return diff(&kind{}, r)
}

// Configure learns the Region and the default tags of this provider.
func (p *provider) Configure(ctx context.Context, r *pulumirpc.ConfigureRequest) (*pulumirpc.ConfigureResponse, error) {
	config, err := decode(r.Args)
	if err != nil {
		return nil, err
	}
	s := of(ctx)
	s.cloud.mu.Lock()
	defer s.cloud.mu.Unlock()
	if region := plain(config["region"]); region.IsString() {
		s.region = region.StringValue()
	}
	// The SDK writes a provider's nested settings as JSON text.
	if tags := plain(config["defaultTags"]); tags.IsString() {
		var v struct{ Tags map[string]string }
		if err := json.Unmarshal([]byte(tags.StringValue()), &v); err != nil {
			return nil, fmt.Errorf("reading defaultTags: %w", err)
		}
		s.tags = v.Tags
	}
	return &pulumirpc.ConfigureResponse{AcceptSecrets: true, AcceptResources: true, SupportsPreview: true}, nil
}

// Cancel is nothing: the engine says it at the end of every operation.
func (p *provider) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, nil
}
