-- grain: one row per hour, account and severity
-- key:   hour_at, aws_account_id, severity_label
--        (nulls count as equal)
-- reads: findings
--
-- A finding counts once in each hour in which it was updated, however often its
-- versions came. One whose severity changed within the hour counts under both.
-- A finding without updated_at stands at its creation, else its event.
with updates as (
    select
        date_trunc(
            'hour', coalesce(updated_at, created_at, event_time, ingested_at)
        ) as hour_at,
        aws_account_id,
        product_arn,
        finding_id,
        coalesce(severity_label, 'UNKNOWN') as severity_label,
        count_if(compliance_status = 'FAILED') as failed_count,
        count_if(compliance_status = 'PASSED') as passed_count
    from findings
    group by
        date_trunc(
            'hour', coalesce(updated_at, created_at, event_time, ingested_at)
        ),
        aws_account_id,
        product_arn,
        finding_id,
        coalesce(severity_label, 'UNKNOWN')
)

select
    cast(hour_at as timestamp(3)) as hour_at,
    cast(aws_account_id as varchar) as aws_account_id,
    cast(severity_label as varchar) as severity_label,
    cast(count(*) as bigint) as finding_count,
    cast(count_if(failed_count > 0) as bigint) as failed_count,
    cast(count_if(passed_count > 0) as bigint) as passed_count
from updates
group by
    hour_at,
    aws_account_id,
    severity_label
