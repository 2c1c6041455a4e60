-- grain: one row per finding
-- key:   aws_account_id, product_arn, finding_id
--        (nulls count as equal)
-- reads: findings_current, accounts
--
-- An account that is listed twice must not double its findings: of its rows
-- the first by name, owner, unit and environment counts. The columns of the
-- list have names here that a promoted column will not have: that one stands in
-- the select without a table.
with listed as (
    select
        trim(id) as listed_id,
        nullif(name, '') as listed_name,
        nullif(owner, '') as listed_owner,
        nullif(unit, '') as listed_unit,
        nullif(environment, '') as listed_environment,
        row_number() over (
            partition by trim(id)
            order by name, owner, unit, environment
        ) as listed_place
    from accounts
)

select
    cast(latest.aws_account_id as varchar) as aws_account_id,
    cast(latest.product_arn as varchar) as product_arn,
    cast(latest.finding_id as varchar) as finding_id,
    cast(
        coalesce(
            listed.listed_name, nullif(latest.aws_account_name, '')
        ) as varchar
    ) as account_name,
    cast(listed.listed_owner as varchar) as account_owner,
    cast(listed.listed_unit as varchar) as account_unit,
    cast(listed.listed_environment as varchar) as account_environment,
    cast(listed.listed_id is not null as boolean) as is_listed,
    cast(latest.region as varchar) as region,
    cast(latest.product_name as varchar) as product_name,
    cast(latest.generator_id as varchar) as generator_id,
    cast(latest.title as varchar) as title,
    cast(latest.severity_label as varchar) as severity_label,
    cast(latest.compliance_status as varchar) as compliance_status,
    cast(
        latest.compliance_security_control_id as varchar
    ) as compliance_security_control_id,
    cast(latest.workflow_status as varchar) as workflow_status,
    cast(latest.record_state as varchar) as record_state,
    cast(latest.resource_id as varchar) as resource_id,
    cast(latest.resource_type as varchar) as resource_type,
    cast(latest.resource_count as integer) as resource_count,
    cast(latest.remediation_url as varchar) as remediation_url,
    cast(latest.created_at as timestamp(3)) as created_at,
    cast(latest.updated_at as timestamp(3)) as updated_at,
    -- promoted columns, cast
    cast(latest.first_seen_at as timestamp(3)) as first_seen_at,
    cast(latest.last_seen_at as timestamp(3)) as last_seen_at,
    cast(latest.is_archived as boolean) as is_archived,
    cast(latest.is_suppressed as boolean) as is_suppressed,
    cast(latest.is_expired as boolean) as is_expired,
    cast(latest.is_open as boolean) as is_open,
    -- In the order of finding_ages: what came last made no difference.
    cast(
        case
            when latest.is_open then 'OPEN'
            when latest.is_archived then 'ARCHIVED'
            when latest.is_suppressed then 'SUPPRESSED'
            when latest.compliance_status = 'PASSED' then 'PASSED'
            when latest.workflow_status = 'RESOLVED' then 'RESOLVED'
            else 'EXPIRED'
        end as varchar
    ) as state,
    cast(
        case
            when latest.is_open
                then date_diff('day', latest.first_seen_at, latest.as_of_at)
        end as bigint
    ) as age_days
from findings_current as latest
left join listed
    on latest.aws_account_id = listed.listed_id and listed.listed_place = 1
