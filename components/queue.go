package components

import (
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/sqs"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

const (
	secondsPerDay = 24 * 60 * 60
	// deadLetterSeconds is how long a dead-letter queue keeps a message: as long as
	// SQS can, for a person has to come and look.
	deadLetterSeconds = 14 * secondsPerDay
	// queueSeconds is how long the others do. A message that moves to a dead-letter
	// queue keeps the date on which it was sent, so that the time left to it there is
	// what the first queue did not use
	// (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html).
	queueSeconds = 4 * secondsPerDay
)

// Queue is what others need of a queue.
type Queue struct {
	// Name is what its metrics go by.
	Name pulumi.StringOutput
	// ARN and URL are what policies and callers go by.
	ARN, URL pulumi.StringOutput
}

func queueOf(q *sqs.Queue) Queue { return Queue{q.Name, q.Arn, q.Url} }

// newQueue makes a queue whose policy lets one service in; principal "" lets in
// none. Queues are encrypted with the keys of SQS itself and not with the stack's
// key: a key that is disabled, or whose policy is wrong, would keep out the very
// events that failed because of it, and S3 tries a notification only for so long.
func (s Stack) newQueue(ctx *pulumi.Context, name string, args sqs.QueueArgs, principal string, source pulumi.StringInput, opts ...pulumi.ResourceOption) (*sqs.Queue, *sqs.QueuePolicy, error) {
	args.SqsManagedSseEnabled = pulumi.Bool(true)
	queue, err := sqs.NewQueue(ctx, name, &args, opts...)
	if err != nil {
		return nil, nil, err
	}
	if principal == "" {
		source = pulumi.String("")
	}
	policy, err := sqs.NewQueuePolicy(ctx, name, &sqs.QueuePolicyArgs{
		QueueUrl: queue.Url,
		Policy: document(func(v []string) Document {
			if principal == "" {
				return QueuePolicy(s.Place, v[0])
			}
			return QueuePolicy(s.Place, v[0], Sender{principal, v[1]})
		}, queue.Arn, source),
	}, opts...)
	return queue, policy, err
}
