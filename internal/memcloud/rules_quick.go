package memcloud

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// subscribed is the answer of every call of QuickSight in an account without it.
func subscribed(o *op) error {
	if !o.cloud.QuickSight {
		return fmt.Errorf("ResourceNotFoundException: Directory information for account %s is not found: no QuickSight subscription", o.cloud.Account)
	}
	return nil
}

// subscribe makes the Region in which it is done the one of users and groups.
func subscribe(o *op) error {
	if o.old != nil {
		return nil
	}
	if o.cloud.QuickSight {
		return errors.New("ResourceExistsException: Account is already subscribed to Quicksight: it exists already")
	}
	o.cloud.QuickSight, o.cloud.IdentityRegion = true, o.region
	return nil
}

func unsubscribe(o *op) error {
	o.cloud.QuickSight = false
	return nil
}

// inIdentityRegion refuses what concerns users and groups elsewhere, in QuickSight's
// words (https://github.com/ekristen/aws-nuke/issues/995).
func inIdentityRegion(o *op) error {
	if err := subscribed(o); err != nil {
		return err
	}
	if home := o.cloud.IdentityRegion; home != "" && home != o.region {
		return fmt.Errorf("AccessDeniedException: Operation is being called from endpoint %s, but your identity region is %s. Please use the %s endpoint", o.region, home, home)
	}
	return nil
}

// shared is a QuickSight resource that has permissions.
func shared(kind string) func(*op) error {
	return func(o *op) error {
		if err := subscribed(o); err != nil {
			return err
		}
		var granted []grant
		for _, p := range list(o.is.Get("permissions")) {
			var actions []string
			for _, a := range list(plain(p).ObjectValue()["actions"]) {
				actions = append(actions, plain(a).StringValue())
			}
			granted = append(granted, grant{text(p, "principal"), actions})
		}
		return o.cloud.permitted(kind, granted)
	}
}

// dataSet checks that the data source of each table exists.
func dataSet(o *op) error {
	if err := shared("dataset")(o); err != nil {
		return err
	}
	for _, table := range list(o.is.Get("physicalTableMaps")) {
		for _, kind := range []resource.PropertyKey{"customSql", "relationalTable"} {
			source := text(plain(table).ObjectValue()[kind], "dataSourceArn")
			if source != "" && o.cloud.find(dataSourceType, o.region, source) == nil {
				return fmt.Errorf("InvalidParameterValueException: no data source %s", source)
			}
		}
	}
	return nil
}

func refreshable(o *op) error {
	if err := subscribed(o); err != nil {
		return err
	}
	id := o.is.Text("awsAccountId") + "," + o.is.Text("dataSetId")
	if o.cloud.find(dataSetType, o.region, id) == nil {
		return fmt.Errorf("ResourceNotFoundException: no dataset %s", id)
	}
	if o.is.Text("scheduleId") == "" {
		return errors.New("InvalidParameterValueException: a schedule has an id")
	}
	return nil
}

// filed checks that a folder and its member exist.
func filed(o *op) error {
	if err := subscribed(o); err != nil {
		return err
	}
	if o.cloud.find(folderType, o.region, o.cloud.Account+","+o.is.Text("folderId")) == nil {
		return fmt.Errorf("ResourceNotFoundException: no folder %s", o.is.Text("folderId"))
	}
	if o.is.Text("memberType") == "DASHBOARD" && o.cloud.find(dashboardType, o.region, o.is.Text("memberId")) == nil {
		return fmt.Errorf("ResourceNotFoundException: no dashboard %s", o.is.Text("memberId"))
	}
	return nil
}

// grant is one entry of a list of permissions.
type grant struct {
	principal string
	actions   []string
}

// grantable are the sets of actions that QuickSight grants, and no other, in short:
// what comes before the colon is the resource in "Describe..." and so on. Folders:
// https://github.com/hashicorp/terraform-provider-aws/issues/32680, the rest as others
// deploy it.
var grantable = map[string][]string{
	"dashboard": {
		"DescribeDashboard ListDashboardVersions QueryDashboard",
		"DescribeDashboard ListDashboardVersions UpdateDashboardPermissions QueryDashboard UpdateDashboard DeleteDashboard DescribeDashboardPermissions UpdateDashboardPublishedVersion",
	},
	"analysis": {
		"RestoreAnalysis UpdateAnalysisPermissions DeleteAnalysis DescribeAnalysisPermissions QueryAnalysis DescribeAnalysis UpdateAnalysis",
	},
	"dataset": {
		"DescribeDataSet DescribeDataSetPermissions PassDataSet DescribeIngestion ListIngestions",
		"DescribeDataSet DescribeDataSetPermissions PassDataSet DescribeIngestion ListIngestions UpdateDataSet DeleteDataSet CreateIngestion CancelIngestion UpdateDataSetPermissions",
	},
	"datasource": {
		"DescribeDataSource DescribeDataSourcePermissions PassDataSource",
		"DescribeDataSource DescribeDataSourcePermissions PassDataSource UpdateDataSource DeleteDataSource UpdateDataSourcePermissions",
	},
	"theme": {
		"DescribeTheme DescribeThemeAlias ListThemeAliases ListThemeVersions",
		"DescribeTheme DescribeThemeAlias ListThemeAliases ListThemeVersions DeleteTheme UpdateTheme CreateThemeAlias DeleteThemeAlias UpdateThemeAlias UpdateThemePermissions DescribeThemePermissions",
	},
	"folder": {
		"DescribeFolder",
		"CreateFolder DescribeFolder UpdateFolder DeleteFolder CreateFolderMembership DeleteFolderMembership DescribeFolderPermissions UpdateFolderPermissions",
	},
}

// permitted checks that the principals are there, once each, and the sets those that
// there are.
func (c *Cloud) permitted(kind string, granted []grant) error {
	seen := map[string]bool{}
	for _, g := range granted {
		if seen[g.principal] || !c.principal(kind, g.principal) {
			return fmt.Errorf("InvalidParameterValueException: Invalid principals given: %s", g.principal)
		}
		seen[g.principal] = true
		var short []string
		for _, action := range g.actions {
			short = append(short, strings.TrimPrefix(action, "quicksight:"))
		}
		if !slices.ContainsFunc(grantable[kind], func(set string) bool {
			return slices.Equal(slices.Sorted(slices.Values(strings.Fields(set))), slices.Sorted(slices.Values(short)))
		}) {
			return fmt.Errorf("InvalidParameterValueException: ResourcePermission list contains unsupported permission sets %v for this resource", g.actions)
		}
	}
	return nil
}

// principal says whether there is a user, a group, or for some kinds a namespace.
func (c *Cloud) principal(kind, arn string) bool {
	if strings.HasSuffix(arn, ":namespace/default") {
		return kind == "dashboard" || kind == "analysis" || kind == "theme"
	}
	if slices.Contains(c.QuickSightUsers, arn) {
		return true
	}
	for k, o := range c.objects {
		if k.token == groupType && o.Text("arn") == arn {
			return true
		}
	}
	return false
}
