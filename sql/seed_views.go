package sql

// The two relations that the seed (aws-samples/aws-security-hub-analytic-pipeline,
// MIT-0) gave its users, so that what they wrote keeps running. Nothing of ours
// reads them: a user may replace or drop both.

var crawledFindings = View{
	Name: "security-hub-crawled-findings",
	Description: "Finding versions under the flattened, lower-case names of the seed's crawled table, " +
		"all as text. New queries are better off with findings, which has types and whole lists.",
	Grain: "one row per finding version",
	Reads: []string{"findings"},
	Columns: varchars(
		"schemaversion", "ASFF SchemaVersion.",
		"id", "ASFF Id.",
		"productarn", "ASFF ProductArn.",
		"productname", "ASFF ProductName.",
		"companyname", "ASFF CompanyName.",
		"generatorid", "ASFF GeneratorId.",
		"awsaccountid", "ASFF AwsAccountId.",
		"awsaccountname", "ASFF AwsAccountName.",
		"region", "ASFF Region.",
		"types_0", "ASFF Types, the first.",
		"firstobservedat", "ASFF FirstObservedAt, ISO 8601 in UTC with Z.",
		"lastobservedat", "ASFF LastObservedAt, ISO 8601 in UTC with Z.",
		"createdat", "ASFF CreatedAt, ISO 8601 in UTC with Z.",
		"updatedat", "ASFF UpdatedAt, ISO 8601 in UTC with Z; null where it is missing or no time.",
		"processedat", "ASFF ProcessedAt, ISO 8601 in UTC with Z.",
		"severity_label", "ASFF Severity.Label.",
		"severity_normalized", "ASFF Severity.Normalized.",
		"severity_product", "ASFF Severity.Product.",
		"severity_original", "ASFF Severity.Original.",
		"confidence", "ASFF Confidence.",
		"criticality", "ASFF Criticality.",
		"title", "ASFF Title.",
		"description", "ASFF Description.",
		"remediation_recommendation_text", "ASFF Remediation.Recommendation.Text.",
		"remediation_recommendation_url", "ASFF Remediation.Recommendation.Url.",
		"sourceurl", "ASFF SourceUrl.",
		"productfields_standardsarn", "ASFF ProductFields, key StandardsArn.",
		"productfields_standardssubscriptionarn", "ASFF ProductFields, key StandardsSubscriptionArn.",
		"productfields_standardscontrolarn", "ASFF ProductFields, key StandardsControlArn.",
		"productfields_standardsguidearn", "ASFF ProductFields, key StandardsGuideArn.",
		"productfields_standardsguidesubscriptionarn", "ASFF ProductFields, key StandardsGuideSubscriptionArn.",
		"productfields_controlid", "ASFF ProductFields, key ControlId.",
		"productfields_ruleid", "ASFF ProductFields, key RuleId.",
		"productfields_recommendationurl", "ASFF ProductFields, key RecommendationUrl.",
		"productfields_relatedawsresources_0_name", "ASFF ProductFields, key RelatedAWSResources:0/name.",
		"productfields_relatedawsresources_0_type", "ASFF ProductFields, key RelatedAWSResources:0/type.",
		"productfields_resources_0_id", "ASFF ProductFields, key Resources:0/Id.",
		"productfields_aws_securityhub_productname", "ASFF ProductFields, key aws/securityhub/ProductName.",
		"productfields_aws_securityhub_companyname", "ASFF ProductFields, key aws/securityhub/CompanyName.",
		"productfields_aws_securityhub_findingid", "ASFF ProductFields, key aws/securityhub/FindingId.",
		"findingproviderfields_severity_label", "ASFF FindingProviderFields.Severity.Label.",
		"findingproviderfields_severity_original", "ASFF FindingProviderFields.Severity.Original.",
		"findingproviderfields_confidence", "ASFF FindingProviderFields.Confidence.",
		"findingproviderfields_criticality", "ASFF FindingProviderFields.Criticality.",
		"findingproviderfields_types_0", "ASFF FindingProviderFields.Types, the first.",
		"resources_0_id", "ASFF Resources, Id of the first.",
		"resources_0_type", "ASFF Resources, Type of the first.",
		"resources_0_region", "ASFF Resources, Region of the first.",
		"resources_0_partition", "ASFF Resources, Partition of the first.",
		"resources_0_resourcerole", "ASFF Resources, ResourceRole of the first.",
		"compliance_status", "ASFF Compliance.Status.",
		"compliance_securitycontrolid", "ASFF Compliance.SecurityControlId.",
		"compliance_associatedstandards_0_standardsid", "ASFF Compliance.AssociatedStandards, StandardsId of the first.",
		"compliance_relatedrequirements_0", "ASFF Compliance.RelatedRequirements, the first.",
		"compliance_statusreasons_0_reasoncode", "ASFF Compliance.StatusReasons, ReasonCode of the first.",
		"compliance_statusreasons_0_description", "ASFF Compliance.StatusReasons, Description of the first.",
		"verificationstate", "ASFF VerificationState.",
		"workflowstate", "ASFF WorkflowState, which AWS deprecated: null where a finding has none.",
		"workflow_status", "ASFF Workflow.Status.",
		"recordstate", "ASFF RecordState.",
		"note_text", "ASFF Note.Text.",
		"note_updatedby", "ASFF Note.UpdatedBy.",
		"note_updatedat", "ASFF Note.UpdatedAt, ISO 8601 in UTC with Z.",
		"vulnerabilities_0_id", "ASFF Vulnerabilities, Id of the first.",
		"ingest_date", "Day that the finding arrived, YYYY-MM-DD: the partition. The seed had none; "+
			"name it in a condition and less is read.",
	),
}

var rolledUpFinding = View{
	Name:        "security-hub-rolled-up-finding",
	Description: "Distinct titles by the hour of their update, compliance status, workflow state and severity: the seed's view.",
	Grain:       "one row per hour, compliance status, workflow state and severity",
	Key:         []string{"year_month_day", "compliance_status", "workflowstate", "severity_label"},
	Reads:       []string{"findings"},
	Columns: []Column{
		{"year_month_day", "varchar", "Hour of the update in UTC, as YYYY-MM-DD HH:00; null where a finding has no such time."},
		{"compliance_status", "varchar", "ASFF Compliance.Status; null for findings that are no check."},
		{"workflowstate", "varchar", "ASFF WorkflowState, which AWS deprecated: null where a finding has none."},
		{"severity_label", "varchar", "ASFF Severity.Label."},
		{"cnt", "bigint", "Number of distinct titles."},
		{"year_month_day_hour", "varchar", "The same as year_month_day, under the name that the seed's QuickSight steps use."},
	},
}

// varchars takes names and descriptions in turn.
func varchars(pairs ...string) []Column {
	columns := make([]Column, 0, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		columns = append(columns, Column{Name: pairs[i], Trino: "varchar", Description: pairs[i+1]})
	}
	return columns
}
