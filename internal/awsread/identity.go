package awsread

import (
	"context"
	"fmt"
	"net/url"
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

// simulatedAtOnce keeps a question within what IAM takes in one.
const simulatedAtOnce = 50

// Simulate asks IAM whether the user or role may do each of the actions, on any
// resource, and returns those that it may not, in order. It counts identity policies
// and boundaries, and an organization's as far as IAM does; a policy that allows
// something under a condition only may be counted as a refusal.
func (c *Client) Simulate(ctx context.Context, principalARN string, actions []string) ([]string, error) {
	var denied []string
	for len(actions) > 0 {
		batch := actions[:min(len(actions), simulatedAtOnce)]
		actions = actions[len(batch):]
		in := url.Values{"PolicySourceArn": {principalARN}}
		for i, action := range batch {
			in.Set(fmt.Sprintf("ActionNames.member.%d", i+1), action)
		}
		for marker := ""; ; {
			if marker != "" {
				in.Set("Marker", marker)
			}
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
				break
			}
			marker = out.Marker
		}
	}
	return denied, nil
}
