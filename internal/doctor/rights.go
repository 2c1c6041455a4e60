package doctor

import (
	"fmt"
	"strings"

	"security-hub-analytics/settings"
)

// needed lists what pulumi up and pulumi destroy do with the stack's settings, as
// far as it is worth asking: the calls that make and remove each kind of thing. The
// provider reads what it made too; whoever may make something may mostly read it.
func needed(s *settings.Settings) []string {
	actions := []string{
		"iam:CreateRole", "iam:PutRolePolicy", "iam:PassRole", "iam:CreatePolicy", "iam:DeleteRole", "iam:DeleteRolePolicy", "iam:DeletePolicy",
		"events:PutRule", "events:PutTargets", "events:RemoveTargets", "events:DeleteRule",
		"firehose:CreateDeliveryStream", "firehose:DeleteDeliveryStream",
		"sqs:CreateQueue", "sqs:SetQueueAttributes", "sqs:DeleteQueue",
		"logs:CreateLogGroup", "logs:PutRetentionPolicy", "logs:CreateLogStream", "logs:DeleteLogGroup",
		"lambda:CreateFunction", "lambda:UpdateFunctionCode", "lambda:CreateEventSourceMapping", "lambda:DeleteEventSourceMapping", "lambda:DeleteFunction",
		"glue:CreateDatabase", "glue:CreateTable", "glue:UpdateTable", "glue:DeleteTable", "glue:DeleteDatabase",
		"athena:CreateWorkGroup", "athena:CreateNamedQuery", "athena:DeleteNamedQuery", "athena:DeleteWorkGroup",
		"sns:CreateTopic", "sns:SetTopicAttributes", "sns:Subscribe", "sns:DeleteTopic",
		"cloudwatch:PutMetricAlarm", "cloudwatch:DeleteAlarms", "cloudwatch:PutDashboard", "cloudwatch:DeleteDashboards",
		"s3:CreateBucket", "s3:PutBucketPolicy", "s3:PutBucketNotification", "s3:PutEncryptionConfiguration", "s3:PutLifecycleConfiguration", "s3:DeleteBucket",
		"kms:CreateGrant",
	}
	when := func(condition bool, more ...string) {
		if condition {
			actions = append(actions, more...)
		}
	}
	d := s.Detect
	when(s.KMSKeyARN == "", "kms:CreateKey", "kms:CreateAlias", "kms:PutKeyPolicy", "kms:EnableKeyRotation", "kms:ScheduleKeyDeletion", "kms:DeleteAlias")
	when(s.Catalog.Crawler, "glue:CreateCrawler", "glue:DeleteCrawler")
	when(s.Operate.BudgetUSD > 0, "budgets:ModifyBudget")
	when(d.SecurityHub == settings.Create, "securityhub:EnableSecurityHub")
	when(d.SecurityHub != settings.Existing, "securityhub:DescribeHub", "securityhub:UpdateSecurityHubConfiguration")
	when(d.OnDestroy == settings.Disable, "securityhub:DisableSecurityHub")
	when(len(d.Standards) > 0, "securityhub:BatchEnableStandards", "securityhub:GetEnabledStandards", "securityhub:BatchDisableStandards")
	when(d.ProductSubscription == settings.Create, "securityhub:EnableImportFindingsForProduct", "securityhub:DisableImportFindingsForProduct")
	when(d.Aggregator == settings.Create, "securityhub:CreateFindingAggregator", "securityhub:DeleteFindingAggregator")
	when(d.Prowler, "ecs:CreateCluster", "ecs:RegisterTaskDefinition", "ecs:DeregisterTaskDefinition", "ecs:DeleteCluster",
		"scheduler:CreateSchedule", "scheduler:DeleteSchedule", "iam:AttachRolePolicy", "iam:DetachRolePolicy",
		"ec2:DescribeVpcs", "ec2:DescribeSubnets", "ec2:CreateSecurityGroup", "ec2:AuthorizeSecurityGroupEgress", "ec2:RevokeSecurityGroupEgress", "ec2:DeleteSecurityGroup")
	return actions
}

// rights asks IAM what these credentials may do.
func (e *exam) rights() {
	const topic = "rights"
	actions := needed(e.s)
	if strings.HasSuffix(e.who.ARN, ":root") {
		e.add(OK, topic, "the root user may do all", "")
		return
	}
	principal := e.principal()
	denied, err := e.client.Simulate(e.ctx, principal, actions)
	if err != nil {
		e.report.add(Line{Level: Unknown, Topic: topic,
			Found: fmt.Sprintf("whether these credentials may do the %d things that pulumi up and pulumi destroy do is unknown", len(actions)),
			Why:   "IAM could not be asked: " + err.Error() + ". They are: " + byService(actions) + ".",
			Do:    []string{"docs/security.md has the least that is needed, as a policy"}})
		return
	}
	if len(denied) == 0 {
		e.report.add(Line{Level: OK, Topic: topic, Found: fmt.Sprintf("these credentials may do all %d things that were asked for", len(actions))})
		return
	}
	e.report.add(Line{Level: Warning, Topic: topic,
		Found: fmt.Sprintf("%d of %d rights seem to be missing: %s", len(denied), len(actions), strings.Join(denied, ", ")),
		Why: "pulumi up or pulumi destroy would stop there. The simulation asks for any resource and knows no tags or conditions: " +
			"a right that is given for some names only counts as missing. docs/security.md has the least that is needed.",
		Do: []string{"aws iam simulate-principal-policy --policy-source-arn " + principal + " --action-names " + strings.Join(denied, " ")}})
}

// byService lists actions with their service once.
func byService(actions []string) string {
	var order []string
	names := map[string][]string{}
	for _, action := range actions {
		service, name, _ := strings.Cut(action, ":")
		if names[service] == nil {
			order = append(order, service)
		}
		names[service] = append(names[service], name)
	}
	for i, service := range order {
		order[i] = service + ": " + strings.Join(names[service], " ")
	}
	return strings.Join(order, "; ")
}

// principal is the ARN that policies hang on: of an assumed role, the role's.
func (e *exam) principal() string {
	// arn:aws:sts::111122223333:assumed-role/name/session
	fields := strings.SplitN(e.who.ARN, ":", 6)
	if len(fields) < 6 {
		return e.who.ARN
	}
	parts := strings.Split(fields[5], "/")
	if parts[0] != "assumed-role" || len(parts) < 2 {
		return e.who.ARN
	}
	// A path is part of the ARN, and not told there: that of single sign-on has one.
	if arn, err := e.client.RoleARN(e.ctx, parts[1]); err == nil && arn != "" {
		return arn
	}
	return "arn:" + fields[1] + ":iam::" + fields[4] + ":role/" + parts[1]
}
