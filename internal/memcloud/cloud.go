// Package memcloud is an AWS account in memory, behind the protocol of a Pulumi
// resource provider, so that the real Pulumi engine can run the real program
// without the network.
//
// It is not a simulator of services: it knows which resources exist, what they
// refuse (a name that is taken, a parent that is not there, a bucket that is
// not empty), which inputs cannot be changed in place, and what a provider
// answers for each. The outputs of a resource come from the struct tags of the
// Pulumi SDK, so a preview shows as unknown what a preview against AWS would.
package memcloud

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// Object is one resource that exists in the account.
type Object struct {
	// Type is the Pulumi type token, ID what the provider calls the resource.
	Type, ID string
	// Region is where it lives, "" for what is one per account.
	Region string
	// Inputs are the settings as last given, Outputs what the service added.
	Inputs, Outputs resource.PropertyMap
}

// Get returns a property, what the service added included; null when it has none.
func (o *Object) Get(property string) resource.PropertyValue {
	if v, ok := o.Inputs[resource.PropertyKey(property)]; ok {
		return plain(v)
	}
	return plain(o.Outputs[resource.PropertyKey(property)])
}

// Text is Get for strings; "" for anything else.
func (o *Object) Text(property string) string {
	if v := o.Get(property); v.IsString() {
		return v.StringValue()
	}
	return ""
}

// Call is one request that the engine made.
type Call struct {
	// Method is Create, Read, Update, Delete or Invoke.
	Method string
	// Type is the token of the resource type or of the function, Name the
	// resource's name in the program.
	Type, Name string
	// Region is that of the provider which was asked.
	Region string
	// Preview says that nothing was to be changed.
	Preview bool
}

// Cloud is one AWS account with all its Regions. Its methods may be called from
// any goroutine.
type Cloud struct {
	// Account is its number, Partition the first part of its ARNs.
	Account, Partition string
	// QuickSight says that the account has an Enterprise subscription.
	QuickSight bool
	// QuickSightUsers are the ARNs of users and groups that no stack made.
	QuickSightUsers []string
	// IdentityRegion is where QuickSight keeps them; "" for any Region.
	IdentityRegion string
	// HubMembers says that the account is a Security Hub administrator with
	// members: the hub cannot be disabled then.
	HubMembers bool
	// Archive is the path that a build command is said to have printed. With Run
	// the command is really run, in a folder, and prints for itself.
	Archive string
	Run     func(dir string, argv []string) (stdout string, err error)
	// Fail is asked before every change that is no preview; its error becomes
	// the service's. Nil fails nothing.
	Fail func(Call) error

	mu      sync.Mutex
	seq     int
	objects map[key]*Object
	data    map[string][]string
	calls   []Call

	restorable []key // what was deleted, and keeps its id
}

type key struct{ token, region, id string }

// New returns an account with nothing in it.
func New() *Cloud {
	return &Cloud{
		Account:   "111122223333",
		Partition: "aws",
		objects:   map[key]*Object{},
		data:      map[string][]string{},
	}
}

// Objects lists what exists, by type, Region and id.
func (c *Cloud) Objects() []*Object {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := make([]*Object, 0, len(c.objects))
	for _, o := range c.objects {
		all = append(all, o)
	}
	slices.SortFunc(all, func(a, b *Object) int {
		return strings.Compare(a.Type+a.Region+a.ID, b.Type+b.Region+b.ID)
	})
	return all
}

// Of lists what exists of one type.
func (c *Cloud) Of(token string) []*Object {
	return slices.DeleteFunc(c.Objects(), func(o *Object) bool { return o.Type != token })
}

// Calls returns the requests since the last time, and forgets them.
func (c *Cloud) Calls() []Call {
	c.mu.Lock()
	defer c.mu.Unlock()
	calls := c.calls
	c.calls = nil
	return calls
}

// Drift changes the account behind Pulumi's back: change sees each object and
// may edit its Inputs; the object is gone when it returns false.
func (c *Cloud) Drift(change func(*Object) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for k, o := range c.objects {
		if !change(o) {
			delete(c.objects, k)
		}
	}
}

// Put makes something exist that no stack made, as if somebody had clicked it
// together: a hub that is on already, a bucket to adopt.
func (c *Cloud) Put(region, token string, inputs resource.PropertyMap) (*Object, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	k, err := kindOf(token)
	if err != nil {
		return nil, err
	}
	inputs = inputs.Copy()
	for input, v := range k.defaults {
		if !inputs.HasValue(resource.PropertyKey(input)) {
			inputs[resource.PropertyKey(input)] = resource.NewPropertyValue(v)
		}
	}
	return (&session{cloud: c, region: region}).create(token, inputs)
}

// PutData writes an object into a bucket, as Firehose or the Lambda would.
func (c *Cloud) PutData(bucket, name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.data[bucket] = append(c.data[bucket], name)
}

// Data lists the objects of a bucket.
func (c *Cloud) Data(bucket string) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.data[bucket])
}

// find returns the object of a type that a reference means: its id, ARN, name
// or URL, whatever the referring property holds.
func (c *Cloud) find(token, region, reference string) *Object {
	for k, o := range c.objects {
		if k.token != token || k.region != "" && k.region != region {
			continue
		}
		if reference == o.ID || reference == o.Text("arn") || reference == o.Text("name") || reference == o.Text("url") || reference == o.Text("keyId") {
			return o
		}
	}
	return nil
}

// all lists the objects of a type in a Region.
func (c *Cloud) all(token, region string) []*Object {
	var found []*Object
	for k, o := range c.objects {
		if k.token == token && (k.region == "" || k.region == region) {
			found = append(found, o)
		}
	}
	return found
}

// uuid returns the next number in the shape that AWS gives its ids.
func (c *Cloud) uuid() string {
	c.seq++
	return fmt.Sprintf("%08x-0000-4000-8000-%012x", c.seq, c.seq)
}
