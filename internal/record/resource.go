package record

import (
	"sort"
	"strings"
)

// Stack is what one run of a program registered.
type Stack struct {
	// Project and Name are Pulumi's; Partition, Account and Region are where the
	// default provider stands.
	Project, Name, Partition, Account, Region string
	// Resources in the order of their URNs, components and providers included.
	Resources []*Resource
	// Calls are the provider functions the program asked, sorted by token.
	Calls []Call
	// Warnings are what the program logged as warning or error.
	Warnings []string
	// Outputs are what the stack exports, as Resource.Linked writes it.
	Outputs map[string]any
}

// Resource is one registration.
type Resource struct {
	// URN, Type (aws:s3/bucketV2:BucketV2) and Name are Pulumi's; Parent and
	// Provider are URNs, the latter empty for the default provider.
	URN, Type, Name, Parent, Provider string
	// Component says that it is a component; Read that the program reads an
	// existing resource instead of making one.
	Component, Read bool
	// Region is that of the resource's provider.
	Region string
	// ID and Outputs are the identity it was given; Identified says whether the
	// name in it was Pulumi's choice (autonaming).
	ID        string
	Outputs   map[string]any
	Autonamed bool
	// Inputs are plain values: map[string]any, []any, string, float64, bool, nil.
	// An archive or asset is {"archive": path} or {"asset": text}.
	Inputs map[string]any
	// Linked are the same, with Text where a string holds another resource's
	// output.
	Linked map[string]any
	// Secrets are the paths of inputs that are secret.
	Secrets []string
	// DependsOn are the URNs given by option, without those that the inputs imply.
	DependsOn []string
	// Options are the remaining resource options that are not at their default.
	Options map[string]any
	// Registered counts RegisterResourceOutputs, RegisteredOutputs is what it said.
	Registered        int
	RegisteredOutputs map[string]any
	// Source is the file and line that registered it, as far as the SDK says.
	Source string
}

// Call is one call of a provider function.
type Call struct {
	// Token names the function (aws:index/getPartition:getPartition).
	Token string
	// Args are its arguments; Provider is the URN of an explicit provider.
	Args     map[string]any
	Provider string
}

// Kind is the last part of the type: BucketV2 of aws:s3/bucketV2:BucketV2.
func (r *Resource) Kind() string { return r.Type[strings.LastIndex(r.Type, ":")+1:] }

// Short names the resource for a reader: its kind and its name.
func (r *Resource) Short() string { return r.Kind() + " " + r.Name }

// Text is the input at a path of member names, or "" where there is no string.
func (r *Resource) Text(path ...string) string {
	s, _ := r.Value(path...).(string)
	return s
}

// Value is the input at a path of member names, or nil.
func (r *Resource) Value(path ...string) any {
	var at any = r.Inputs
	for _, name := range path {
		members, ok := at.(map[string]any)
		if !ok {
			return nil
		}
		at = members[name]
	}
	return at
}

// ByURN finds a resource; nil when there is none.
func (s *Stack) ByURN(urn string) *Resource {
	i := sort.Search(len(s.Resources), func(i int) bool { return s.Resources[i].URN >= urn })
	if i < len(s.Resources) && s.Resources[i].URN == urn {
		return s.Resources[i]
	}
	return nil
}

// OfType are the resources of one type, in the order of their URNs.
func (s *Stack) OfType(token string) []*Resource {
	var found []*Resource
	for _, r := range s.Resources {
		if r.Type == token {
			found = append(found, r)
		}
	}
	return found
}

// Custom are all resources that a provider would make: no components, no
// providers, nothing that is only read.
func (s *Stack) Custom() []*Resource {
	var found []*Resource
	for _, r := range s.Resources {
		if !r.Component && !r.Read && !strings.HasPrefix(r.Type, "pulumi:") {
			found = append(found, r)
		}
	}
	return found
}

// RefersTo says whether any input of r, or of its options, is an output of the
// resource with that URN.
func (r *Resource) RefersTo(urn string) bool {
	found := false
	Walk(r.Linked, func(_ string, v any) {
		if text, ok := v.(Text); ok {
			for _, part := range text {
				found = found || part.Ref != nil && part.Ref.URN == urn
			}
		}
	})
	return found
}
