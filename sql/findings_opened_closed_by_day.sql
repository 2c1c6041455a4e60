-- grain: one row per day, account, product and severity with a change
-- key:   day_on, aws_account_id, product_name, severity_label
--        (nulls count as equal)
-- reads: finding_history
--
-- A finding closes when it is archived, suppressed, resolved or passes, under
-- the severity that it had while open; expiring is told apart, since nobody
-- solved anything. A change of severity alone opens and closes nothing.
with states as (
    select
        aws_account_id,
        product_name,
        coalesce(severity_label, 'UNKNOWN') as severity_label,
        was_open,
        has_expired,
        seen_at,
        ended_at,
        as_of_at,
        lag(was_open and not has_expired) over (
            partition by aws_account_id, product_arn, finding_id
            order by seen_at
        ) as was_open_before,
        lag(coalesce(severity_label, 'UNKNOWN')) over (
            partition by aws_account_id, product_arn, finding_id
            order by seen_at
        ) as severity_before,
        max(case when was_open then 1 else 0 end) over (
            partition by aws_account_id, product_arn, finding_id
            order by seen_at
            rows between unbounded preceding and 1 preceding
        ) as was_open_ever
    from finding_history
),

-- Each state begins (0), and may end by expiring (1).
changes as (
    select
        least(
            cast(case when step = 0 then seen_at else ended_at end as date),
            cast(as_of_at as date)
        ) as day_on,
        aws_account_id,
        product_name,
        case
            when step = 0 and not was_open then severity_before
            else severity_label
        end as severity_label,
        case
            when step = 1 then 'expired'
            when not was_open then 'closed'
            when coalesce(was_open_ever, 0) = 0 then 'opened'
            else 'reopened'
        end as change
    from states
    cross join unnest(sequence(0, 1)) as u(step)
    where (step = 0 and was_open <> coalesce(was_open_before, false))
        or (step = 1 and was_open and has_expired)
)

select
    cast(day_on as date) as day_on,
    cast(aws_account_id as varchar) as aws_account_id,
    cast(product_name as varchar) as product_name,
    cast(severity_label as varchar) as severity_label,
    cast(count_if(change = 'opened') as bigint) as opened_count,
    cast(count_if(change = 'reopened') as bigint) as reopened_count,
    cast(count_if(change = 'closed') as bigint) as closed_count,
    cast(count_if(change = 'expired') as bigint) as expired_count
from changes
group by
    day_on,
    aws_account_id,
    product_name,
    severity_label
