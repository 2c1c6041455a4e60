package settings

func operateKeys() []Key {
	return []Key{
		texts("operateAlarmEmails", 20, func(s *Settings) *[]string { return &s.Operate.AlarmEmails }, email,
			"Who is told of alarms. Each gets a message first, with a link that must be followed. More may subscribe to the topic by themselves."),
		// A period of an hour and at most seven days in all
		// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html).
		orNever("operateSilenceHours", 24, 1, 168, func(s *Settings) *int { return &s.Operate.SilenceHours },
			"So many hours without one event raise an alarm. Security Hub's own controls report at least daily."),
		integer("operateBudgetUSD", 0, func(s *Settings) *int { return &s.Operate.BudgetUSD },
			func(n int) bool { return n >= 0 && n <= 1_000_000 }, "a whole number up to 1000000, or 0 for none",
			"Monthly budget in US dollars for the whole account: AWS tells one stack's costs apart only by tags that the payer has activated. The topic of the alarms is told at 80 % of it, and when the forecast is above it."),
	}
}
