package settings

// logRetentions are the days that CloudWatch Logs takes
// (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html).
var logRetentions = map[int]bool{
	0: true, 1: true, 3: true, 5: true, 7: true, 14: true, 30: true, 60: true, 90: true, 120: true, 150: true,
	180: true, 365: true, 400: true, 545: true, 731: true, 1096: true, 1827: true, 2192: true, 2557: true,
	2922: true, 3288: true, 3653: true,
}

func stackKeys() []Key {
	return []Key{
		text("kmsKeyArn", "", func(s *Settings) *string { return &s.KMSKeyARN }, kmsKeyARN,
			"Customer-managed key that everything is encrypted with. Without it the stack makes one; if it did so with dataOnDestroy delete, setting this deletes that one after a week, and what it encrypts cannot be read any more. Its policy is left alone: docs/security.md lists what it must allow."),
		text("permissionsBoundary", "", func(s *Settings) *string { return &s.PermissionsBoundary }, policyARN,
			"Policy that bounds every role of the stack, for organizations that demand one."),
		choice("dataOnDestroy", Keep, func(s *Settings) *string { return &s.DataOnDestroy }, []string{Delete, Keep},
			"What pulumi destroy does with the raw bucket, the lake and the key: keep leaves them in the account (the output says how the next up adopts them), delete empties and removes them."),
		integer("logRetentionDays", 90, func(s *Settings) *int { return &s.LogRetentionDays },
			func(n int) bool { return logRetentions[n] },
			"a number of days that CloudWatch Logs knows: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, or 0 for ever",
			"How long the stack's log groups keep their events. No finding is ever logged."),
	}
}
