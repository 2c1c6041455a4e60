-- grain: one row per finding
-- key:   aws_account_id, product_arn, finding_id
--        (nulls count as equal)
-- reads: findings
--
-- The newest version of each finding. It is found by row_number, not by
-- max_by(row(...)): a query that names five columns then reads those five,
-- where a row would have all of them read.
--
-- Order of versions: updated_at alone is wrong, for BatchUpdateFindings
-- (suppress, resolve, note) does not move it. So the time of processing and
-- that of the event come next, then the event's id and a digest of the finding,
-- which only make the answer the same every time. ingested_at is not asked:
-- splitting and replay change nothing. An absent time is 1970.
--
-- Files from before schema version 2 have no digest, and none is made up here:
-- that would read every finding of all history to decide between versions that
-- came in one event, which Security Hub never sends (one event, one finding).
-- Such a version ranks below one with a digest; to replay its raw object gives
-- it one.
--
-- Expiry: Security Hub deletes an active finding that was not updated for 90
-- days, an archived one after 30, and announces neither (user guide, "Creating
-- and updating findings in Security Hub CSPM"). It counts from UpdatedAt, and
-- for findings of products other than its own controls from ProcessedAt if
-- that is later. Beyond the guide we let the time of the event count too: it
-- proves that the finding was still there.
--
-- Now is the newest ingested_at, so that an answer can be reproduced.
with clock as (
    select max(ingested_at) as now_at
    from findings
),

-- The keys stand in columns before they are compared, so that the digest, not
-- the whole finding, goes into the comparison.
versions as (
    select
        finding_id,
        product_arn,
        product_name,
        company_name,
        generator_id,
        generator_name,
        generator_labels,
        schema_version,
        metadata_uid,
        class_uid,
        aws_account_id,
        aws_account_name,
        region,
        types,
        sample,
        first_observed_at,
        last_observed_at,
        created_at,
        updated_at,
        processed_at,
        severity_label,
        severity_normalized,
        severity_product,
        severity_original,
        confidence,
        criticality,
        provider_severity_label,
        provider_severity_original,
        provider_confidence,
        provider_criticality,
        provider_types,
        title,
        description,
        remediation_text,
        remediation_url,
        source_url,
        product_fields,
        user_defined_fields,
        resource_id,
        resource_type,
        resource_region,
        resource_count,
        resources,
        compliance_status,
        compliance_security_control_id,
        compliance_standards,
        compliance_related_requirements,
        compliance_status_reasons,
        compliance_security_control_parameters,
        verification_state,
        workflow_status,
        workflow_state,
        record_state,
        note_text,
        note_updated_by,
        note_updated_at,
        related_findings,
        vulnerabilities,
        malware,
        threats,
        threat_intel_indicators,
        action_type,
        action_remote_ip,
        action_remote_country,
        action_api,
        action_service_name,
        action_domain,
        network_direction,
        network_protocol,
        network_source_ip,
        network_source_domain,
        network_source_port,
        network_destination_ip,
        network_destination_domain,
        network_destination_port,
        process_name,
        process_path,
        process_pid,
        patch_baseline_id,
        patch_operation,
        patch_installed_count,
        patch_missing_count,
        patch_failed_count,
        finding,
        source_schema,
        event_id,
        event_time,
        event_account,
        event_region,
        -- promoted columns
        coalesce(
            event_time, processed_at, updated_at, created_at, ingested_at
        ) as seen_at,
        coalesce(
            updated_at, created_at, event_time,
            timestamp '1970-01-01 00:00:00.000'
        ) as order_updated_at,
        coalesce(
            processed_at, event_time, timestamp '1970-01-01 00:00:00.000'
        ) as order_processed_at,
        coalesce(
            event_time, timestamp '1970-01-01 00:00:00.000'
        ) as order_event_time,
        coalesce(event_id, '') as order_event_id,
        coalesce(finding_digest, 0) as order_digest
    from findings
),

ranked as (
    select
        finding_id,
        product_arn,
        product_name,
        company_name,
        generator_id,
        generator_name,
        generator_labels,
        schema_version,
        metadata_uid,
        class_uid,
        aws_account_id,
        aws_account_name,
        region,
        types,
        sample,
        first_observed_at,
        last_observed_at,
        created_at,
        updated_at,
        processed_at,
        severity_label,
        severity_normalized,
        severity_product,
        severity_original,
        confidence,
        criticality,
        provider_severity_label,
        provider_severity_original,
        provider_confidence,
        provider_criticality,
        provider_types,
        title,
        description,
        remediation_text,
        remediation_url,
        source_url,
        product_fields,
        user_defined_fields,
        resource_id,
        resource_type,
        resource_region,
        resource_count,
        resources,
        compliance_status,
        compliance_security_control_id,
        compliance_standards,
        compliance_related_requirements,
        compliance_status_reasons,
        compliance_security_control_parameters,
        verification_state,
        workflow_status,
        workflow_state,
        record_state,
        note_text,
        note_updated_by,
        note_updated_at,
        related_findings,
        vulnerabilities,
        malware,
        threats,
        threat_intel_indicators,
        action_type,
        action_remote_ip,
        action_remote_country,
        action_api,
        action_service_name,
        action_domain,
        network_direction,
        network_protocol,
        network_source_ip,
        network_source_domain,
        network_source_port,
        network_destination_ip,
        network_destination_domain,
        network_destination_port,
        process_name,
        process_path,
        process_pid,
        patch_baseline_id,
        patch_operation,
        patch_installed_count,
        patch_missing_count,
        patch_failed_count,
        finding,
        source_schema,
        event_id,
        event_time,
        event_account,
        event_region,
        -- promoted columns
        seen_at,
        case when record_state = 'ARCHIVED' then 30 else 90 end as kept_days,
        min(seen_at) over (
            partition by aws_account_id, product_arn, finding_id
        ) as first_seen_at,
        greatest(
            seen_at,
            coalesce(updated_at, seen_at),
            coalesce(processed_at, seen_at)
        ) as last_seen_at,
        row_number() over (
            partition by aws_account_id, product_arn, finding_id
            order by
                order_updated_at desc,
                order_processed_at desc,
                order_event_time desc,
                order_event_id desc,
                order_digest desc
        ) as version_rank
    from versions
)

select
    cast(finding_id as varchar) as finding_id,
    cast(product_arn as varchar) as product_arn,
    cast(product_name as varchar) as product_name,
    cast(company_name as varchar) as company_name,
    cast(generator_id as varchar) as generator_id,
    cast(generator_name as varchar) as generator_name,
    generator_labels,
    cast(schema_version as varchar) as schema_version,
    cast(metadata_uid as varchar) as metadata_uid,
    cast(class_uid as integer) as class_uid,
    cast(aws_account_id as varchar) as aws_account_id,
    cast(aws_account_name as varchar) as aws_account_name,
    cast(region as varchar) as region,
    types,
    cast(sample as boolean) as sample,
    cast(first_observed_at as timestamp(3)) as first_observed_at,
    cast(last_observed_at as timestamp(3)) as last_observed_at,
    cast(created_at as timestamp(3)) as created_at,
    cast(updated_at as timestamp(3)) as updated_at,
    cast(processed_at as timestamp(3)) as processed_at,
    cast(severity_label as varchar) as severity_label,
    cast(severity_normalized as integer) as severity_normalized,
    cast(severity_product as double) as severity_product,
    cast(severity_original as varchar) as severity_original,
    cast(confidence as integer) as confidence,
    cast(criticality as integer) as criticality,
    cast(provider_severity_label as varchar) as provider_severity_label,
    cast(provider_severity_original as varchar) as provider_severity_original,
    cast(provider_confidence as integer) as provider_confidence,
    cast(provider_criticality as integer) as provider_criticality,
    provider_types,
    cast(title as varchar) as title,
    cast(description as varchar) as description,
    cast(remediation_text as varchar) as remediation_text,
    cast(remediation_url as varchar) as remediation_url,
    cast(source_url as varchar) as source_url,
    product_fields,
    user_defined_fields,
    cast(resource_id as varchar) as resource_id,
    cast(resource_type as varchar) as resource_type,
    cast(resource_region as varchar) as resource_region,
    cast(resource_count as integer) as resource_count,
    resources,
    cast(compliance_status as varchar) as compliance_status,
    cast(
        compliance_security_control_id as varchar
    ) as compliance_security_control_id,
    compliance_standards,
    compliance_related_requirements,
    compliance_status_reasons,
    compliance_security_control_parameters,
    cast(verification_state as varchar) as verification_state,
    cast(workflow_status as varchar) as workflow_status,
    cast(workflow_state as varchar) as workflow_state,
    cast(record_state as varchar) as record_state,
    cast(note_text as varchar) as note_text,
    cast(note_updated_by as varchar) as note_updated_by,
    cast(note_updated_at as timestamp(3)) as note_updated_at,
    related_findings,
    vulnerabilities,
    malware,
    threats,
    threat_intel_indicators,
    cast(action_type as varchar) as action_type,
    cast(action_remote_ip as varchar) as action_remote_ip,
    cast(action_remote_country as varchar) as action_remote_country,
    cast(action_api as varchar) as action_api,
    cast(action_service_name as varchar) as action_service_name,
    cast(action_domain as varchar) as action_domain,
    cast(network_direction as varchar) as network_direction,
    cast(network_protocol as varchar) as network_protocol,
    cast(network_source_ip as varchar) as network_source_ip,
    cast(network_source_domain as varchar) as network_source_domain,
    cast(network_source_port as integer) as network_source_port,
    cast(network_destination_ip as varchar) as network_destination_ip,
    cast(network_destination_domain as varchar) as network_destination_domain,
    cast(network_destination_port as integer) as network_destination_port,
    cast(process_name as varchar) as process_name,
    cast(process_path as varchar) as process_path,
    cast(process_pid as integer) as process_pid,
    cast(patch_baseline_id as varchar) as patch_baseline_id,
    cast(patch_operation as varchar) as patch_operation,
    cast(patch_installed_count as integer) as patch_installed_count,
    cast(patch_missing_count as integer) as patch_missing_count,
    cast(patch_failed_count as integer) as patch_failed_count,
    cast(finding as varchar) as finding,
    cast(source_schema as varchar) as source_schema,
    cast(event_id as varchar) as event_id,
    cast(event_time as timestamp(3)) as event_time,
    cast(event_account as varchar) as event_account,
    cast(event_region as varchar) as event_region,
    -- promoted columns, cast
    cast(first_seen_at as timestamp(3)) as first_seen_at,
    cast(last_seen_at as timestamp(3)) as last_seen_at,
    cast(
        date_add('day', kept_days, last_seen_at) as timestamp(3)
    ) as expires_at,
    cast(
        coalesce(record_state, 'ACTIVE') = 'ARCHIVED' as boolean
    ) as is_archived,
    cast(
        coalesce(workflow_status, 'NEW') = 'SUPPRESSED' as boolean
    ) as is_suppressed,
    cast(
        date_add('day', kept_days, last_seen_at) <= now_at as boolean
    ) as is_expired,
    -- Not what passed: Security Hub resolves it by itself, others do not.
    cast(
        coalesce(record_state, 'ACTIVE') <> 'ARCHIVED'
        and coalesce(workflow_status, 'NEW') not in ('SUPPRESSED', 'RESOLVED')
        and coalesce(compliance_status, 'FAILED') <> 'PASSED'
        and date_add('day', kept_days, last_seen_at) > now_at as boolean
    ) as is_open,
    cast(now_at as timestamp(3)) as as_of_at
from ranked
cross join clock
where version_rank = 1
