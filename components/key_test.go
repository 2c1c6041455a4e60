package components

import (
	"slices"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func key(t *testing.T, args *KeyArgs) *cloud {
	t.Helper()
	return deployed(t, func(ctx *pulumi.Context) error {
		_, err := NewKey(ctx, "shub", args)
		return err
	})
}

func TestKey(t *testing.T) {
	for _, test := range []struct {
		name string
		keep bool
		days float64
	}{{"goes with the stack", false, 7}, {"outlives the stack", true, 30}} {
		t.Run(test.name, func(t *testing.T) {
			c := key(t, &KeyArgs{Stack: "test", Place: testPlace, Keep: test.keep})
			made := c.one(t, "Key", "shub-key")
			made.want(t, map[string]any{"enableKeyRotation": true, "deletionWindowInDays": test.days})
			alias := c.one(t, "Alias", "shub-key")
			alias.want(t, map[string]any{"namePrefix": "alias/shub-key-", "name": nil, "targetKeyId": "shub-key-id"})
			if made.retained != test.keep || alias.retained != test.keep {
				t.Errorf("key and alias are retained: %v, %v; want %v", made.retained, alias.retained, test.keep)
			}
		})
	}
}

func TestKeyAdopts(t *testing.T) {
	c := key(t, &KeyArgs{Stack: "test", Place: testPlace, AdoptARN: testKey})
	for _, m := range c.made {
		if strings.HasPrefix(m.kind, "aws:") {
			t.Errorf("%s %q: an adopted key is left alone", m.kind, m.name)
		}
	}
}

// TestKeyPolicy: every statement but the account's own is for services, and bound to
// what they encrypt.
func TestKeyPolicy(t *testing.T) {
	for _, place := range []Place{
		testPlace,
		{Partition: "aws-cn", DNSSuffix: "amazonaws.com.cn", Region: "cn-north-1", Account: testAccount},
		{Partition: "aws-us-gov", DNSSuffix: "amazonaws.com", Region: "us-gov-west-1", Account: testAccount},
	} {
		for _, budget := range []bool{false, true} {
			testKeyPolicy(t, place, budget)
		}
	}
}

func testKeyPolicy(t *testing.T, place Place, budget bool) {
	t.Helper()
	var services []string
	for _, s := range KeyPolicy(place, budget).Statement {
		principal, ok := s.Principal.(map[string][]string)
		if !ok {
			t.Fatalf("%s: principal %v", s.Sid, s.Principal)
		}
		if s.Sid == "Account" {
			if got := principal["AWS"]; len(got) != 1 || got[0] != "arn:"+place.Partition+":iam::111122223333:root" {
				t.Errorf("the account is %v", got)
			}
			continue
		}
		services = append(services, principal["Service"]...)
		bound := false
		for _, keys := range s.Condition {
			for name, values := range keys {
				if strings.HasPrefix(name, "kms:EncryptionContext:") {
					bound = bound || strings.HasPrefix(values[0], "arn:"+place.Partition+":") && strings.Contains(values[0], ":"+testAccount+":")
				}
			}
		}
		if !bound {
			t.Errorf("%s: %v is not bound to what the account encrypts: %v", s.Sid, principal, s.Condition)
		}
	}
	want := []string{"logs." + place.Region + "." + place.DNSSuffix, "cloudwatch.amazonaws.com"}
	if budget { // elsewhere KMS may not know it
		want = append(want, "budgets.amazonaws.com")
	}
	if !slices.Equal(services, want) {
		t.Errorf("%s, budget %t: the key serves %v, want %v", place.Partition, budget, services, want)
	}
}
