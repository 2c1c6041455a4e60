package components

// Policies that stand on buckets, queues and topics.

// BucketPolicy lets nobody in without TLS. It allows nothing: whoever may enter has
// that from a role of the same account.
func BucketPolicy(bucketARN string) Document {
	return Document{Statement: []Statement{tlsOnly("s3:*", bucketARN, bucketARN+"/*")}}
}

// Sender is a service that sends messages to a queue.
type Sender struct {
	// Principal is the service's.
	Principal string
	// SourceARN is the resource for which it sends.
	SourceARN string
}

// QueuePolicy lets the senders in, and nobody without TLS.
func QueuePolicy(p Place, queueARN string, senders ...Sender) Document {
	d := Document{Statement: []Statement{tlsOnly("sqs:*", queueARN)}}
	for _, from := range senders {
		d.Statement = append(d.Statement, Statement{
			Sid: "Send", Effect: allow, Principal: service(from.Principal),
			Action: []string{"sqs:SendMessage"}, Resource: []string{queueARN},
			Condition: fromSource(p, from.SourceARN),
		})
	}
	return d
}

// TopicPolicy lets CloudWatch's alarms of the account publish, Budgets too where
// there is a budget, and nobody without TLS. The account's own principals need no
// statement: their IAM policies count.
// (https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html)
func TopicPolicy(p Place, topicARN string, budget bool) Document {
	d := Document{Statement: []Statement{
		tlsOnly("sns:Publish", topicARN),
		{
			Sid: "Alarms", Effect: allow, Principal: service("cloudwatch.amazonaws.com"),
			Action: []string{"sns:Publish"}, Resource: []string{topicARN},
			Condition: fromSource(p, p.ARN("cloudwatch", "alarm:*")),
		},
	}}
	if budget {
		d.Statement = append(d.Statement, Statement{
			Sid: "Budget", Effect: allow, Principal: service("budgets.amazonaws.com"),
			Action: []string{"sns:Publish"}, Resource: []string{topicARN},
			Condition: fromSource(p, "arn:"+p.Partition+":budgets::"+p.Account+":*"),
		})
	}
	return d
}
