-- grain: one row per finding
-- key:   aws_account_id, product_arn, finding_id
--        (nulls count as equal)
-- reads: finding_history
--
-- Age counts from when the lake first heard of the finding, the time to close
-- from when it was opened last to when it closed last: a reopened finding has a
-- new try, and reopened_count says how many there were. Closed is what
-- findings_opened_closed_by_day calls closed or expired.
with states as (
    select
        aws_account_id,
        product_arn,
        finding_id,
        region,
        product_name,
        title,
        coalesce(severity_label, 'UNKNOWN') as severity_label,
        control_id,
        compliance_status,
        workflow_status,
        was_open,
        is_archived,
        is_suppressed,
        is_newest,
        has_expired,
        seen_at,
        ended_at,
        as_of_at,
        coalesce(
            lag(was_open and not has_expired) over (
                partition by aws_account_id, product_arn, finding_id
                order by seen_at
            ),
            false
        ) as was_open_before
    from finding_history
),

turns as (
    select
        aws_account_id,
        product_arn,
        finding_id,
        region,
        product_name,
        title,
        severity_label,
        control_id,
        is_newest,
        seen_at,
        as_of_at,
        case when was_open and not was_open_before then seen_at end as opens_at,
        case
            when was_open_before and not was_open then seen_at
            when was_open and has_expired then ended_at
        end as closes_at,
        case
            when was_open then 'EXPIRED'
            when is_archived then 'ARCHIVED'
            when is_suppressed then 'SUPPRESSED'
            when compliance_status = 'PASSED' then 'PASSED'
            else 'RESOLVED'
        end as reason,
        is_newest and was_open and not has_expired as is_open
    from states
),

lives as (
    select
        aws_account_id,
        product_arn,
        finding_id,
        max(case when is_newest then region end) as region,
        max(case when is_newest then product_name end) as product_name,
        max(case when is_newest then title end) as title,
        max(case when is_newest then severity_label end) as severity_label,
        max(case when is_newest then control_id end) as control_id,
        count_if(is_open) > 0 as is_open,
        count(opens_at) as opened_count,
        min(seen_at) as first_seen_at,
        max(opens_at) as opened_at,
        max(closes_at) as closed_at,
        max_by(reason, closes_at) as close_reason,
        max(as_of_at) as as_of_at
    from turns
    group by
        aws_account_id,
        product_arn,
        finding_id
)

select
    cast(aws_account_id as varchar) as aws_account_id,
    cast(product_arn as varchar) as product_arn,
    cast(finding_id as varchar) as finding_id,
    cast(region as varchar) as region,
    cast(product_name as varchar) as product_name,
    cast(title as varchar) as title,
    cast(severity_label as varchar) as severity_label,
    cast(control_id as varchar) as control_id,
    cast(is_open as boolean) as is_open,
    cast(first_seen_at as timestamp(3)) as first_seen_at,
    cast(opened_at as timestamp(3)) as opened_at,
    cast(
        case when not is_open then closed_at end as timestamp(3)
    ) as closed_at,
    cast(
        case when not is_open then close_reason end as varchar
    ) as close_reason,
    cast(
        case when opened_count > 0 then opened_count - 1 else 0 end as bigint
    ) as reopened_count,
    cast(
        case when is_open then date_diff('day', first_seen_at, as_of_at) end
        as bigint
    ) as age_days,
    cast(
        case
            when not is_open
                then cast(date_diff('second', opened_at, closed_at) as double)
                    / 3600
        end as double
    ) as hours_to_close
from lives
