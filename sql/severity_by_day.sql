-- grain: one row per day, account and severity
-- key:   day_on, aws_account_id, severity_label
--        (nulls count as equal)
-- reads: findings
--
-- A finding counts once on each day on which it was updated, however often its
-- versions came. One whose severity changed within the day counts under both.
-- A finding without updated_at stands at its creation, else its event.
with updates as (
    select
        cast(
            coalesce(updated_at, created_at, event_time, ingested_at) as date
        ) as day_on,
        aws_account_id,
        product_arn,
        finding_id,
        coalesce(severity_label, 'UNKNOWN') as severity_label,
        count_if(compliance_status = 'FAILED') as failed_count,
        count_if(compliance_status = 'PASSED') as passed_count
    from findings
    group by
        cast(
            coalesce(updated_at, created_at, event_time, ingested_at) as date
        ),
        aws_account_id,
        product_arn,
        finding_id,
        coalesce(severity_label, 'UNKNOWN')
)

select
    cast(day_on as date) as day_on,
    cast(aws_account_id as varchar) as aws_account_id,
    cast(severity_label as varchar) as severity_label,
    cast(count(*) as bigint) as finding_count,
    cast(count_if(failed_count > 0) as bigint) as failed_count,
    cast(count_if(passed_count > 0) as bigint) as passed_count
from updates
group by
    day_on,
    aws_account_id,
    severity_label
