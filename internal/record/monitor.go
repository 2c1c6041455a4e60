package record

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/structpb"
)

// monitor is the resource monitor that the program speaks to.
type monitor struct {
	pulumirpc.UnimplementedResourceMonitorServer
	options Options

	mu      sync.Mutex
	stack   *Stack
	byURN   map[string]*Resource
	root    string
	exports map[string]any
}

// GetDeploymentInfo names what the monitor can do: what the engine of this SDK
// can, save transforms and hooks, which nobody here uses.
func (m *monitor) GetDeploymentInfo(context.Context, *emptypb.Empty) (*pulumirpc.DeploymentInfo, error) {
	return &pulumirpc.DeploymentInfo{
		Project: m.options.Project, Stack: m.options.Stack,
		SupportedFeatures: []pulumirpc.ResourceMonitorFeature{
			pulumirpc.ResourceMonitorFeature_RESOURCE_MONITOR_FEATURE_SECRETS,
			pulumirpc.ResourceMonitorFeature_RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
			pulumirpc.ResourceMonitorFeature_RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
			pulumirpc.ResourceMonitorFeature_RESOURCE_MONITOR_FEATURE_DELETED_WITH,
			pulumirpc.ResourceMonitorFeature_RESOURCE_MONITOR_FEATURE_REPLACE_WITH,
		},
	}, nil
}

// RegisterResource keeps a resource and answers with its identity.
func (m *monitor) RegisterResource(_ context.Context, in *pulumirpc.RegisterResourceRequest) (*pulumirpc.RegisterResourceResponse, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	urn := m.urn(in.GetParent(), in.GetType(), in.GetName())
	if in.GetType() == string(resource.RootStackType) {
		m.root = urn
		return &pulumirpc.RegisterResourceResponse{Urn: urn}, nil
	}
	r := &Resource{
		URN: urn, Type: in.GetType(), Name: in.GetName(), Parent: in.GetParent(),
		Provider: providerURN(in.GetProvider()), Component: !in.GetCustom(),
		Source: source(in.GetSourcePosition()), Options: options(in), ID: in.GetImportId(),
	}
	dependencies := map[string][]string{}
	for property, d := range in.GetPropertyDependencies() {
		dependencies[property] = d.GetUrns()
	}
	inputs, err := m.keep(r, in.GetObject(), dependencies)
	if err != nil {
		return nil, err
	}
	for _, urn := range in.GetDependencies() {
		if !implied(urn, dependencies) {
			r.DependsOn = append(r.DependsOn, urn)
		}
	}
	slices.Sort(r.DependsOn)
	if r.Component {
		return &pulumirpc.RegisterResourceResponse{Urn: urn}, nil
	}
	if err := made(r, m.stack); err != nil {
		return nil, err
	}
	object, err := answer(inputs, r.Outputs)
	return &pulumirpc.RegisterResourceResponse{Urn: urn, Id: r.ID, Object: object}, err
}

// ReadResource keeps a resource that exists already. Its name is its id.
func (m *monitor) ReadResource(_ context.Context, in *pulumirpc.ReadResourceRequest) (*pulumirpc.ReadResourceResponse, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := &Resource{
		URN: m.urn(in.GetParent(), in.GetType(), in.GetName()), Type: in.GetType(), Name: in.GetName(),
		Parent: in.GetParent(), Provider: providerURN(in.GetProvider()), Read: true,
		Source: source(in.GetSourcePosition()), Options: map[string]any{}, ID: in.GetId(),
	}
	inputs, err := m.keep(r, in.GetProperties(), nil)
	if err != nil {
		return nil, err
	}
	if identity := Identities[r.Type]; identity.Name != "" && r.Text(identity.Name) == "" {
		r.Inputs[identity.Name] = in.GetId()
	}
	if err := made(r, m.stack); err != nil {
		return nil, err
	}
	for k, v := range r.Inputs {
		r.Outputs[k] = v
	}
	object, err := answer(inputs, r.Outputs)
	return &pulumirpc.ReadResourceResponse{Urn: r.URN, Properties: object}, err
}

// keep reads the inputs of r, links them and puts r on record.
func (m *monitor) keep(r *Resource, object *structpb.Struct, dependencies map[string][]string) (resource.PropertyMap, error) {
	if m.byURN[r.URN] != nil {
		return nil, fmt.Errorf("recording %s: registered twice", r.URN)
	}
	inputs, err := properties(object)
	if err != nil {
		return nil, fmt.Errorf("recording %s: reading its inputs: %w", r.URN, err)
	}
	r.Inputs, r.Secrets = plain(inputs)
	slices.Sort(r.Secrets)
	r.Linked = make(map[string]any, len(r.Inputs))
	for property, v := range r.Inputs {
		var values []known
		for _, urn := range dependencies[property] {
			if on := m.byURN[urn]; on != nil {
				values = append(values, knownOf(on)...)
			}
		}
		r.Linked[property] = linkAll(v, values)
	}
	r.Region = m.stack.Region
	if p := m.byURN[r.Provider]; p != nil {
		if region := p.Text("region"); region != "" {
			r.Region = region
		}
	}
	m.byURN[r.URN] = r
	m.stack.Resources = append(m.stack.Resources, r)
	return inputs, nil
}

// RegisterResourceOutputs counts, and keeps the exports of the stack.
func (m *monitor) RegisterResourceOutputs(_ context.Context, in *pulumirpc.RegisterResourceOutputsRequest) (*emptypb.Empty, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	outputs, err := properties(in.GetOutputs())
	if err != nil {
		return nil, fmt.Errorf("recording the outputs of %s: %w", in.GetUrn(), err)
	}
	values, _ := plain(outputs)
	if in.GetUrn() == m.root {
		m.exports = values
	} else if r := m.byURN[in.GetUrn()]; r != nil {
		r.Registered++
		r.RegisteredOutputs = values
	} else {
		return nil, fmt.Errorf("recording the outputs of %s: no such resource", in.GetUrn())
	}
	return &emptypb.Empty{}, nil
}

// SignalAndWaitForShutdown ends at once.
func (m *monitor) SignalAndWaitForShutdown(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, nil
}

func (m *monitor) urn(parent, typ, name string) string {
	var parentType tokens.Type
	if p := resource.URN(parent); p != "" && p.QualifiedType() != resource.RootStackType {
		parentType = p.QualifiedType()
	}
	return string(resource.NewURN(tokens.QName(m.options.Stack), tokens.PackageName(m.options.Project),
		parentType, tokens.Type(typ), name))
}

// providerURN is the URN in a provider reference, which is urn::id.
func providerURN(reference string) string {
	if i := strings.LastIndex(reference, "::"); i >= 0 {
		return reference[:i]
	}
	return ""
}

func implied(urn string, dependencies map[string][]string) bool {
	for _, urns := range dependencies {
		if slices.Contains(urns, urn) {
			return true
		}
	}
	return false
}

func answer(inputs resource.PropertyMap, outputs map[string]any) (*structpb.Struct, error) {
	object := inputs.Copy()
	for k, v := range outputs {
		object[resource.PropertyKey(k)] = resource.NewPropertyValue(v)
	}
	return wire(object)
}
