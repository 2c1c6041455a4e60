package components

// KeyPolicy is the policy of the one key. Roles are not named in it: a role's own
// policy says what it may do with the key, which the first statement makes count,
// and a deleted role leaves nothing behind here.
//
// Services that act without a role are bound to what they encrypt by the
// encryption context that they pass, since this works whether or not a service
// says for whom it acts:
//
//   - CloudWatch Logs: aws:logs:arn, the log group
//     (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html);
//   - SNS for CloudWatch, and for Budgets where there is a budget: aws:sns:topicArn,
//     the topic
//     (https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html).
//     CloudWatch needs both actions, or alarms reach nobody and nothing says so
//     (https://github.com/aws/aws-cdk/issues/11121).
//
// Budgets is let in where it is needed alone: it is no service of every partition
// (GovCloud has none), and KMS refuses a policy that names a principal that is not
// there, with it the key and all that waits for it.
//
// S3, SQS and EventBridge are missing on purpose. S3 encrypts with the rights of
// whoever writes, and the queues do not use the key (see newQueue). Data Firehose
// makes a grant with the rights of whoever creates the stream; that a statement for
// its principal does not help is seen in
// https://github.com/ministryofjustice/modernisation-platform-environments/pull/19063.
func KeyPolicy(p Place, budget bool) Document {
	alarms := []string{"cloudwatch.amazonaws.com"}
	if budget {
		alarms = append(alarms, "budgets.amazonaws.com")
	}
	return Document{Statement: []Statement{
		{
			// Without it a key can become one that nobody manages
			// (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html).
			Sid: "Account", Effect: allow, Principal: map[string][]string{"AWS": {p.RootARN()}},
			Action: []string{"kms:*"}, Resource: []string{all},
		},
		{
			Sid: "Logs", Effect: allow, Principal: service(p.Endpoint("logs")),
			Action:    []string{"kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"},
			Resource:  []string{all},
			Condition: Condition{"ArnLike": {"kms:EncryptionContext:aws:logs:arn": {p.ARN("logs", "log-group:*")}}},
		},
		{
			Sid: "AlarmTopic", Effect: allow, Principal: service(alarms...),
			Action:    []string{"kms:GenerateDataKey*", "kms:Decrypt"},
			Resource:  []string{all},
			Condition: Condition{"ArnLike": {"kms:EncryptionContext:aws:sns:topicArn": {p.ARN("sns", "*")}}},
		},
	}}
}
