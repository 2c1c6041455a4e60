package main

import "strings"

// project is a repository that findings are taken from.
type project struct {
	// licence is what the index must say of every file; a change of licence
	// upstream is looked at by somebody before it goes in.
	licence string
	// notices are the copyright lines to pass on, as the project words them; nil
	// where it has none.
	notices []string
}

const apache = "Apache-2.0"

var projects = map[string]project{
	"aws-solutions/automated-security-response-on-aws": {apache,
		[]string{"Automated Security Response on AWS", "Copyright Amazon.com, Inc. or its affiliates. All Rights Reserved."}},
	"schubergphilis/awsfindingsmanagerlib": {apache, []string{"Author: Marwin Baumann"}},
	"carlovoSBP/sechubman":                 {apache, nil},
	"panther-labs/panther-analysis":        {apache, []string{"Copyright 2020 Panther Labs Inc"}},
	"jfrog/xray-aws-security-hub":          {apache, []string{"Copyright 2020 JFrog Ltd"}},
	"aquasecurity/trivy": {apache, []string{"Copyright 2019-2020 Aqua Security Software Ltd.",
		"This product includes software developed by Aqua Security (https://aquasec.com)."}},
	"hdisysteme/cicd4securityhub":                            {apache, []string{"Copyright 2021 HDI Systems AG"}},
	"cruxstack/aws-securityhubv2-bot":                        {"MIT", []string{"Copyright (c) 2025 Crux Stack"}},
	"prowler-cloud/prowler":                                  {apache, []string{"Copyright @ 2024 Toni de la Fuente"}},
	"aws/aws-cli":                                            {apache, []string{"Copyright 2012 Amazon.com, Inc. or its affiliates. All Rights Reserved."}},
	"awsdocs/iam-user-guide":                                 {"MIT-0", nil},
	"aws-samples/aws-security-hub-glue-aggregator-terraform": {apache, nil},
}

// leftOut says why a file stays out, "" if it does not. The sample is to be real
// findings under licences that ask for no more than a notice.
func leftOut(u upstream) string {
	switch {
	case u.licence == "BSD-3-Clause" || strings.HasPrefix(u.licence, "CC-"):
		return "licence"
	case u.repository == "awslabs/mcp",
		u.repository == "aquasecurity/postee",
		u.repository == "aws-samples/aws-security-hub-analytic-pipeline",
		u.repository == "laurenncodes/security-hub-compliance-analyzer",
		strings.HasSuffix(u.path, "test_note_preservation.py"):
		return "written by hand for a unit test"
	case u.repository == "awslabs/automated-security-helper",
		u.repository == "aws-samples/sample-aws-security-lake-integrations",
		strings.HasSuffix(u.path, "securityhub/batch-import-findings.rst"):
		return "written by hand for a manual"
	case strings.Contains(u.path, "example_output_aws"), strings.HasSuffix(u.path, "reporting.mdx"):
		return "account and Region are placeholders"
	case strings.Contains(u.path, "output_large_1500"):
		return "generated volume data"
	case strings.Contains(u.path, "_azure."), strings.Contains(u.path, "_gcp."), strings.Contains(u.path, "_kubernetes."):
		return "not of an AWS account"
	case strings.HasSuffix(u.file, ".cli.extracted.json"):
		return "the same file is in as it is"
	}
	return ""
}

// asIs says that a file goes in byte for byte, though it is no JSON: somebody's
// shell script in the folder of events is what real quarantine looks like.
func asIs(u upstream) bool { return strings.HasSuffix(u.file, ".cli") }
