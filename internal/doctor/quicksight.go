package doctor

import (
	"fmt"
	"strings"

	"security-hub-analytics/internal/awsread"
)

// fewUsers is how many users are named.
const fewUsers = 5

// quickSight looks whether the account could show the dashboard, and to whom.
func (e *exam) quickSight() {
	const topic = "quicksight"
	subscription, err := e.client.QuickSightSubscription(e.ctx, e.who.Account)
	if home := awsread.IdentityRegion(err); home != "" {
		subscription, err = e.client.In(home).QuickSightSubscription(e.ctx, e.who.Account)
	}
	switch {
	case err != nil:
		e.blind(topic, e.region, "the subscription to QuickSight", err,
			"aws quicksight describe-account-subscription --region "+e.region+" --aws-account-id "+e.who.Account)
		return
	case subscription == nil || strings.HasPrefix(subscription.AccountSubscriptionStatus, "UNSUBSCRIBE"):
		e.add(Note, topic, "the account has no QuickSight", "The lake, the views and Athena work without it; dashboards in QuickSight want the Enterprise edition.",
			"https://quicksight.aws.amazon.com/sn/start?#")
		return
	case !strings.HasPrefix(subscription.Edition, "ENTERPRISE"):
		e.add(Warning, topic, "QuickSight "+subscription.AccountName+" is of the "+subscription.Edition+" edition",
			"Dashboards that are made by a program want the Enterprise edition. An upgrade cannot be taken back.",
			"https://quicksight.aws.amazon.com/sn/admin")
		return
	}
	e.add(OK, topic, fmt.Sprintf("QuickSight %s is of the %s edition, with users of %s",
		subscription.AccountName, subscription.Edition, subscription.AuthenticationType), "")
	e.quickSightUsers()
}

func (e *exam) quickSightUsers() {
	const topic = "quicksight"
	client := e.client
	users, err := client.QuickSightUsers(e.ctx, e.who.Account)
	if home := awsread.IdentityRegion(err); home != "" {
		e.add(Note, topic, "QuickSight keeps its users in "+home, "Users and groups are found there, whatever Region the data is in.")
		client = client.In(home)
		users, err = client.QuickSightUsers(e.ctx, e.who.Account)
	}
	command := "aws quicksight list-users --region " + client.Region + " --aws-account-id " + e.who.Account + " --namespace default"
	if err != nil {
		e.blind(topic, client.Region, "the users of QuickSight", err, command)
		return
	}
	if len(users) == 0 {
		e.add(Note, topic, "QuickSight has no users", "A dashboard is shown to users and groups.", "https://quicksight.aws.amazon.com/sn/admin#users")
		return
	}
	var names []string
	for _, user := range users[:min(len(users), fewUsers)] {
		names = append(names, user.UserName+" ("+strings.ToLower(user.Role)+")")
	}
	if more := len(users) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("and at least %d more", more))
	}
	e.add(OK, topic, "users of QuickSight in "+client.Region+": "+strings.Join(names, ", "), "", command)
}
