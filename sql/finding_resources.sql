-- grain: one row per finding and resource
-- key:   aws_account_id, product_arn, finding_id, resource_index
--        (nulls count as equal)
-- reads: findings_current
--
-- Every resource of the list, not just the first. One that a finding lists
-- again under the same type and id is one resource: its first place counts.
-- Longer lists than 10,000 are cut (sequence makes no more); resource_count
-- says how many there are, finding has them all.
with listed as (
    select
        aws_account_id,
        product_arn,
        finding_id,
        i as resource_index,
        resources[i].id as resource_id,
        resources[i].type as resource_type,
        resources[i].name as resource_name,
        resources[i].partition as resource_partition,
        coalesce(resources[i].region, region) as resource_region,
        resources[i].role as resource_role,
        coalesce(
            resources[i].owner_account_id, aws_account_id
        ) as resource_account_id,
        resources[i].application_name as application_name,
        resources[i].application_arn as application_arn,
        resources[i].tags as tags,
        row_number() over (
            partition by
                aws_account_id,
                product_arn,
                finding_id,
                resources[i].type,
                coalesce(resources[i].id, cast(i as varchar))
            order by i
        ) as occurrence,
        resource_count,
        region,
        product_name,
        title,
        severity_label,
        compliance_status,
        compliance_security_control_id,
        workflow_status,
        record_state,
        -- promoted columns
        first_seen_at,
        last_seen_at,
        is_open
    from findings_current
    cross join unnest(
        sequence(1, least(greatest(cardinality(resources), 1), 10000))
    ) as u(i)
    where i <= cardinality(resources)
)

select
    cast(aws_account_id as varchar) as aws_account_id,
    cast(product_arn as varchar) as product_arn,
    cast(finding_id as varchar) as finding_id,
    cast(resource_index as integer) as resource_index,
    cast(resource_id as varchar) as resource_id,
    cast(resource_type as varchar) as resource_type,
    cast(resource_name as varchar) as resource_name,
    cast(resource_partition as varchar) as resource_partition,
    cast(resource_region as varchar) as resource_region,
    cast(resource_role as varchar) as resource_role,
    cast(resource_account_id as varchar) as resource_account_id,
    cast(application_name as varchar) as application_name,
    cast(application_arn as varchar) as application_arn,
    tags,
    cast(resource_count as integer) as resource_count,
    cast(region as varchar) as region,
    cast(product_name as varchar) as product_name,
    cast(title as varchar) as title,
    cast(severity_label as varchar) as severity_label,
    cast(compliance_status as varchar) as compliance_status,
    cast(
        compliance_security_control_id as varchar
    ) as compliance_security_control_id,
    cast(workflow_status as varchar) as workflow_status,
    cast(record_state as varchar) as record_state,
    -- promoted columns, cast
    cast(first_seen_at as timestamp(3)) as first_seen_at,
    cast(last_seen_at as timestamp(3)) as last_seen_at,
    cast(is_open as boolean) as is_open
from listed
where occurrence = 1
