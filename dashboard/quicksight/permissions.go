package quicksight

import "slices"

// Access are the two sets of actions that QuickSight grants on a kind of resource.
// It takes a set whole or not at all ("ResourcePermission list contains unsupported
// permission sets", https://github.com/hashicorp/terraform-provider-aws/issues/32680),
// so nothing may be added or left out.
type Access struct {
	// Viewer may look; nil if QuickSight has no such set for the kind.
	Viewer []string
	// Owner may change, share and delete.
	Owner []string
}

// The sets, as others deploy them: those of dashboards, data sets and data sources in
// aws-solutions-library-samples/cloud-intelligence-dashboards-framework and
// cds-snc/notification-terraform, that of analyses in
// https://docs.aws.amazon.com/quicksight/latest/developerguide/update-analysis-permissions.html,
// those of themes in
// https://docs.aws.amazon.com/quicksight/latest/APIReference/API_UpdateThemePermissions.html,
// those of folders in the message that the issue above quotes.
var (
	DashboardAccess = access(
		[]string{"DescribeDashboard", "ListDashboardVersions", "QueryDashboard"},
		"UpdateDashboard", "DeleteDashboard", "UpdateDashboardPublishedVersion", "DescribeDashboardPermissions", "UpdateDashboardPermissions",
	)
	AnalysisAccess = access(nil,
		"DescribeAnalysis", "QueryAnalysis", "UpdateAnalysis", "DeleteAnalysis", "RestoreAnalysis", "DescribeAnalysisPermissions", "UpdateAnalysisPermissions",
	)
	DataSetAccess = access(
		[]string{"DescribeDataSet", "DescribeDataSetPermissions", "PassDataSet", "DescribeIngestion", "ListIngestions"},
		"UpdateDataSet", "DeleteDataSet", "UpdateDataSetPermissions", "CreateIngestion", "CancelIngestion",
	)
	DataSourceAccess = access(
		[]string{"DescribeDataSource", "DescribeDataSourcePermissions", "PassDataSource"},
		"UpdateDataSource", "DeleteDataSource", "UpdateDataSourcePermissions",
	)
	ThemeAccess = access(
		[]string{"DescribeTheme", "DescribeThemeAlias", "ListThemeAliases", "ListThemeVersions"},
		"UpdateTheme", "DeleteTheme", "CreateThemeAlias", "UpdateThemeAlias", "DeleteThemeAlias", "DescribeThemePermissions", "UpdateThemePermissions",
	)
	FolderAccess = access(
		[]string{"DescribeFolder"},
		"CreateFolder", "UpdateFolder", "DeleteFolder", "CreateFolderMembership", "DeleteFolderMembership", "DescribeFolderPermissions", "UpdateFolderPermissions",
	)
)

// access is the set of viewers, and that of owners, who may do more.
func access(viewer []string, more ...string) Access {
	return Access{Viewer: qualified(viewer), Owner: qualified(slices.Concat(viewer, more))}
}

func qualified(actions []string) []string {
	var full []string
	for _, action := range actions {
		full = append(full, "quicksight:"+action)
	}
	return full
}
