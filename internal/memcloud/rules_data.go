package memcloud

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// emptyBucket refuses to delete a bucket that holds objects, unless the provider
// was told to empty it (forceDestroy).
func emptyBucket(o *op) error {
	left := o.cloud.data[o.is.ID]
	if force := o.is.Get("forceDestroy"); len(left) > 0 && (!force.IsBool() || !force.BoolValue()) {
		return fmt.Errorf("BucketNotEmpty: %s holds %d objects", o.is.ID, len(left))
	}
	delete(o.cloud.data, o.is.ID)
	return nil
}

func writeObject(o *op) error {
	bucket, name := o.is.Text("bucket"), o.is.Text("key")
	if !slices.Contains(o.cloud.data[bucket], name) {
		o.cloud.data[bucket] = append(o.cloud.data[bucket], name)
	}
	return keysExist(o)
}

func dropObject(o *op) error {
	bucket, name := o.is.Text("bucket"), o.is.Text("key")
	o.cloud.data[bucket] = slices.DeleteFunc(o.cloud.data[bucket], func(n string) bool { return n == name })
	return nil
}

// notifiable is S3's own test of a notification: the queue must let S3 send.
func notifiable(o *op) error {
	for _, q := range list(o.is.Get("queues")) {
		arn := text(q, "queueArn")
		queue := o.cloud.find(queueType, o.region, arn)
		if queue == nil {
			return fmt.Errorf("InvalidArgument: Unable to validate the following destination configurations: no queue %s", arn)
		}
		policy := queue.Text("policy")
		if p := o.cloud.objects[key{queuePolicy, o.region, queue.ID}]; p != nil {
			policy = p.Text("policy")
		}
		if !strings.Contains(policy, "s3.amazonaws.com") {
			return fmt.Errorf("InvalidArgument: Unable to validate the following destination configurations: the policy of %s does not let S3 send", arn)
		}
	}
	return nil
}

// databaseExists finds the database by its bare name.
func databaseExists(o *op) error {
	name := o.is.Text("databaseName")
	if o.cloud.find(databaseType, o.region, name) == nil {
		return fmt.Errorf("EntityNotFoundException: Database %s not found", name)
	}
	return nil
}

// dropTables is what DeleteDatabase does to the tables in it.
func dropTables(o *op) error {
	for _, t := range o.cloud.all(tableType, o.region) {
		if t.Text("databaseName") == o.is.Text("name") {
			delete(o.cloud.objects, key{tableType, t.Region, t.ID})
		}
	}
	return nil
}

func emptyWorkgroup(o *op) error {
	if force := o.is.Get("forceDestroy"); force.IsBool() && force.BoolValue() {
		return nil
	}
	for _, q := range o.cloud.all(namedQuery, o.region) {
		if q.Text("workgroup") == o.is.Text("name") {
			return fmt.Errorf("InvalidRequestException: WorkGroup %s is not empty", o.is.ID)
		}
	}
	return nil
}

// keysExist follows every reference to a KMS key, however deep.
func keysExist(o *op) error {
	var walk func(name string, v resource.PropertyValue) error
	walk = func(name string, v resource.PropertyValue) error {
		v = plain(v)
		switch {
		case v.IsArray():
			for _, e := range v.ArrayValue() {
				if err := walk(name, e); err != nil {
					return err
				}
			}
		case v.IsObject():
			for k, e := range v.ObjectValue() {
				if err := walk(string(k), e); err != nil {
					return err
				}
			}
		case v.IsString():
			ref := v.StringValue()
			if !strings.HasPrefix(strings.ToLower(name), "kms") && name != "keyArn" || !strings.HasPrefix(ref, "arn:") {
				return nil
			}
			if o.cloud.find(keyType, o.region, ref) == nil && o.cloud.find("aws:kms/alias:Alias", o.region, ref) == nil {
				return fmt.Errorf("NotFoundException: %s of %s: no key %s", name, o.is.ID, ref)
			}
		}
		return nil
	}
	return walk("", resource.NewObjectProperty(o.is.Inputs))
}

// list reads an array property; anything else has no elements.
func list(v resource.PropertyValue) []resource.PropertyValue {
	if v = plain(v); v.IsArray() {
		return v.ArrayValue()
	}
	return nil
}

// text reads a string member of an object property.
func text(v resource.PropertyValue, member string) string {
	if v = plain(v); v.IsObject() {
		if t := plain(v.ObjectValue()[resource.PropertyKey(member)]); t.IsString() {
			return t.StringValue()
		}
	}
	return ""
}
