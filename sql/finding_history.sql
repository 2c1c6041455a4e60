-- grain: one row per state that a finding was in
-- key:   aws_account_id, product_arn, finding_id, seen_at
--        (nulls count as equal)
-- reads: findings
--
-- What findings_current would have said at any past time: at t a finding is
-- in the newest of the versions that had been seen by then, newest in the order
-- of findings_current. So a version rules from seen_at until the first time
-- that a newer one was seen; an event that comes late with an old version, or
-- again, never rules and has no row.
with clock as (
    select max(ingested_at) as now_at
    from findings
),

versions as (
    select
        aws_account_id,
        product_arn,
        finding_id,
        region,
        product_name,
        title,
        severity_label,
        compliance_status,
        -- Here, so that product_fields need not go through the window.
        coalesce(
            compliance_security_control_id,
            element_at(product_fields, 'ControlId'),
            element_at(product_fields, 'RuleId'),
            generator_id
        ) as control_id,
        -- Findings from before consolidation name their one standard here.
        regexp_extract(
            coalesce(
                element_at(product_fields, 'StandardsArn'),
                element_at(product_fields, 'StandardsGuideArn')
            ),
            '(ruleset|standards)/.+'
        ) as product_standards_id,
        compliance_standards,
        workflow_status,
        record_state,
        note_text,
        note_updated_by,
        note_updated_at,
        coalesce(
            event_time, processed_at, updated_at, created_at, ingested_at
        ) as seen_at,
        updated_at,
        processed_at,
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

ordered as (
    select
        aws_account_id,
        product_arn,
        finding_id,
        region,
        product_name,
        title,
        severity_label,
        compliance_status,
        control_id,
        product_standards_id,
        compliance_standards,
        workflow_status,
        record_state,
        note_text,
        note_updated_by,
        note_updated_at,
        seen_at,
        case when record_state = 'ARCHIVED' then 30 else 90 end as kept_days,
        greatest(
            seen_at,
            coalesce(updated_at, seen_at),
            coalesce(processed_at, seen_at)
        ) as last_seen_at,
        -- Newest first, so that the frame only grows: Trino would count a
        -- shrinking one anew for each row.
        min(seen_at) over (
            partition by aws_account_id, product_arn, finding_id
            order by
                order_updated_at desc,
                order_processed_at desc,
                order_event_time desc,
                order_event_id desc,
                order_digest desc
            rows between unbounded preceding and 1 preceding
        ) as replaced_at
    from versions
)

select
    cast(aws_account_id as varchar) as aws_account_id,
    cast(product_arn as varchar) as product_arn,
    cast(finding_id as varchar) as finding_id,
    cast(region as varchar) as region,
    cast(product_name as varchar) as product_name,
    cast(title as varchar) as title,
    cast(severity_label as varchar) as severity_label,
    cast(compliance_status as varchar) as compliance_status,
    cast(control_id as varchar) as control_id,
    cast(product_standards_id as varchar) as product_standards_id,
    compliance_standards,
    cast(workflow_status as varchar) as workflow_status,
    cast(record_state as varchar) as record_state,
    cast(note_text as varchar) as note_text,
    cast(note_updated_by as varchar) as note_updated_by,
    cast(note_updated_at as timestamp(3)) as note_updated_at,
    cast(
        coalesce(product_arn, '') like '%:product/aws/securityhub' as boolean
    ) as is_control,
    cast(
        coalesce(record_state, 'ACTIVE') = 'ARCHIVED' as boolean
    ) as is_archived,
    cast(
        coalesce(workflow_status, 'NEW') = 'SUPPRESSED' as boolean
    ) as is_suppressed,
    cast(
        coalesce(record_state, 'ACTIVE') <> 'ARCHIVED'
        and coalesce(workflow_status, 'NEW') not in ('SUPPRESSED', 'RESOLVED')
        and coalesce(compliance_status, 'FAILED') <> 'PASSED' as boolean
    ) as was_open,
    cast(seen_at as timestamp(3)) as seen_at,
    cast(
        case
            when date_add('day', kept_days, last_seen_at)
                <= least(coalesce(replaced_at, now_at), now_at)
                then date_add('day', kept_days, last_seen_at)
            else replaced_at
        end as timestamp(3)
    ) as ended_at,
    cast(
        date_add('day', kept_days, last_seen_at)
        <= least(coalesce(replaced_at, now_at), now_at) as boolean
    ) as has_expired,
    cast(replaced_at is null as boolean) as is_newest,
    cast(now_at as timestamp(3)) as as_of_at
from ordered
cross join clock
where replaced_at is null or seen_at < replaced_at
