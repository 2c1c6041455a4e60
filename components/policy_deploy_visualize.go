package components

// deployVisualize are the rights of visualize. CloudFormation makes some of it with the
// rights of whoever deploys: what its handlers ask for stands in the schemas of the
// types (https://github.com/pulumi/pulumi-aws-native, aws-cloudformation-schema).
func deployVisualize(p Place) []Statement {
	// Users and groups are in another Region than the data, or in the same.
	anywhere := "arn:" + p.Partition + ":quicksight:*:" + p.Account + ":"
	id := func(kind string) string { return p.ARN("quicksight", kind+"/security-hub-analytics-*") }
	tags := []string{"ListTagsForResource", "TagResource", "UntagResource"}
	return []Statement{
		allowed("Stacks", "cloudformation", []string{
			"CreateStack", "DeleteStack", "DescribeStackEvents", "DescribeStackResources", "DescribeStacks", "GetTemplate", "TagResource",
			"UntagResource", "UpdateStack",
		}, ours(p, "cloudformation", "stack/")),
		// CloudFormation reads them for whoever deploys. No finding is in them.
		allowed("Templates", "s3", []string{"GetObject", "GetObjectTagging", "PutObject", "PutObjectTagging"}, p.BucketARN(NamePrefix+"-visualize-*/*")),
		allowed("DataSource", "quicksight", append([]string{
			"DeleteDataSource", "DescribeDataSource", "DescribeDataSourcePermissions", "PassDataSource", "UpdateDataSource",
			"UpdateDataSourcePermissions",
		}, tags...), id("datasource")),
		// They know no resource, and a new data set is one of its data source
		// (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonquicksight.html).
		allowed("NewDataSource", "quicksight", []string{"CreateDataSource", "ListIngestions", "ListRefreshSchedules"}, all),
		allowed("NewDataSet", "quicksight", []string{"CreateDataSet"}, id("datasource"), id("dataset")),
		allowed("DataSets", "quicksight", append([]string{
			"CreateRefreshSchedule", "DeleteDataSet", "DeleteRefreshSchedule", "DescribeDataSet", "DescribeDataSetPermissions",
			"DescribeDataSetRefreshProperties", "DescribeIngestion", "DescribeRefreshSchedule",
			"PassDataSet", "UpdateDataSet", "UpdateDataSetPermissions", "UpdateRefreshSchedule",
		}, tags...), id("dataset")),
		allowed("Analysis", "quicksight", append([]string{
			"CreateAnalysis", "DeleteAnalysis", "DescribeAnalysis", "DescribeAnalysisDefinition", "DescribeAnalysisPermissions", "UpdateAnalysis",
			"UpdateAnalysisPermissions",
		}, tags...), id("analysis")),
		allowed("Dashboard", "quicksight", append([]string{
			"CreateDashboard", "DeleteDashboard", "DescribeDashboard", "DescribeDashboardDefinition", "DescribeDashboardPermissions",
			"ListDashboardVersions", "UpdateDashboard", "UpdateDashboardPermissions", "UpdateDashboardPublishedVersion",
		}, tags...), id("dashboard")),
		allowed("Theme", "quicksight", append([]string{
			"CreateTheme", "DeleteTheme", "DescribeTheme", "DescribeThemePermissions", "UpdateTheme", "UpdateThemePermissions",
		}, tags...), id("theme")),
		allowed("Folder", "quicksight", append([]string{
			"CreateFolder", "CreateFolderMembership", "DeleteFolder", "DeleteFolderMembership", "DescribeFolder", "DescribeFolderPermissions",
			"ListFolderMembers", "UpdateFolder", "UpdateFolderPermissions",
		}, tags...), id("folder")),
		// Which folders it is in is asked of each before it goes, whatever they are called.
		allowed("Folders", "quicksight", []string{"ListFoldersForResource"}, id("datasource"), id("dataset"), id("analysis"), id("dashboard")),
		allowed("Group", "quicksight", []string{"CreateGroup", "DeleteGroup", "DescribeGroup", "UpdateGroup"}, anywhere+"group/*"),
		// A subscription makes a directory for its users. None of it knows a resource
		// (https://docs.aws.amazon.com/quick/latest/userguide/iam-policy-examples.html).
		allowed("Subscription", "quicksight", []string{"CreateAccountSubscription", "DescribeAccountSubscription", "Subscribe"}, all),
		allowed("Directory", "ds", []string{
			"AuthorizeApplication", "CheckAlias", "CreateAlias", "CreateIdentityPoolDirectory", "DescribeDirectories", "DescribeTrusts",
			"UnauthorizeApplication",
		}, all),
	}
}
