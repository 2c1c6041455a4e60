package awsread

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
)

// Identity is whose credentials these are.
type Identity struct {
	Account string `xml:"GetCallerIdentityResult>Account"`
	ARN     string `xml:"GetCallerIdentityResult>Arn"`
}

// WhoAmI asks STS. It needs no right.
func (c *Client) WhoAmI(ctx context.Context) (Identity, error) {
	var out Identity
	err := c.query(ctx, "sts", "2011-06-15", "GetCallerIdentity", nil, &out)
	return out, err
}

// RoleARN reads the ARN of a role, whose path an assumed role does not tell.
func (c *Client) RoleARN(ctx context.Context, name string) (string, error) {
	var out struct {
		ARN string `xml:"GetRoleResult>Role>Arn"`
	}
	err := c.query(ctx, "iam", "2010-05-08", "GetRole", url.Values{"RoleName": {name}}, &out)
	return out.ARN, err
}

// Wish is what somebody wants to do.
type Wish struct {
	// Actions are to be done on Resource, an ARN; "" is any.
	Actions  []string
	Resource string
	// Context is what is known of the request, by condition key; Boolean lists those
	// that are true or false and no text.
	Context map[string]string
	Boolean map[string]bool
}

// simulatedAtOnce keeps a question within what IAM takes in one.
const simulatedAtOnce = 50

// Simulate asks IAM whether the user or role may do what is wished, and returns those
// actions that it may not, in order. It counts identity policies and boundaries, and an
// organization's as far as IAM does.
func (c *Client) Simulate(ctx context.Context, principalARN string, wish Wish) ([]string, error) {
	var denied []string
	for actions := wish.Actions; len(actions) > 0; {
		batch := actions[:min(len(actions), simulatedAtOnce)]
		actions = actions[len(batch):]
		refused, err := c.simulate(ctx, wish.form(principalARN, batch))
		if err != nil {
			return denied, err
		}
		denied = append(denied, refused...)
	}
	return denied, nil
}

func (w Wish) form(principalARN string, actions []string) url.Values {
	in := url.Values{"PolicySourceArn": {principalARN}}
	for i, action := range actions {
		in.Set(fmt.Sprintf("ActionNames.member.%d", i+1), action)
	}
	if w.Resource != "" {
		in.Set("ResourceArns.member.1", w.Resource)
	}
	for i, key := range slices.Sorted(maps.Keys(w.Context)) {
		entry := fmt.Sprintf("ContextEntries.member.%d.", i+1)
		in.Set(entry+"ContextKeyName", key)
		in.Set(entry+"ContextKeyValues.member.1", w.Context[key])
		in.Set(entry+"ContextKeyType", "string")
		if w.Boolean[key] {
			in.Set(entry+"ContextKeyType", "boolean")
		}
	}
	return in
}

// simulate asks for all pages of one answer.
func (c *Client) simulate(ctx context.Context, in url.Values) ([]string, error) {
	var denied []string
	for {
		var out struct {
			Results []struct {
				Action   string `xml:"EvalActionName"`
				Decision string `xml:"EvalDecision"`
			} `xml:"SimulatePrincipalPolicyResult>EvaluationResults>member"`
			Truncated bool   `xml:"SimulatePrincipalPolicyResult>IsTruncated"`
			Marker    string `xml:"SimulatePrincipalPolicyResult>Marker"`
		}
		if err := c.query(ctx, "iam", "2010-05-08", "SimulatePrincipalPolicy", in, &out); err != nil {
			return denied, err
		}
		for _, result := range out.Results {
			if result.Decision != "allowed" {
				denied = append(denied, result.Action)
			}
		}
		if !out.Truncated {
			return denied, nil
		}
		in.Set("Marker", out.Marker)
	}
}
