-- grain: one row per finding version
-- key:   none (the same version may arrive more than once)
-- reads: findings
--
-- The table that the seed's crawler made, under the names that its flattening
-- gave: the ASFF path joined by underscores, in lower case, all varchar. Lists
-- are numbered from 0, as there; only the first element has a column here.
select
    cast(schema_version as varchar) as schemaversion,
    cast(finding_id as varchar) as id,
    cast(product_arn as varchar) as productarn,
    cast(product_name as varchar) as productname,
    cast(company_name as varchar) as companyname,
    cast(generator_id as varchar) as generatorid,
    cast(aws_account_id as varchar) as awsaccountid,
    cast(aws_account_name as varchar) as awsaccountname,
    cast(region as varchar) as region,
    cast(element_at(types, 1) as varchar) as types_0,
    cast(to_iso8601(first_observed_at) || 'Z' as varchar) as firstobservedat,
    cast(to_iso8601(last_observed_at) || 'Z' as varchar) as lastobservedat,
    cast(to_iso8601(created_at) || 'Z' as varchar) as createdat,
    cast(to_iso8601(updated_at) || 'Z' as varchar) as updatedat,
    cast(to_iso8601(processed_at) || 'Z' as varchar) as processedat,
    cast(severity_label as varchar) as severity_label,
    cast(severity_normalized as varchar) as severity_normalized,
    cast(
        json_extract_scalar(finding, '$.Severity.Product') as varchar
    ) as severity_product,
    cast(severity_original as varchar) as severity_original,
    cast(confidence as varchar) as confidence,
    cast(criticality as varchar) as criticality,
    cast(title as varchar) as title,
    cast(description as varchar) as description,
    cast(remediation_text as varchar) as remediation_recommendation_text,
    cast(remediation_url as varchar) as remediation_recommendation_url,
    cast(source_url as varchar) as sourceurl,
    cast(
        element_at(product_fields, 'StandardsArn') as varchar
    ) as productfields_standardsarn,
    cast(
        element_at(product_fields, 'StandardsSubscriptionArn') as varchar
    ) as productfields_standardssubscriptionarn,
    cast(
        element_at(product_fields, 'StandardsControlArn') as varchar
    ) as productfields_standardscontrolarn,
    cast(
        element_at(product_fields, 'StandardsGuideArn') as varchar
    ) as productfields_standardsguidearn,
    cast(
        element_at(product_fields, 'StandardsGuideSubscriptionArn') as varchar
    ) as productfields_standardsguidesubscriptionarn,
    cast(
        element_at(product_fields, 'ControlId') as varchar
    ) as productfields_controlid,
    cast(
        element_at(product_fields, 'RuleId') as varchar
    ) as productfields_ruleid,
    cast(
        element_at(product_fields, 'RecommendationUrl') as varchar
    ) as productfields_recommendationurl,
    cast(
        element_at(product_fields, 'RelatedAWSResources:0/name') as varchar
    ) as productfields_relatedawsresources_0_name,
    cast(
        element_at(product_fields, 'RelatedAWSResources:0/type') as varchar
    ) as productfields_relatedawsresources_0_type,
    cast(
        element_at(product_fields, 'Resources:0/Id') as varchar
    ) as productfields_resources_0_id,
    cast(
        element_at(product_fields, 'aws/securityhub/ProductName') as varchar
    ) as productfields_aws_securityhub_productname,
    cast(
        element_at(product_fields, 'aws/securityhub/CompanyName') as varchar
    ) as productfields_aws_securityhub_companyname,
    cast(
        element_at(product_fields, 'aws/securityhub/FindingId') as varchar
    ) as productfields_aws_securityhub_findingid,
    cast(
        provider_severity_label as varchar
    ) as findingproviderfields_severity_label,
    cast(
        provider_severity_original as varchar
    ) as findingproviderfields_severity_original,
    cast(provider_confidence as varchar) as findingproviderfields_confidence,
    cast(provider_criticality as varchar) as findingproviderfields_criticality,
    cast(
        element_at(provider_types, 1) as varchar
    ) as findingproviderfields_types_0,
    cast(resource_id as varchar) as resources_0_id,
    cast(resource_type as varchar) as resources_0_type,
    cast(resource_region as varchar) as resources_0_region,
    cast(
        (element_at(resources, 1)).partition as varchar
    ) as resources_0_partition,
    cast(
        (element_at(resources, 1)).role as varchar
    ) as resources_0_resourcerole,
    cast(compliance_status as varchar) as compliance_status,
    cast(
        compliance_security_control_id as varchar
    ) as compliance_securitycontrolid,
    cast(
        (element_at(compliance_standards, 1)).standards_id as varchar
    ) as compliance_associatedstandards_0_standardsid,
    cast(
        element_at(compliance_related_requirements, 1) as varchar
    ) as compliance_relatedrequirements_0,
    cast(
        (element_at(compliance_status_reasons, 1)).reason_code as varchar
    ) as compliance_statusreasons_0_reasoncode,
    cast(
        (element_at(compliance_status_reasons, 1)).description as varchar
    ) as compliance_statusreasons_0_description,
    cast(verification_state as varchar) as verificationstate,
    cast(workflow_state as varchar) as workflowstate,
    cast(workflow_status as varchar) as workflow_status,
    cast(record_state as varchar) as recordstate,
    cast(note_text as varchar) as note_text,
    cast(note_updated_by as varchar) as note_updatedby,
    cast(to_iso8601(note_updated_at) || 'Z' as varchar) as note_updatedat,
    cast(
        (element_at(vulnerabilities, 1)).id as varchar
    ) as vulnerabilities_0_id,
    cast(ingest_date as varchar) as ingest_date
from findings
