package doctor

import (
	"fmt"
	"slices"
	"strings"

	"security-hub-analytics/internal/awsread"
	"security-hub-analytics/settings"
)

// fewUsers is how many users are named.
const fewUsers = 5

const (
	quickTopic = "quicksight"
	quickOff   = "pulumi config set visualizeEnabled false"
	quickUse   = "pulumi config set visualizeSubscription existing"
)

// quickSubscribe are the commands that have the stack subscribe the account.
var quickSubscribe = []string{
	"pulumi config set visualizeSubscription create", "pulumi config set visualizeAccountName <a name unique in all of AWS>",
	"pulumi config set visualizeNotificationEmail <who is told>",
}

// quickSight looks whether the account can show the dashboard, and to whom.
func (e *exam) quickSight() {
	v := e.s.Visualize
	create := v.Subscription == settings.Create
	subscription, err := e.client.QuickSightSubscription(e.ctx, e.who.Account)
	if home := awsread.IdentityRegion(err); home != "" {
		subscription, err = e.client.In(home).QuickSightSubscription(e.ctx, e.who.Account)
	}
	switch {
	case err != nil:
		e.blind(quickTopic, e.region, "the subscription to QuickSight", err,
			"aws quicksight describe-account-subscription --region "+e.region+" --aws-account-id "+e.who.Account)
		return
	case subscription == nil || strings.HasPrefix(subscription.AccountSubscriptionStatus, "UNSUBSCRIBE"):
		e.noQuickSight(v.Enabled, create)
		return
	case !strings.HasPrefix(subscription.Edition, "ENTERPRISE"):
		e.add(levelIf(v.Enabled), quickTopic, "QuickSight "+subscription.AccountName+" is of the "+subscription.Edition+" edition",
			"Dashboards that are made by a program want the Enterprise edition. An upgrade cannot be taken back.",
			"https://quicksight.aws.amazon.com/sn/admin")
		return
	case v.Enabled && create && !e.deployed:
		e.add(Problem, quickTopic, "QuickSight "+subscription.AccountName+" is there, and the stack is to create a subscription",
			"pulumi up fails: an account has one.", quickUse)
		return
	}
	e.add(OK, quickTopic, fmt.Sprintf("QuickSight %s is of the %s edition, with users of %s",
		subscription.AccountName, subscription.Edition, subscription.AuthenticationType), "")
	e.quickSightUsers()
}

// levelIf is how bad something is that only a dashboard in QuickSight needs.
func levelIf(enabled bool) Level {
	if enabled {
		return Problem
	}
	return Warning
}

func (e *exam) noQuickSight(enabled, create bool) {
	switch {
	case enabled && create:
		e.add(OK, quickTopic, "the account has no QuickSight yet, and the stack subscribes it", "")
	case enabled:
		e.add(Problem, quickTopic, "the account has no QuickSight, and the stack is to make a dashboard in it", "pulumi up stops at the first part of it.",
			append(slices.Clone(quickSubscribe), quickOff)...)
	default:
		e.add(Note, quickTopic, "the account has no QuickSight", "The lake, the views and Athena work without it; dashboards in QuickSight want the Enterprise edition. The stack can subscribe the account.",
			append([]string{"pulumi config set visualizeEnabled true"}, quickSubscribe...)...)
	}
}

// quickSightUsers looks where users and groups are, and for those that the
// configuration names.
func (e *exam) quickSightUsers() {
	client, v := e.client, e.s.Visualize
	if v.IdentityRegion != "" {
		client = client.In(v.IdentityRegion)
	}
	users, err := client.QuickSightUsers(e.ctx, e.who.Account, v.Namespace)
	if home := awsread.IdentityRegion(err); home != "" {
		level := Note
		if v.Enabled {
			level = Problem
		}
		e.add(level, quickTopic, "QuickSight keeps its users in "+home, "Users and groups are found there, whatever Region the data is in.",
			"pulumi config set visualizeIdentityRegion "+home)
		client = client.In(home)
		users, err = client.QuickSightUsers(e.ctx, e.who.Account, v.Namespace)
	}
	in := " --region " + client.Region + " --aws-account-id " + e.who.Account + " --namespace " + v.Namespace
	if err != nil {
		e.blind(quickTopic, client.Region, "the users of QuickSight", err, "aws quicksight list-users"+in)
		return
	}
	if len(users) == 0 {
		e.add(Note, quickTopic, "QuickSight has no users", "A dashboard is shown to users and groups.", "https://quicksight.aws.amazon.com/sn/admin#users")
		return
	}
	var names []string
	for _, user := range users[:min(len(users), fewUsers)] {
		names = append(names, user.UserName+" ("+strings.ToLower(user.Role)+")")
	}
	if more := len(users) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("and at least %d more", more))
	}
	do := []string{"aws quicksight list-users" + in}
	if !v.Enabled {
		do = append(do, "pulumi config set visualizeEnabled true", "pulumi config set --path 'visualizeOwners[0]' user/"+users[0].UserName)
	}
	e.add(OK, quickTopic, "users of QuickSight in "+client.Region+": "+strings.Join(names, ", "), "", do...)
	if v.Enabled {
		e.quickSightNamed(users, in)
	}
}

// quickSightNamed looks for users that the configuration gives by name. Only the first
// hundred are known: beyond that nothing is said.
func (e *exam) quickSightNamed(users []awsread.QuickSightUser, in string) {
	roles := map[string]string{}
	for _, user := range users {
		roles[user.UserName] = user.Role
	}
	v := e.s.Visualize
	for i, principal := range slices.Concat(v.Owners, v.Viewers) {
		name, isUser := strings.CutPrefix(principal, "user/")
		if !isUser {
			continue
		}
		switch role := roles[name]; {
		case role == "" && len(users) < awsread.MostUsers:
			e.add(Problem, quickTopic, "QuickSight has no user "+name, "pulumi up stops: a dashboard cannot be shown to somebody who is not there.",
				"aws quicksight list-users"+in, "https://quicksight.aws.amazon.com/sn/admin#users")
		case i < len(v.Owners) && strings.HasPrefix(role, "READER"):
			e.add(Warning, quickTopic, name+" is to own the dashboard, and is a reader in QuickSight", "Readers can look, and cannot change anything.",
				"aws quicksight update-user"+in+" --user-name "+name+" --role AUTHOR --email <his address>")
		}
	}
}
