package memcloud

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// kind is what the account knows of one resource type.
type kind struct {
	token string
	// in and out are the properties that a program sets and that it reads.
	in map[string]bool
	// computed are those the service fills in when the program does not: all
	// that are no inputs, and the optional inputs whose output always has a value.
	computed map[string]bool
	text     map[string]bool // the computed ones that are strings

	name   string // the property that Pulumi names by itself, "" for none
	random bool   // the program may leave it out
	lower  bool   // with _, lower case and letters only, as Pulumi names Glue's
	max    int    // the longest name, 0 for any

	// id, arn and set are templates over properties: {bucket}, and {partition},
	// {account}, {region}, {uuid}.
	id  string
	set map[string]string

	global bool // one per account, not per Region
	put    bool // creating what exists overwrites it, as the service's Put calls do

	forceNew []string // inputs that cannot change in place; "*" is all but tags
	unread   []string // switches that the service never tells: off after an import
	defaults map[string]any

	needs          []need
	create, remove func(*op) error
}

// need is another resource that must exist: property holds its id, name or ARN.
type need struct{ property, token string }

// op is one change under way.
type op struct {
	*session
	kind *kind
	// is is the object as it will be, or as it is before it goes.
	is *Object
	// old is the object before an update, else nil.
	old *Object
}

// typed reads the properties of a resource type off the structs of its SDK.
func typed(token string, res any, args interface{ ElementType() reflect.Type }) *kind {
	k := &kind{token: token, in: map[string]bool{}, computed: map[string]bool{}, text: map[string]bool{}, set: map[string]string{}}
	optional := map[string]bool{}
	at := args.ElementType()
	for i := range at.NumField() {
		tag := at.Field(i).Tag.Get("pulumi")
		if tag == "" {
			continue
		}
		k.in[tag] = true
		kindOf := at.Field(i).Type.Kind()
		optional[tag] = kindOf == reflect.Pointer || kindOf == reflect.Slice || kindOf == reflect.Map
	}
	rt := reflect.TypeOf(res)
	for i := range rt.NumField() {
		tag := rt.Field(i).Tag.Get("pulumi")
		if tag == "" {
			continue
		}
		t := rt.Field(i).Type.Name()
		always := !strings.HasSuffix(t, "PtrOutput")
		if k.in[tag] && (!optional[tag] || !always) {
			continue
		}
		k.computed[tag] = true
		k.text[tag] = t == "StringOutput"
	}
	if k.in["name"] {
		k.name, k.random = "name", optional["name"]
	}
	return k
}

// untyped describes a type whose SDK package is not worth its compile time.
func untyped(token string, in, out []string) *kind {
	k := &kind{token: token, in: map[string]bool{}, computed: map[string]bool{}, text: map[string]bool{}, set: map[string]string{}}
	for _, p := range in {
		k.in[p] = true
	}
	for _, p := range out {
		k.computed[p], k.text[p] = true, true
	}
	if k.in["name"] {
		k.name, k.random = "name", true
	}
	return k
}

// The rest reads as a sentence in the table of types.

func (k *kind) ID(template string) *kind  { k.id = template; return k }
func (k *kind) ARN(template string) *kind { return k.Set("arn", "arn:{partition}:"+template) }
func (k *kind) Set(property, template string) *kind {
	k.set[property] = template
	return k
}
func (k *kind) Global() *kind                    { k.global = true; return k }
func (k *kind) Put() *kind                       { k.put = true; return k }
func (k *kind) Named(property string) *kind      { k.name, k.random = property, true; return k }
func (k *kind) Max(n int) *kind                  { k.max = n; return k }
func (k *kind) Lower() *kind                     { k.lower = true; return k }
func (k *kind) ForceNew(inputs string) *kind     { k.forceNew = strings.Fields(inputs); return k }
func (k *kind) Unread(inputs string) *kind       { k.unread = strings.Fields(inputs); return k }
func (k *kind) OnCreate(f func(*op) error) *kind { k.create = f; return k }
func (k *kind) OnRemove(f func(*op) error) *kind { k.remove = f; return k }
func (k *kind) Default(input string, v any) *kind {
	if k.defaults == nil {
		k.defaults = map[string]any{}
	}
	k.defaults[input] = v
	return k
}
func (k *kind) Needs(property, token string) *kind {
	k.needs = append(k.needs, need{property, token})
	return k
}

// region is where an object of this kind is filed when a provider for region
// makes it.
func (k *kind) region(region string) string {
	if k.global {
		return ""
	}
	return region
}

// fill writes the values of a template; unknown properties are an error of the
// table, not of the program.
func (s *session) fill(template string, o *Object) (string, error) {
	var b strings.Builder
	for template != "" {
		before, rest, found := strings.Cut(template, "{")
		b.WriteString(before)
		if !found {
			break
		}
		name, after, _ := strings.Cut(rest, "}")
		switch name {
		case "partition":
			b.WriteString(s.cloud.Partition)
		case "account":
			b.WriteString(s.cloud.Account)
		case "region":
			b.WriteString(s.region)
		case "uuid":
			b.WriteString(s.cloud.uuid())
		case "id":
			b.WriteString(o.ID)
		default:
			v := o.Get(name)
			switch {
			case v.IsString():
				b.WriteString(v.StringValue())
			case v.IsNull():
				// An optional part, such as a path.
			default:
				return "", fmt.Errorf("memcloud: %s has no text in %s for %q", o.Type, name, template)
			}
		}
		template = after
	}
	return b.String(), nil
}

// plain takes secrets and output values off a property.
func plain(v resource.PropertyValue) resource.PropertyValue {
	for {
		switch {
		case v.IsSecret():
			v = v.SecretValue().Element
		case v.IsOutput() && v.OutputValue().Known:
			v = v.OutputValue().Element
		default:
			return v
		}
	}
}
