package settings

import (
	"fmt"

	"security-hub-analytics/dashboard/quicksight"
)

// The words before a name say what it is the name of. Users of IAM are called
// role/session, so a name may have slashes
// (https://docs.aws.amazon.com/quicksight/latest/APIReference/API_User.html).
const (
	userPrefix      = "user/"
	groupPrefix     = "group/"
	namespacePrefix = "namespace/"
)

// An ARN of a principal has 256 characters at most
// (https://docs.aws.amazon.com/quicksight/latest/APIReference/API_ResourcePermission.html).
const (
	somebody     = `(?:user|group)/[!-~\x{A1}-\x{FF}][ -~\x{A1}-\x{FF}]{0,170}`
	someSpace    = `namespace/[A-Za-z0-9._-]{1,64}`
	principalARN = `arn:aws[a-z-]*:quicksight:[a-z0-9-]+:[0-9]{12}:`
)

var (
	owner = matching(somebody+`|`+principalARN+`(?:user|group)/[A-Za-z0-9._-]+/[ -~\x{A1}-\x{FF}]+`,
		"user/NAME, group/NAME or the ARN of either")
	viewer = matching(somebody+`|`+someSpace+`|`+principalARN+`(?:(?:user|group)/[A-Za-z0-9._-]+/[ -~\x{A1}-\x{FF}]+|`+someSpace+`)`,
		"user/NAME, group/NAME, namespace/NAME (everybody in it) or the ARN of one of these")

	// https://docs.aws.amazon.com/quicksight/latest/APIReference/API_CreateAccountSubscription.html
	quickSightAccount = rule{func(v string) bool {
		return len(v) <= 62 && accountPattern.ok(v) && v[:min(len(v), 2)] != "D-" && v[:min(len(v), 2)] != "d-"
	}, accountPattern.allowed}
	accountPattern = matching(`[0-9A-Za-z](?:[0-9A-Za-z-]*[0-9A-Za-z])?`, "letters, digits and hyphens, at most 62, not d- first")

	namespace = matching(`[A-Za-z0-9._-]{1,64}`, "letters, digits, dots, hyphens and underscores, at most 64")
	// Narrower than QuickSight's, so that it can be pasted into a shell.
	groupName  = matching(`[A-Za-z0-9._@+=-]{1,128}`, "letters, digits and . _ @ + = -, at most 128")
	folderName = matching(`[!-~](?:[ -~]{0,198}[!-~])?`, "a name of at most 200 characters")
	clockTime  = matching(`(?:[01][0-9]|2[0-3]):[0-5][0-9]`, "a time as HH:MM, such as 05:00")
)

func visualizeKeys() []Key {
	return []Key{
		boolean("visualizeEnabled", false, func(s *Settings) *bool { return &s.Visualize.Enabled },
			"Makes the dashboard in QuickSight, with its data. Needs somebody who may see it: visualizeOwners, visualizeViewers or visualizeGroup."),
		choice("visualizeSubscription", Existing, func(s *Settings) *string { return &s.Visualize.Subscription }, []string{Existing, Create},
			"existing relies on the account's subscription to QuickSight (Enterprise edition); create subscribes the account, for Enterprise with users of IAM and of QuickSight. What was created stays on destroy: set existing afterwards."),
		text("visualizeAccountName", "", func(s *Settings) *string { return &s.Visualize.AccountName }, quickSightAccount,
			"The name of the QuickSight account to create: unique in all of AWS, and for good. Read once, when the account is subscribed."),
		text("visualizeNotificationEmail", "", func(s *Settings) *string { return &s.Visualize.NotificationEmail }, email,
			"Who is told of what concerns the QuickSight account to create. Read once, when the account is subscribed."),
		text("visualizeIdentityRegion", "", func(s *Settings) *string { return &s.Visualize.IdentityRegion }, region,
			"The Region in which QuickSight keeps users and groups: the one that it was subscribed in. Without it the stack's own. shub doctor finds it out."),
		text("visualizeNamespace", "default", func(s *Settings) *string { return &s.Visualize.Namespace }, namespace,
			"The namespace of users and groups that are given by name."),
		texts("visualizeOwners", quicksight.MaxOwners-1, func(s *Settings) *[]string { return &s.Visualize.Owners }, owner,
			"Who may see, change and share the dashboard, the analysis and the data behind them, by name in visualizeNamespace or by ARN."),
		texts("visualizeViewers", quicksight.MaxViewers, func(s *Settings) *[]string { return &s.Visualize.Viewers }, viewer,
			"Who may see the dashboard, by name or by ARN."),
		text("visualizeGroup", "", func(s *Settings) *string { return &s.Visualize.Group }, groupName,
			"A group that the stack makes and that owns everything, like visualizeOwners. With visualizeSubscription create and no name it is called by project and stack. The output visualizeJoin says how to join it."),
		text("visualizeFolder", "", func(s *Settings) *string { return &s.Visualize.Folder }, folderName,
			"A shared folder that the stack makes and puts the dashboard in. The data is not in it: whoever sees a folder sees all that is in it."),
		text("visualizeRefreshTime", "05:00", func(s *Settings) *string { return &s.Visualize.RefreshTime }, clockTime,
			"When QuickSight loads the data of charts by day, in UTC. Data of charts by hour is loaded every hour."),
		choice("visualizeValidation", "lenient", func(s *Settings) *string { return &s.Visualize.Validation }, []string{"lenient", "strict"},
			"With strict QuickSight refuses the whole dashboard if it has something against one visual; with lenient it shows the rest."),
	}
}

// someone is what is wanted where nobody may see the dashboard.
func someone(region string) string {
	if region == "" {
		region = "REGION"
	}
	return fmt.Sprintf("false, or somebody who may see the dashboard. QuickSight must have an Enterprise subscription and, in its identity Region, a user "+
		"(visualizeSubscription create makes the subscription, and a group). To find the name: aws quicksight list-users --region %s --aws-account-id ACCOUNT --namespace default, "+
		"or shub doctor. Then: pulumi config set --path 'visualizeOwners[0]' user/NAME", region)
}
