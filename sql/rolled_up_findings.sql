-- grain: one row per hour, compliance status, workflow status and severity
-- key:   hour_at, compliance_status, workflow_status, severity_label
--        (nulls count as equal)
-- reads: findings
--
-- What the seed's view asks, with an hour that is a time, the workflow status
-- that AWS keeps, and findings counted beside titles. It does not read the
-- seed's views, which a user may replace or drop.
with hourly as (
    select
        date_trunc('hour', updated_at) as hour_at,
        compliance_status,
        workflow_status,
        severity_label,
        count(distinct title) as title_count,
        count(
            distinct row(aws_account_id, product_arn, finding_id)
        ) as finding_count
    from findings
    group by
        date_trunc('hour', updated_at),
        compliance_status,
        workflow_status,
        severity_label
)

select
    cast(hour_at as timestamp(3)) as hour_at,
    cast(
        date_format(hour_at, '%Y-%m-%d %H:00') as varchar
    ) as year_month_day_hour,
    cast(compliance_status as varchar) as compliance_status,
    cast(workflow_status as varchar) as workflow_status,
    cast(severity_label as varchar) as severity_label,
    cast(title_count as bigint) as cnt,
    cast(finding_count as bigint) as finding_count
from hourly
