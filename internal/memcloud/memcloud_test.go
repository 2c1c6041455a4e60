package memcloud

import (
	"slices"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

type inputs = map[string]any

func put(t *testing.T, c *Cloud, region, token string, in inputs) *Object {
	t.Helper()
	o, err := c.Put(region, token, resource.NewPropertyMapFromMap(in))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// refuse checks that a creation fails as the service would make it fail.
func refuse(t *testing.T, c *Cloud, region, token string, in inputs, want string) {
	t.Helper()
	if _, err := c.Put(region, token, resource.NewPropertyMapFromMap(in)); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("creating %s: %v, want %s", token, err, want)
	}
}

func drop(c *Cloud, o *Object, region string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return (&session{cloud: c, region: region}).remove(o.Type, o.ID, "")
}

func TestKindsAreWhole(t *testing.T) {
	for token, k := range kinds() {
		if k.id == "" {
			t.Errorf("%s has no id", token)
		}
		for _, f := range k.forceNew {
			if outer, _, _ := strings.Cut(f, "."); f != "*" && !k.in[outer] {
				t.Errorf("%s: ForceNew names %q, which is no input", token, f)
			}
		}
		for _, u := range k.unread {
			if !k.in[u] {
				t.Errorf("%s: Unread names %q, which is no input", token, u)
			}
		}
		for p := range k.set {
			if !k.computed[p] {
				t.Errorf("%s: Set names %q, which the service does not compute", token, p)
			}
		}
		for _, n := range k.needs {
			if !k.in[n.property] || kinds()[n.token] == nil {
				t.Errorf("%s: Needs %s %s is unknown", token, n.property, n.token)
			}
		}
		if k.name != "" && !k.in[k.name] {
			t.Errorf("%s: is named by %q, which is no input", token, k.name)
		}
	}
}

func TestHub(t *testing.T) {
	c := New()
	const home = "eu-west-1"
	prowler := inputs{"productArn": "arn:aws:securityhub:eu-west-1::product/prowler/prowler"}
	refuse(t, c, home, productType, prowler, "not subscribed to AWS Security Hub")
	hub := put(t, c, home, hubType, inputs{})
	if hub.ID != c.Account || hub.Text("arn") != "arn:aws:securityhub:eu-west-1:111122223333:hub/default" {
		t.Errorf("hub is %s, %s", hub.ID, hub.Text("arn"))
	}
	refuse(t, c, home, hubType, inputs{}, "exists already")
	put(t, c, "eu-north-1", hubType, inputs{})

	product := put(t, c, home, productType, prowler)
	want := "arn:aws:securityhub:eu-west-1::product/prowler/prowler,arn:aws:securityhub:eu-west-1:111122223333:product-subscription/prowler/prowler"
	if product.ID != want {
		t.Errorf("product subscription is %s, want %s", product.ID, want)
	}
	refuse(t, c, home, productType, prowler, "ResourceConflictException")
	standard := inputs{"standardsArn": "arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0"}
	want = "arn:aws:securityhub:eu-west-1:111122223333:subscription/aws-foundational-security-best-practices/v/1.0.0"
	if s := put(t, c, home, standardType, standard); s.ID != want {
		t.Errorf("standard is %s, want %s", s.ID, want)
	}
	put(t, c, home, standardType, standard) // BatchEnableStandards: enabled already is no error

	put(t, c, home, aggregator, inputs{"linkingMode": "ALL_REGIONS"})
	refuse(t, c, "eu-north-1", aggregator, inputs{"linkingMode": "ALL_REGIONS"}, "a finding aggregator exists in eu-west-1")

	c.HubMembers = true
	if err := drop(c, hub, home); err == nil {
		t.Error("the hub of an administrator with members was disabled")
	}
	c.HubMembers = false
	if err := drop(c, hub, home); err != nil {
		t.Error(err)
	}
	if left := c.Of(standardType); len(left) > 0 {
		t.Errorf("disabling the hub left %s", left[0].ID)
	}
}

func TestBuckets(t *testing.T) {
	c := New()
	b := put(t, c, "eu-west-1", bucketType, inputs{"bucket": "raw"})
	refuse(t, c, "us-east-1", bucketType, inputs{"bucket": "raw"}, "exists already")
	refuse(t, c, "eu-west-1", "aws:s3/bucketPolicy:BucketPolicy", inputs{"bucket": "other", "policy": "{}"}, "no such "+bucketType)
	queue := put(t, c, "eu-west-1", queueType, inputs{"name": "raw"})
	notify := inputs{"bucket": "raw", "queues": []any{map[string]any{"queueArn": queue.Text("arn")}}}
	refuse(t, c, "eu-west-1", "aws:s3/bucketNotification:BucketNotification", notify, "Unable to validate the following destination")
	put(t, c, "eu-west-1", queuePolicy, inputs{"queueUrl": queue.Text("url"), "policy": `{"Service":"s3.amazonaws.com"}`})
	put(t, c, "eu-west-1", "aws:s3/bucketNotification:BucketNotification", notify)

	file := put(t, c, "eu-west-1", "aws:s3/bucketObjectv2:BucketObjectv2", inputs{"bucket": "raw", "key": "a.csv"})
	if err := drop(c, b, "eu-west-1"); err == nil || !strings.Contains(err.Error(), "BucketNotEmpty") {
		t.Errorf("deleting a bucket with a file: %v", err)
	}
	if err := drop(c, file, "eu-west-1"); err != nil {
		t.Error(err)
	}
	if err := drop(c, b, "eu-west-1"); err != nil {
		t.Error(err)
	}
}

func TestReferences(t *testing.T) {
	c := New()
	const r = "eu-west-1"
	refuse(t, c, r, tableType, inputs{"databaseName": "db", "name": "t"}, "EntityNotFoundException")
	put(t, c, r, databaseType, inputs{"name": "db"})
	refuse(t, c, r, databaseType, inputs{"name": "db"}, "exists already")
	table := put(t, c, r, tableType, inputs{"databaseName": "db", "name": "t"})
	if table.ID != "111122223333:db:t" {
		t.Errorf("table is %s", table.ID)
	}
	role := put(t, c, r, roleType, inputs{"name": "fn"})
	refuse(t, c, r, functionType, inputs{"name": "fn", "role": "arn:aws:iam::111122223333:role/other"}, "no such "+roleType)
	put(t, c, r, functionType, inputs{"name": "fn", "role": role.Text("arn"), "timeout": 60})
	queue := put(t, c, r, queueType, inputs{"name": "q", "visibilityTimeoutSeconds": 30})
	poll := inputs{"functionName": "fn", "eventSourceArn": queue.Text("arn")}
	refuse(t, c, r, "aws:lambda/eventSourceMapping:EventSourceMapping", poll, "ReceiveMessage")
	policy := put(t, c, r, rolePolicy, inputs{"name": "p", "role": "fn", "policy": "sqs:ReceiveMessage"})
	refuse(t, c, r, "aws:lambda/eventSourceMapping:EventSourceMapping", poll, "less than Function timeout")
	if err := drop(c, role, r); err == nil {
		t.Error("a role with a policy was deleted")
	}
	if err := drop(c, policy, r); err != nil {
		t.Error(err)
	}
	refuse(t, c, r, queueType, inputs{"name": "k", "kmsMasterKeyId": "arn:aws:kms:eu-west-1:111122223333:key/none"}, "no key")
	refuse(t, c, r, roleType, inputs{"name": strings.Repeat("x", 65)}, "at most 64")
}

func TestChanged(t *testing.T) {
	old := resource.NewPropertyMapFromMap(inputs{"a": 1, "off": false, "list": []any{}, "same": map[string]any{"x": 1}})
	now := resource.NewPropertyMapFromMap(inputs{"a": 2, "same": map[string]any{"x": 1, "y": ""}, "new": "n"})
	now["hidden"] = resource.MakeSecret(resource.NewStringProperty("s"))
	old["hidden"] = resource.NewStringProperty("s")
	if got := changed(old, now); !slices.Equal(got, []string{"a", "new"}) {
		t.Errorf("changed is %v, want a and new: zeros and secrets are no change", got)
	}
}
