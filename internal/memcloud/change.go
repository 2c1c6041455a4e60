package memcloud

import (
	"context"
	"maps"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
)

// begin notes a request and asks whether it is to fail; it locks the account
// until the returned function is called.
func (s *session) begin(method, token, name string, preview bool) (func(), error) {
	call := Call{Method: method, Type: token, Name: name, Region: s.region, Preview: preview}
	s.cloud.mu.Lock()
	s.cloud.calls = append(s.cloud.calls, call)
	var err error
	if fail := s.cloud.Fail; fail != nil && !preview && method != "Read" && method != "Invoke" {
		err = fail(call)
	}
	return s.cloud.mu.Unlock, err
}

// Create makes a resource, or in a preview says what would be known of it.
func (p *provider) Create(ctx context.Context, r *pulumirpc.CreateRequest) (*pulumirpc.CreateResponse, error) {
	s := of(ctx)
	end, err := s.begin("Create", r.Type, r.Name, r.Preview)
	defer end()
	if err != nil {
		return nil, err
	}
	inputs, err := decode(r.Properties)
	if err != nil {
		return nil, err
	}
	if r.Preview {
		state, err := preview(r.Type, inputs, nil)
		if err != nil {
			return nil, err
		}
		properties, err := encode(state)
		return &pulumirpc.CreateResponse{Properties: properties}, err
	}
	o, err := s.create(r.Type, inputs)
	if err != nil {
		return nil, err
	}
	properties, err := encode(o.state())
	return &pulumirpc.CreateResponse{Id: o.ID, Properties: properties}, err
}

// Update changes a resource in place.
func (p *provider) Update(ctx context.Context, r *pulumirpc.UpdateRequest) (*pulumirpc.UpdateResponse, error) {
	s := of(ctx)
	end, err := s.begin("Update", r.Type, r.Name, r.Preview)
	defer end()
	if err != nil {
		return nil, err
	}
	inputs, err := decode(r.News)
	if err != nil {
		return nil, err
	}
	if r.Preview {
		olds, err := decode(r.Olds)
		if err != nil {
			return nil, err
		}
		state, err := preview(r.Type, inputs, olds)
		if err != nil {
			return nil, err
		}
		properties, err := encode(state)
		return &pulumirpc.UpdateResponse{Properties: properties}, err
	}
	o, err := s.update(r.Type, r.Id, inputs)
	if err != nil {
		return nil, err
	}
	properties, err := encode(o.state())
	return &pulumirpc.UpdateResponse{Properties: properties}, err
}

// Read looks a resource up, by its id alone when it is to be imported.
func (p *provider) Read(ctx context.Context, r *pulumirpc.ReadRequest) (*pulumirpc.ReadResponse, error) {
	s := of(ctx)
	end, _ := s.begin("Read", r.Type, r.Name, false)
	defer end()
	k, err := kindOf(r.Type)
	if err != nil {
		return nil, err
	}
	o, ok := s.cloud.objects[key{r.Type, k.region(s.region), r.Id}]
	if !ok {
		return &pulumirpc.ReadResponse{}, nil
	}
	inputs, state := o.Inputs.Copy(), o.state()
	if r.Inputs == nil {
		delete(inputs, defaulted)
		for _, name := range k.unread {
			// The provider sets what it cannot read to what it has, which after an import
			// is the zero value (resourceAccountRead in internal/service/securityhub/account.go).
			input := resource.PropertyKey(name)
			inputs[input], state[input] = resource.NewBoolProperty(false), resource.NewBoolProperty(false)
		}
	}
	res := &pulumirpc.ReadResponse{Id: o.ID}
	if res.Inputs, err = encode(inputs); err != nil {
		return nil, err
	}
	res.Properties, err = encode(state)
	return res, err
}

// Delete removes a resource.
func (p *provider) Delete(ctx context.Context, r *pulumirpc.DeleteRequest) (*emptypb.Empty, error) {
	s := of(ctx)
	end, err := s.begin("Delete", r.Type, r.Name, false)
	defer end()
	if err != nil {
		return nil, err
	}
	state, err := decode(r.Properties)
	if err != nil {
		return nil, err
	}
	return &emptypb.Empty{}, s.remove(r.Type, r.Id, (&Object{Inputs: state}).Text("arn"))
}

// state is what a program reads: the inputs, and what the service added.
func (o *Object) state() resource.PropertyMap {
	all := o.Outputs.Copy()
	maps.Copy(all, o.Inputs)
	delete(all, defaulted)
	return all
}

// preview is the state as far as it is known before the change: what only the
// service knows is unknown, or as it was when the resource exists.
func preview(token string, inputs, olds resource.PropertyMap) (resource.PropertyMap, error) {
	k, err := kindOf(token)
	if err != nil {
		return nil, err
	}
	all := inputs.Copy()
	delete(all, defaulted)
	for p := range k.computed {
		pk := resource.PropertyKey(p)
		if all.HasValue(pk) {
			continue
		}
		if old, ok := olds[pk]; ok {
			all[pk] = old
		} else if olds == nil {
			all[pk] = resource.MakeComputed(resource.NewStringProperty(""))
		}
	}
	return all, nil
}
