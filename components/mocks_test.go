package components

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// made is a resource that a test has seen registered.
type made struct {
	kind, name string
	inputs     resource.PropertyMap
	retained   bool
	parent     string
	dependsOn  []string
}

// cloud stands in for AWS: it answers each registration with ARNs and names made of
// the resource's own, so that a reference shows whom it names.
type cloud struct {
	mu   sync.Mutex
	made []made
}

const (
	testAccount = "111122223333"
	testKey     = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
)

var testPlace = Place{Partition: "aws", DNSSuffix: "amazonaws.com", Region: "us-east-1", Account: testAccount}

// testStack is a stack as most tests want it.
func testStack() Stack {
	return Stack{Name: "test", Place: testPlace, KeyARN: pulumi.String(testKey), LogRetentionDays: 30}
}

func (c *cloud) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	outputs := args.Inputs.Copy()
	set := func(name, value string) {
		if !outputs.HasValue(resource.PropertyKey(name)) {
			outputs[resource.PropertyKey(name)] = resource.NewStringProperty(value)
		}
	}
	kind := args.TypeToken[strings.LastIndex(args.TypeToken, ":")+1:]
	set("name", args.Name)
	set("arn", "arn:"+kind+":"+args.Name)
	switch kind {
	case "BucketV2":
		set("bucket", args.Name)
		outputs["arn"] = resource.NewStringProperty("arn:aws:s3:::" + args.Name)
	case "Queue":
		set("url", "https://sqs/"+args.Name)
	case "Key":
		set("keyId", args.Name+"-id")
	}
	m := made{kind: args.TypeToken, name: args.Name, inputs: args.Inputs}
	if rpc := args.RegisterRPC; rpc != nil {
		m.retained, m.parent, m.dependsOn = rpc.GetRetainOnDelete(), rpc.GetParent(), rpc.GetDependencies()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.made = append(c.made, m)
	return args.Name + "-id", outputs, nil
}

func (c *cloud) Call(args pulumi.MockCallArgs) (resource.PropertyMap, error) {
	answers := map[string]map[string]any{
		"aws:index/getPartition:getPartition":           {"partition": "aws", "dnsSuffix": "amazonaws.com"},
		"aws:index/getRegion:getRegion":                 {"name": "us-east-1"},
		"aws:index/getCallerIdentity:getCallerIdentity": {"accountId": testAccount},
		"command:local:run":                             {"stdout": "dist/transform.zip\n"},
	}
	return resource.NewPropertyMapFromMap(answers[args.Token]), nil
}

// deployed runs a program and returns what it registered.
func deployed(t *testing.T, program pulumi.RunFunc) *cloud {
	t.Helper()
	c := &cloud{}
	if err := pulumi.RunErr(program, pulumi.WithMocks("security-hub-analytics", "test", c)); err != nil {
		t.Fatal(err)
	}
	return c
}

// all lists the resources whose type ends so.
func (c *cloud) all(kind string) []made {
	var found []made
	for _, m := range c.made {
		if strings.HasSuffix(m.kind, ":"+kind) {
			found = append(found, m)
		}
	}
	return found
}

// one is the resource of a type and name.
func (c *cloud) one(t *testing.T, kind, name string) made {
	t.Helper()
	for _, m := range c.all(kind) {
		if m.name == name {
			return m
		}
	}
	t.Fatalf("there is no %s %q", kind, name)
	return made{}
}

// at is the input at a path of member names and indexes; nil if there is none.
func (m made) at(path string) any {
	parsed, err := resource.ParsePropertyPath(path)
	if err != nil {
		panic(err)
	}
	value, ok := parsed.Get(resource.NewObjectProperty(m.inputs))
	if !ok {
		return nil
	}
	return value.Mappable()
}

// policy is the document in the input named.
func (m made) policy(t *testing.T, input string) Document {
	t.Helper()
	text, ok := m.at(input).(string)
	if !ok {
		t.Fatalf("%s %q has no text as %s", m.kind, m.name, input)
	}
	var d Document
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		t.Fatalf("%s of %s %q: %v", input, m.kind, m.name, err)
	}
	return d
}

// waitsFor says whether the resource depends on one of that type and name.
func (m made) waitsFor(kind, name string) bool {
	for _, urn := range m.dependsOn {
		if strings.HasSuffix(urn, ":"+kind+"::"+name) {
			return true
		}
	}
	return false
}

// want compares inputs by their paths.
func (m made) want(t *testing.T, inputs map[string]any) {
	t.Helper()
	for path, want := range inputs {
		if got := m.at(path); got != want {
			t.Errorf("%s %q: %s is %v, want %v", m.kind, m.name, path, got, want)
		}
	}
}
