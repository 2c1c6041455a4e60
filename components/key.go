package components

import (
	"errors"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/kms"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// KeyArgs says which key it is to be.
type KeyArgs struct {
	// Stack is the stack's name, Place where it stands.
	Stack string
	Place Place
	// AdoptARN is the ARN of a key that exists, which is used and not managed; "" for
	// a key of the stack's own.
	AdoptARN string
	// Keep says that the key outlives a destroy.
	Keep bool
	// Budget says that AWS Budgets has to reach the topic of the alarms.
	Budget bool
}

// Key is the customer managed key that encrypts findings wherever they are stored.
type Key struct {
	pulumi.ResourceState

	// ARN is the key's ARN.
	ARN pulumi.StringOutput
}

// A deleted key can be had back for so many days. Seven is the least that KMS
// allows, thirty the most.
const (
	deletionDays     = 7
	deletionDaysKept = 30
)

// NewKey makes the key, with its alias, or adopts one.
func NewKey(ctx *pulumi.Context, name string, args *KeyArgs, opts ...pulumi.ResourceOption) (*Key, error) {
	if args == nil {
		return nil, errors.New("making the key: args are missing")
	}
	k := &Key{}
	if err := ctx.RegisterComponentResource("shub:index:Key", name, k, opts...); err != nil {
		return nil, err
	}
	if err := k.build(ctx, name, args); err != nil {
		return nil, err
	}
	return k, ctx.RegisterResourceOutputs(k, pulumi.Map{"arn": k.ARN})
}

func (k *Key) build(ctx *pulumi.Context, name string, args *KeyArgs) error {
	if args.AdoptARN != "" {
		k.ARN = pulumi.String(args.AdoptARN).ToStringOutput()
		return nil
	}
	policy, err := KeyPolicy(args.Place, args.Budget).JSON()
	if err != nil {
		return err
	}
	days := deletionDays
	if args.Keep {
		days = deletionDaysKept
	}
	child := []pulumi.ResourceOption{pulumi.Parent(k), pulumi.RetainOnDelete(args.Keep)}
	// The policy stands inline, so that whoever waits for the key waits for it.
	key, err := kms.NewKey(ctx, name+"-key", &kms.KeyArgs{
		Description:          pulumi.String("Security Hub findings (stack " + args.Stack + ")"),
		EnableKeyRotation:    pulumi.Bool(true),
		DeletionWindowInDays: pulumi.Int(days),
		Policy:               pulumi.String(policy),
	}, child...)
	if err != nil {
		return err
	}
	// A prefix and not a name: after a destroy that keeps the old key and its alias,
	// the next one must find a name that is free.
	_, err = kms.NewAlias(ctx, name+"-key", &kms.AliasArgs{
		NamePrefix: pulumi.String("alias/" + name + "-key-"), TargetKeyId: key.KeyId,
	}, child...)
	k.ARN = key.Arn
	return err
}
