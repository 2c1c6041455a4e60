package components

func deployIdentity(p Place) []Statement {
	iam := "arn:" + p.Partition + ":iam::" + p.Account + ":"
	pass := allowed("HandOver", "iam", []string{"PassRole"}, iam+"role/"+NamePrefix+"-*")
	pass.Condition = Condition{"StringEquals": {"iam:PassedToService": {
		"ecs-tasks.amazonaws.com", "events.amazonaws.com", "firehose.amazonaws.com", "glue.amazonaws.com", "lambda.amazonaws.com",
		"quicksight.amazonaws.com", "scheduler.amazonaws.com",
	}}}
	linked := allowed("ServiceRoles", "iam", []string{"CreateServiceLinkedRole"}, iam+"role/aws-service-role/*")
	linked.Condition = Condition{"StringEquals": {"iam:AWSServiceName": {"ecs.amazonaws.com", "securityhub.amazonaws.com"}}}
	return []Statement{
		allowed("Roles", "iam", []string{
			"AttachRolePolicy", "CreateRole", "DeleteRole", "DeleteRolePermissionsBoundary", "DeleteRolePolicy", "DetachRolePolicy", "GetRole",
			"GetRolePolicy", "ListAttachedRolePolicies", "ListInstanceProfilesForRole", "ListRolePolicies", "PutRolePermissionsBoundary",
			"PutRolePolicy", "TagRole", "UntagRole", "UpdateAssumeRolePolicy", "UpdateRole", "UpdateRoleDescription",
		}, iam+"role/"+NamePrefix+"-*"),
		allowed("Policies", "iam", []string{
			"CreatePolicy", "CreatePolicyVersion", "DeletePolicy", "DeletePolicyVersion", "GetPolicy", "GetPolicyVersion", "ListPolicyVersions",
			"TagPolicy", "UntagPolicy",
		}, iam+"policy/"+NamePrefix+"-*"),
		pass, linked,
		// Who am I: it asks for no right, and an organization may deny what is not listed.
		allowed("WhoAmI", "sts", []string{"GetCallerIdentity"}, all),
	}
}

func deployCatalog(p Place, database string) []Statement {
	return []Statement{
		allowed("Database", "glue", []string{
			"CreateDatabase", "CreateTable", "DeleteDatabase", "DeleteTable", "GetDatabase", "GetPartitionIndexes", "GetTable", "GetTags",
			"TagResource", "UntagResource", "UpdateDatabase", "UpdateTable",
		}, p.ARN("glue", "catalog"), p.ARN("glue", "database/"+database), p.ARN("glue", "table/"+database+"/*"),
			p.ARN("glue", "database/"+database+"_crawled"), p.ARN("glue", "table/"+database+"_crawled/*"),
			p.ARN("glue", "userDefinedFunction/"+database+"/*"), p.ARN("glue", "userDefinedFunction/"+database+"_crawled/*")),
		allowed("Crawler", "glue", []string{
			"DeleteCrawler", "GetCrawler", "GetTags", "StopCrawler", "TagResource", "UntagResource", "UpdateCrawler",
		}, ours(p, "glue", "crawler/")),
		// A new crawler and security configurations know no resource
		// (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsglue.html).
		allowed("NewCrawler", "glue", []string{
			"CreateCrawler", "CreateSecurityConfiguration", "DeleteSecurityConfiguration", "GetSecurityConfiguration",
		}, all),
		allowed("Workgroups", "athena", []string{
			"CreateNamedQuery", "CreateWorkGroup", "DeleteNamedQuery", "DeleteWorkGroup", "GetNamedQuery", "GetWorkGroup", "ListTagsForResource",
			"TagResource", "UntagResource", "UpdateWorkGroup",
		}, ours(p, "athena", "workgroup/")),
	}
}

func deployDetect(p Place) []Statement {
	// In any Region that detectRegions may name.
	anywhere := "arn:" + p.Partition + ":securityhub:*:" + p.Account + ":"
	group := allowed("Network", "ec2", []string{
		"AuthorizeSecurityGroupEgress", "CreateSecurityGroup", "CreateTags", "DeleteSecurityGroup", "DeleteTags", "RevokeSecurityGroupEgress",
	}, p.ARN("ec2", "security-group/*"), p.ARN("ec2", "security-group-rule/*"), p.ARN("ec2", "vpc/*"))
	return []Statement{
		allowed("Hub", "securityhub", []string{
			"BatchDisableStandards", "BatchEnableStandards", "DescribeHub", "DisableImportFindingsForProduct", "DisableSecurityHub",
			"EnableImportFindingsForProduct", "EnableSecurityHub", "GetEnabledStandards", "ListEnabledProductsForImport",
			"UpdateSecurityHubConfiguration",
		}, anywhere+"hub/default"),
		allowed("Aggregator", "securityhub", []string{"DeleteFindingAggregator", "GetFindingAggregator", "UpdateFindingAggregator"},
			anywhere+"finding-aggregator/*"),
		// They know no resource.
		allowed("NewAggregator", "securityhub", []string{"CreateFindingAggregator", "ListFindingAggregators"}, all),
		allowed("Cluster", "ecs", []string{
			"CreateCluster", "DeleteCluster", "DescribeClusters", "ListTagsForResource", "TagResource", "UntagResource", "UpdateCluster", "UpdateClusterSettings",
		}, ours(p, "ecs", "cluster/")),
		allowed("Task", "ecs", []string{"RegisterTaskDefinition", "TagResource", "UntagResource"}, ours(p, "ecs", "task-definition/")),
		// They know no resource.
		allowed("Tasks", "ecs", []string{"DeregisterTaskDefinition", "DescribeTaskDefinition"}, all),
		allowed("Schedule", "scheduler", []string{"CreateSchedule", "DeleteSchedule", "GetSchedule", "UpdateSchedule"}, ours(p, "scheduler", "schedule/default/")),
		group,
		// Reading the network knows no resource. To look a VPC up the provider reads its
		// attributes and its route table as well (dataSourceVPCRead in
		// terraform-provider-aws, internal/service/ec2/vpc_data_source.go).
		allowed("ReadNetwork", "ec2", []string{
			"DescribeNetworkInterfaces", "DescribeRouteTables", "DescribeSecurityGroupRules", "DescribeSecurityGroups", "DescribeSubnets",
			"DescribeVpcAttribute", "DescribeVpcs",
		}, all),
	}
}
