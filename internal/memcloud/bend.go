package memcloud

import (
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// Bend changes one setting of a resource, as a person with the console would, and
// says which; "" when nothing of it can change in place. It is for Drift.
func (o *Object) Bend() string {
	k, err := kindOf(o.Type)
	if err != nil {
		return ""
	}
	for _, input := range o.Inputs.StableKeys() {
		if input == defaulted || byProvider(o.Inputs, string(input)) || k.refers(string(input)) {
			continue
		}
		bent, ok := bend(plain(o.Inputs[input]))
		if !ok {
			continue
		}
		changed := o.Inputs.Copy()
		changed[input] = bent
		if same(bent, o.Inputs[input]) || k.replaces(string(input), o.Inputs, changed) {
			continue
		}
		o.Inputs = changed
		return string(input)
	}
	return ""
}

// refers says that an input points at another resource.
func (k *kind) refers(input string) bool {
	for _, n := range k.needs {
		if n.property == input {
			return true
		}
	}
	return false
}

func bend(v resource.PropertyValue) (resource.PropertyValue, bool) {
	switch {
	case v.IsBool():
		return resource.NewBoolProperty(!v.BoolValue()), true
	case v.IsNumber():
		return resource.NewNumberProperty(v.NumberValue() + 1), true
	case v.IsString():
		return resource.NewStringProperty(v.StringValue() + " by hand"), true
	case v.IsArray() && len(v.ArrayValue()) > 0:
		return resource.NewArrayProperty(v.ArrayValue()[1:]), true
	case v.IsObject():
		changed := v.ObjectValue().Copy()
		for _, name := range changed.StableKeys() {
			if b, ok := bend(plain(changed[name])); ok {
				changed[name] = b
				return resource.NewObjectProperty(changed), true
			}
		}
	}
	return v, false
}
