package settings

import (
	"slices"
	"strings"
)

// deriveVisualize fills in what depends on other keys.
func (s *Settings) deriveVisualize() {
	if v := &s.Visualize; v.Subscription == Create && v.Group == "" {
		v.Group = s.Prefix()
	}
}

func (s *Settings) checkVisualize(from Source) []error {
	v := &s.Visualize
	if !v.Enabled {
		return nil
	}
	var problems []error
	refuse := func(key, value, want string) { problems = append(problems, Problem{key, value, want}) }
	home := v.IdentityRegion
	if home == "" {
		home = from.Region
	}
	if len(v.Owners)+len(v.Viewers) == 0 && v.Group == "" {
		refuse("visualizeEnabled", "true", someone(home))
	}
	if v.Subscription == Create {
		problems = append(problems, v.checkSubscription(home)...)
	}
	for _, list := range []struct {
		key        string
		principals []string
	}{{"visualizeOwners", v.Owners}, {"visualizeViewers", v.Viewers}} {
		for _, principal := range list.principals {
			if at := regionOf(principal); home != "" && at != "" && at != home {
				refuse(list.key, principal, "a principal of "+home+", where users and groups are looked for; if "+at+" is QuickSight's identity Region: pulumi config set visualizeIdentityRegion "+at)
			}
			if principal == groupPrefix+v.Group {
				refuse(list.key, principal, "others than visualizeGroup, which owns everything as it is")
			}
			if list.key == "visualizeViewers" && slices.Contains(v.Owners, principal) {
				refuse(list.key, principal, "others than visualizeOwners: who owns it sees it")
			}
		}
	}
	return problems
}

// checkSubscription looks at what a subscription takes that is to be created at home.
func (v *Visualize) checkSubscription(home string) []error {
	var problems []error
	if v.AccountName == "" {
		problems = append(problems, Problem{"visualizeAccountName", "", "a name for the QuickSight account, as visualizeSubscription is create; it is unique in all of AWS and cannot be changed"})
	}
	if v.NotificationEmail == "" {
		problems = append(problems, Problem{"visualizeNotificationEmail", "", "an e-mail address for the QuickSight account, as visualizeSubscription is create"})
	}
	if v.Namespace != defaultNamespace {
		problems = append(problems, Problem{"visualizeNamespace", v.Namespace, defaultNamespace + ", as visualizeSubscription is create: a new account has no other"})
	}
	// (https://docs.amazonaws.cn/en_us/aws/latest/userguide/quicksight.html)
	if strings.HasPrefix(home, "cn-") {
		problems = append(problems, Problem{"visualizeSubscription", Create, "existing: in China QuickSight takes users of IAM Identity Center or Active Directory only, so subscribe by hand"})
	}
	return problems
}

const defaultNamespace = "default"

// regionOf is the Region in the ARN of a principal; "" for a name.
func regionOf(principal string) string {
	if fields := strings.Split(principal, ":"); len(fields) > 5 && fields[0] == "arn" {
		return fields[3]
	}
	return ""
}

// PrincipalARN is the ARN of a principal, which may be one already: of a user, a group
// or a namespace of an account, where QuickSight keeps it.
func (v *Visualize) PrincipalARN(principal, partition, region, account string) string {
	if regionOf(principal) != "" {
		return principal
	}
	path := principal
	for _, prefix := range []string{userPrefix, groupPrefix} {
		if name, ok := strings.CutPrefix(principal, prefix); ok {
			path = prefix + v.Namespace + "/" + name
		}
	}
	return "arn:" + partition + ":quicksight:" + region + ":" + account + ":" + path
}
