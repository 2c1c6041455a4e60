package memcloud

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// defaulted lists the inputs that the provider and not the program chose; the
// bridge under pulumi-aws keeps them under this key.
const defaulted = resource.PropertyKey("__defaults")

// Check fills in names, defaults and default tags, and refuses what the type
// does not have.
func (p *provider) Check(ctx context.Context, r *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	k, err := kindOf(r.Type)
	if err != nil {
		return nil, err
	}
	news, err := decode(r.News)
	if err != nil {
		return nil, err
	}
	olds, err := decode(r.Olds)
	if err != nil {
		return nil, err
	}
	res := &pulumirpc.CheckResponse{}
	for _, input := range news.StableKeys() {
		if !k.in[string(input)] && input != defaulted {
			res.Failures = append(res.Failures, &pulumirpc.CheckFailure{Property: string(input), Reason: "an invalid or unknown key"})
		}
	}
	s := of(ctx)
	if k.in["tags"] && len(s.tags) > 0 {
		news["tags"] = merged(s.tags, news["tags"])
	}
	chosen := map[string]bool{}
	for input, v := range k.defaults {
		if !news.HasValue(resource.PropertyKey(input)) {
			news[resource.PropertyKey(input)] = resource.NewPropertyValue(v)
			chosen[input] = true
		}
	}
	if name := resource.PropertyKey(k.name); k.random && !news.HasValue(name) && !news.HasValue(name+"Prefix") {
		if news[name], err = k.autoname(r, olds); err != nil {
			return nil, err
		}
		chosen[k.name] = true
	}
	delete(news, defaulted)
	if len(chosen) > 0 {
		var names []resource.PropertyValue
		for _, n := range slices.Sorted(maps.Keys(chosen)) {
			names = append(names, resource.NewStringProperty(n))
		}
		news[defaulted] = resource.NewArrayProperty(names)
	}
	res.Inputs, err = encode(news)
	return res, err
}

// autoname is the name that the provider gave before, else the resource's own
// with seven hexadecimal digits; Glue's are of lower-case letters
// (pulumi-aws, provider/resources.go).
func (k *kind) autoname(r *pulumirpc.CheckRequest, olds resource.PropertyMap) (resource.PropertyValue, error) {
	name := resource.PropertyKey(k.name)
	if old := olds[name]; old.IsString() && byProvider(olds, k.name) {
		return old, nil
	}
	prefix, length, letters := r.Name+"-", 7, []rune("0123456789abcdef")
	if k.lower {
		prefix, length, letters = strings.ReplaceAll(strings.ToLower(r.Name), "-", "_")+"_", 8, []rune("abcdefghijklmnopqrstuvwxyz")
	}
	if k.token == bucketType {
		prefix = strings.ToLower(prefix)
	}
	n, err := resource.NewUniqueName(r.RandomSeed, prefix, length, k.max, letters)
	if err != nil {
		return resource.PropertyValue{}, fmt.Errorf("naming %s: %w", r.Urn, err)
	}
	return resource.NewStringProperty(n), nil
}

// byProvider says whether the provider chose an input.
func byProvider(inputs resource.PropertyMap, input string) bool {
	for _, n := range list(inputs[defaulted]) {
		if n.IsString() && n.StringValue() == input {
			return true
		}
	}
	return false
}

// merged lays the program's tags over the provider's.
func merged(tags map[string]string, own resource.PropertyValue) resource.PropertyValue {
	all := resource.PropertyMap{}
	for k, v := range tags {
		all[resource.PropertyKey(k)] = resource.NewStringProperty(v)
	}
	if v := plain(own); v.IsObject() {
		maps.Copy(all, v.ObjectValue())
	}
	return resource.NewObjectProperty(all)
}
