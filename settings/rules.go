package settings

import (
	"regexp"
	"strings"
	"time"
)

// Rules that more than one key follows, or that take more than a pattern.
var (
	// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
	bucketName = matching(`[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]`, "the name of a bucket: 3 to 63 of a-z, 0-9, dot and hyphen")

	// An alias does not do: policies and encryption contexts name the key
	// (https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id).
	kmsKeyARN = matching(`arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/(?:mrk-)?[0-9a-f-]{32,36}`,
		"the ARN of a KMS key, such as arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab (no alias)")

	// https://docs.aws.amazon.com/IAM/latest/APIReference/API_Policy.html
	policyARN = matching(`arn:aws[a-z-]*:iam::(?:[0-9]{12}|aws):policy/[\x21-\x7E]{1,512}`,
		"the ARN of an IAM policy, such as arn:aws:iam::111122223333:policy/boundary")

	// How an EventBridge subscription of SNS judges addresses is not documented;
	// this refuses what cannot be one.
	email = matching(`[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]+`, "an e-mail address")

	// The tail of a product's ARN: arn:aws:securityhub:us-east-1::product/aws/guardduty
	// (https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-internal-providers.html).
	product = matching(`[A-Za-z0-9][A-Za-z0-9._-]{0,63}/[A-Za-z0-9][A-Za-z0-9._-]{0,63}`,
		"company/product as at the end of a product's ARN, such as aws/guardduty, aws/securityhub or prowler/prowler")
)

// severities are the labels of ASFF, the least first
// (https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_Severity.html).
var severities = []string{"INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"}

var severity = rule{func(v string) bool {
	for _, label := range severities {
		if v == label {
			return true
		}
	}
	return false
}, oneOf(severities)}

// day is a date of the calendar.
var day = rule{func(v string) bool {
	_, err := time.Parse(time.DateOnly, v)
	return err == nil
}, "a day as YYYY-MM-DD"}

var cronField = regexp.MustCompile(`^[0-9A-Z*?/,#-]+$`)

// cron is EventBridge's and Glue's cron expression: minutes, hours, day of month,
// month, day of week, year; one of the two days must be ?, as either would
// contradict the other
// (https://docs.aws.amazon.com/glue/latest/dg/monitor-data-warehouse-schedule.html).
var cron = rule{isCron, "cron(minutes hours day-of-month month day-of-week year) with a ? for one of the two days, such as cron(0 * * * ? *)"}

func isCron(v string) bool {
	inner, ok := strings.CutPrefix(v, "cron(")
	inner, closed := strings.CutSuffix(inner, ")")
	fields := strings.Split(inner, " ")
	if !ok || !closed || len(fields) != 6 {
		return false
	}
	for i, field := range fields {
		isDay := i == 2 || i == 4
		if !cronField.MatchString(field) || strings.Contains(field, "?") && (!isDay || field != "?") {
			return false
		}
	}
	return (fields[2] == "?") != (fields[4] == "?")
}
