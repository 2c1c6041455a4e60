package components

import (
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/iam"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// Stack is what every component has to know of the stack that it belongs to.
type Stack struct {
	// Name is the stack's, such as dev. It stands in descriptions and metrics.
	Name string
	// Place is where the stack stands.
	Place Place
	// KeyARN is the key that encrypts all that is stored.
	KeyARN pulumi.StringInput
	// PermissionsBoundary is the ARN of the policy that bounds every role; "" for none.
	PermissionsBoundary string
	// Keep says that data, and the key without which it is lost, outlive a destroy.
	Keep bool
	// LogRetentionDays is how long logs are kept, as CloudWatch Logs allows it.
	LogRetentionDays int
}

// newRole makes a role with one inline policy, and returns with it the policy's
// resource: what uses the role right away has to wait for both.
func (s Stack) newRole(ctx *pulumi.Context, name, description string, trust, policy pulumi.StringInput, opts ...pulumi.ResourceOption) (*iam.Role, *iam.RolePolicy, error) {
	args := &iam.RoleArgs{
		Description:      pulumi.String(description + " (stack " + s.Name + ")"),
		AssumeRolePolicy: trust,
	}
	if s.PermissionsBoundary != "" {
		args.PermissionsBoundary = pulumi.String(s.PermissionsBoundary)
	}
	role, err := iam.NewRole(ctx, name, args, opts...)
	if err != nil {
		return nil, nil, err
	}
	inline, err := iam.NewRolePolicy(ctx, name, &iam.RolePolicyArgs{Role: role.Name, Policy: policy}, opts...)
	return role, inline, err
}
