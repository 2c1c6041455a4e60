package memcloud

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// session is one provider of a program: the account seen from one Region.
type session struct {
	cloud  *Cloud
	region string
	tags   map[string]string // the provider's default tags
}

func kindOf(token string) (*kind, error) {
	k, ok := kinds()[token]
	if !ok {
		return nil, fmt.Errorf("memcloud: nobody described the type %s: add it to kinds", token)
	}
	return k, nil
}

// build makes the object that inputs describe; it is not in the account yet.
func (s *session) build(k *kind, inputs resource.PropertyMap) (*Object, error) {
	o := &Object{Type: k.token, Region: k.region(s.region), Inputs: inputs, Outputs: resource.PropertyMap{}}
	// A prefix in place of a name: the provider adds what makes it unique.
	if prefix := o.Text("namePrefix"); prefix != "" && k.in["namePrefix"] && !inputs.HasValue(resource.PropertyKey(k.name)) {
		o.Outputs[resource.PropertyKey(k.name)] = resource.NewStringProperty(prefix + s.cloud.uuid())
	}
	// Sorted, so that ids do not depend on the order of a map.
	names := make([]string, 0, len(k.set))
	for p := range k.set {
		names = append(names, p)
	}
	slices.Sort(names)
	put := func(p string) error {
		if inputs.HasValue(resource.PropertyKey(p)) {
			return nil
		}
		v, err := s.fill(k.set[p], o)
		o.Outputs[resource.PropertyKey(p)] = resource.NewStringProperty(v)
		return err
	}
	// What the id is made of comes first, what is made of the id last.
	for _, p := range names {
		if strings.Contains(k.id, "{"+p+"}") {
			if err := put(p); err != nil {
				return nil, err
			}
		}
	}
	var err error
	if o.ID, err = s.fill(k.id, o); err != nil {
		return nil, err
	}
	for _, p := range names {
		if _, done := o.Outputs[resource.PropertyKey(p)]; !done {
			if err := put(p); err != nil {
				return nil, err
			}
		}
	}
	for p := range k.computed {
		pk := resource.PropertyKey(p)
		if !o.Outputs.HasValue(pk) && !inputs.HasValue(pk) && k.text[p] {
			o.Outputs[pk] = resource.NewStringProperty(p + " of " + o.ID)
		}
	}
	if k.computed["tagsAll"] {
		o.Outputs["tagsAll"] = inputs["tags"]
	}
	return o, nil
}

// create makes a resource; a caller holds the lock.
func (s *session) create(token string, inputs resource.PropertyMap) (*Object, error) {
	k, err := kindOf(token)
	if err != nil {
		return nil, err
	}
	o, err := s.build(k, inputs)
	if err != nil {
		return nil, err
	}
	if err := s.valid(k, o); err != nil {
		return nil, err
	}
	at := key{token, o.Region, o.ID}
	if _, taken := s.cloud.objects[at]; taken && !k.put {
		return nil, fmt.Errorf("%s: AlreadyExistsException: %s exists already", token, o.ID)
	}
	if k.create != nil {
		if err := k.create(&op{session: s, kind: k, is: o}); err != nil {
			return nil, fmt.Errorf("%s: %w", token, err)
		}
	}
	s.cloud.objects[key{token, o.Region, o.ID}] = o
	return o, nil
}

// update changes a resource in place; a caller holds the lock.
func (s *session) update(token, id string, inputs resource.PropertyMap) (*Object, error) {
	k, err := kindOf(token)
	if err != nil {
		return nil, err
	}
	at := key{token, k.region(s.region), id}
	old, ok := s.cloud.objects[at]
	if !ok {
		return nil, fmt.Errorf("%s: ResourceNotFoundException: %s does not exist", token, id)
	}
	o := &Object{Type: token, ID: id, Region: old.Region, Inputs: inputs, Outputs: old.Outputs.Copy()}
	if k.computed["tagsAll"] {
		o.Outputs["tagsAll"] = inputs["tags"]
	}
	if err := s.valid(k, o); err != nil {
		return nil, err
	}
	if k.create != nil {
		if err := k.create(&op{session: s, kind: k, is: o, old: old}); err != nil {
			return nil, fmt.Errorf("%s: %w", token, err)
		}
	}
	s.cloud.objects[at] = o
	return o, nil
}

// remove deletes a resource; one that is gone already is no error, as the AWS
// provider holds it, and one that has another ARN is another that took the id: the
// next revision of a task definition. A caller holds the lock.
func (s *session) remove(token, id, arn string) error {
	k, err := kindOf(token)
	if err != nil {
		return err
	}
	at := key{token, k.region(s.region), id}
	o, ok := s.cloud.objects[at]
	if !ok || arn != "" && arn != o.Text("arn") {
		return nil
	}
	if k.remove != nil {
		if err := k.remove(&op{session: s, kind: k, is: o}); err != nil {
			return fmt.Errorf("%s: %w", token, err)
		}
	}
	delete(s.cloud.objects, at)
	return nil
}

// valid checks what every service checks: names and references.
func (s *session) valid(k *kind, o *Object) error {
	if n := o.Text(k.name); k.max > 0 && len(n) > k.max {
		return fmt.Errorf("%s: ValidationException: the name %q has %d characters, at most %d are allowed", k.token, n, len(n), k.max)
	}
	for _, n := range k.needs {
		ref := o.Text(n.property)
		if ref == "" || foreign(ref) {
			continue
		}
		if s.cloud.find(n.token, s.region, ref) == nil {
			return fmt.Errorf("%s: ResourceNotFoundException: %s of %s is %q, and there is no such %s", k.token, n.property, o.ID, ref, n.token)
		}
	}
	return nil
}

// foreign says that a reference leads out of the account: AWS's own policies
// and the default groups that every account has.
func foreign(ref string) bool {
	return strings.Contains(ref, ":iam::aws:") || ref == "primary" || ref == "default"
}
