-- grain: one row per day, account, product and severity
-- key:   day_on, aws_account_id, product_name, severity_label
--        (nulls count as equal)
-- reads: finding_history
--
-- How many findings were open at the end of each day, from the first that the
-- lake heard of to now, whatever Security Hub itself remembers; the last day
-- is told as it stands. A day without events has the count of the day before.
--
-- Each state of a finding adds 1 on the day on which it begins and takes 1 on
-- the day on which it ends; the sum so far is the count. One pass over history:
-- no calendar is joined, each count is spread over the days until the next one.
with changes as (
    select
        least(
            cast(case when step = 0 then seen_at else ended_at end as date),
            cast(as_of_at as date)
        ) as day_on,
        aws_account_id,
        product_name,
        coalesce(severity_label, 'UNKNOWN') as severity_label,
        cast(as_of_at as date) as last_day_on,
        sum(1 - 2 * step) as change
    from finding_history
    cross join unnest(sequence(0, 1)) as u(step)
    where was_open and (step = 0 or ended_at is not null)
    group by
        least(
            cast(case when step = 0 then seen_at else ended_at end as date),
            cast(as_of_at as date)
        ),
        aws_account_id,
        product_name,
        coalesce(severity_label, 'UNKNOWN'),
        cast(as_of_at as date)
),

spans as (
    select
        aws_account_id,
        product_name,
        severity_label,
        day_on as from_day_on,
        lead(day_on) over (
            partition by aws_account_id, product_name, severity_label
            order by day_on
        ) as next_day_on,
        last_day_on,
        sum(change) over (
            partition by aws_account_id, product_name, severity_label
            order by day_on
            rows between unbounded preceding and current row
        ) as open_count
    from changes
),

bounded as (
    select
        aws_account_id,
        product_name,
        severity_label,
        from_day_on,
        coalesce(date_add('day', -1, next_day_on), last_day_on) as to_day_on,
        open_count
    from spans
)

-- Backwards from the end: sequence makes no more than 10,000, so of a gap of
-- more than 27 years the beginning is left out.
select
    cast(date_add('day', -i, to_day_on) as date) as day_on,
    cast(aws_account_id as varchar) as aws_account_id,
    cast(product_name as varchar) as product_name,
    cast(severity_label as varchar) as severity_label,
    cast(open_count as bigint) as open_count
from bounded
cross join unnest(
    sequence(0, least(date_diff('day', from_day_on, to_day_on), 9999))
) as u(i)
