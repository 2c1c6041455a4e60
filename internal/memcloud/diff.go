package memcloud

import (
	"context"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// Diff compares inputs and says which changes need a new resource.
func (p *provider) Diff(_ context.Context, r *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	k, err := kindOf(r.Type)
	if err != nil {
		return nil, err
	}
	return diff(k, r)
}

func diff(k *kind, r *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	olds, err := decode(r.OldInputs)
	if err != nil {
		return nil, err
	}
	news, err := decode(r.News)
	if err != nil {
		return nil, err
	}
	res := &pulumirpc.DiffResponse{Changes: pulumirpc.DiffResponse_DIFF_NONE}
	for _, input := range changed(olds, news) {
		// The engine took an ignored input back before Check, which may have put a
		// default in its place; so the bridge drops it from its diff as well
		// (doIgnoreChanges in pulumi-terraform-bridge, pkg/tfbridge/diff.go).
		if slices.Contains(r.IgnoreChanges, input) {
			continue
		}
		res.Changes = pulumirpc.DiffResponse_DIFF_SOME
		res.Diffs = append(res.Diffs, input)
		if k.replaces(input, olds, news) {
			res.Replaces = append(res.Replaces, input)
		}
	}
	// Two resources cannot have one name, so a name that the program chose makes
	// the bridge delete the old one first.
	name := resource.PropertyKey(k.name)
	res.DeleteBeforeReplace = len(res.Replaces) > 0 && k.random && !k.put && news.HasValue(name) &&
		!byProvider(news, k.name) && !slices.Contains(res.Diffs, k.name)
	return res, nil
}

// replaces says whether a change of an input needs a new resource.
func (k *kind) replaces(input string, olds, news resource.PropertyMap) bool {
	for _, f := range k.forceNew {
		outer, inner, nested := strings.Cut(f, ".")
		switch {
		case f == "*" && input != "tags", f == input:
			return true
		case nested && outer == input:
			if !same(member(olds[resource.PropertyKey(outer)], inner), member(news[resource.PropertyKey(outer)], inner)) {
				return true
			}
		}
	}
	return false
}

func member(v resource.PropertyValue, name string) resource.PropertyValue {
	if v = plain(v); v.IsObject() {
		return v.ObjectValue()[resource.PropertyKey(name)]
	}
	return resource.NewNullProperty()
}

// changed lists the inputs that differ, sorted.
func changed(olds, news resource.PropertyMap) []string {
	var names []string
	for _, all := range []resource.PropertyMap{olds, news} {
		for input := range all {
			if input != defaulted && !slices.Contains(names, string(input)) && !same(olds[input], news[input]) {
				names = append(names, string(input))
			}
		}
	}
	slices.Sort(names)
	return names
}

// same compares as Terraform does, on which the provider stands: what is absent
// equals the zero of its type, and a secret equals its value.
func same(a, b resource.PropertyValue) bool {
	a, b = bare(a), bare(b)
	return a.ContainsUnknowns() == b.ContainsUnknowns() && a.DeepEquals(b)
}

// bare takes secrets off and drops zeros, at every depth.
func bare(v resource.PropertyValue) resource.PropertyValue {
	v = plain(v)
	null := resource.NewNullProperty()
	switch {
	case v.IsBool() && !v.BoolValue(), v.IsNumber() && v.NumberValue() == 0, v.IsString() && v.StringValue() == "":
		return null
	case v.IsArray():
		// Elements keep their place, so zeros among them stay.
		elements := make([]resource.PropertyValue, len(v.ArrayValue()))
		for i, e := range v.ArrayValue() {
			elements[i] = bare(e)
		}
		if len(elements) == 0 {
			return null
		}
		return resource.NewArrayProperty(elements)
	case v.IsObject():
		members := resource.PropertyMap{}
		for k, e := range v.ObjectValue() {
			if e = bare(e); !e.IsNull() {
				members[k] = e
			}
		}
		if len(members) == 0 {
			return null
		}
		return resource.NewObjectProperty(members)
	}
	return v
}
