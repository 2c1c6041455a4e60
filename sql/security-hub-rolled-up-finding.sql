-- grain: one row per hour, compliance status, workflow state and severity
-- key:   year_month_day, compliance_status, workflowstate, severity_label
--        (nulls count as equal)
-- reads: findings
--
-- The seed's one view, with its columns. Its text names the hour
-- year_month_day, its QuickSight steps year_month_day_hour: both are here. A
-- user may replace or drop security-hub-crawled-findings, so it is not read.
with hourly as (
    select
        date_format(updated_at, '%Y-%m-%d %H:00') as hour_text,
        compliance_status,
        workflow_state,
        severity_label,
        count(distinct title) as title_count
    from findings
    group by
        date_format(updated_at, '%Y-%m-%d %H:00'),
        compliance_status,
        workflow_state,
        severity_label
)

select
    cast(hour_text as varchar) as year_month_day,
    cast(compliance_status as varchar) as compliance_status,
    cast(workflow_state as varchar) as workflowstate,
    cast(severity_label as varchar) as severity_label,
    cast(title_count as bigint) as cnt,
    cast(hour_text as varchar) as year_month_day_hour
from hourly
