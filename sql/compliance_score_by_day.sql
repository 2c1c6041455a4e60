-- grain: one row per day and standard
-- key:   day_on, standards_id
-- reads: finding_history
--
-- compliance_score at the end of each day, from the first that the lake heard
-- of to now. Security Hub itself shows its score of today.
--
-- Each state of a finding adds 1 to its control on the day on which it begins
-- and takes 1 on the day on which it ends; the sums so far are the findings of
-- each result, and with them the control's status until the next change.
with states as (
    select
        case
            when i = 0 then 'all standards'
            when cardinality(compliance_standards) > 0
                then (
                    element_at(compliance_standards, greatest(i, 1))
                ).standards_id
            else product_standards_id
        end as standards_id,
        control_id,
        coalesce(compliance_status, 'NOT_AVAILABLE') as compliance_status,
        seen_at,
        ended_at,
        cast(as_of_at as date) as last_day_on
    from finding_history
    cross join unnest(
        sequence(
            0,
            least(
                greatest(coalesce(cardinality(compliance_standards), 0), 1),
                9999
            )
        )
    ) as u(i)
    where is_control and not is_archived and not is_suppressed
),

changes as (
    select
        standards_id,
        control_id,
        least(
            cast(case when step = 0 then seen_at else ended_at end as date),
            last_day_on
        ) as day_on,
        last_day_on,
        sum(
            case when compliance_status = 'FAILED' then 1 - 2 * step else 0 end
        ) as failed_change,
        sum(
            case when compliance_status = 'PASSED' then 1 - 2 * step else 0 end
        ) as passed_change,
        sum(1 - 2 * step) as change
    from states
    cross join unnest(sequence(0, 1)) as u(step)
    where standards_id is not null and (step = 0 or ended_at is not null)
    group by
        standards_id,
        control_id,
        least(
            cast(case when step = 0 then seen_at else ended_at end as date),
            last_day_on
        ),
        last_day_on
),

spans as (
    select
        standards_id,
        day_on as from_day_on,
        lead(day_on) over (
            partition by standards_id, control_id order by day_on
        ) as next_day_on,
        last_day_on,
        sum(failed_change) over (
            partition by standards_id, control_id
            order by day_on
            rows between unbounded preceding and current row
        ) as failed_count,
        sum(passed_change) over (
            partition by standards_id, control_id
            order by day_on
            rows between unbounded preceding and current row
        ) as passed_count,
        sum(change) over (
            partition by standards_id, control_id
            order by day_on
            rows between unbounded preceding and current row
        ) as finding_count
    from changes
),

bounded as (
    select
        standards_id,
        from_day_on,
        coalesce(date_add('day', -1, next_day_on), last_day_on) as to_day_on,
        failed_count,
        passed_count,
        finding_count
    from spans
),

-- Backwards from the end: sequence makes no more than 10,000, so of a gap of
-- more than 27 years the beginning is left out.
daily as (
    select
        date_add('day', -i, to_day_on) as day_on,
        standards_id,
        count_if(
            finding_count > 0 and passed_count = finding_count
        ) as passed_count,
        count_if(failed_count > 0) as failed_count,
        count_if(
            failed_count = 0 and passed_count < finding_count
        ) as unknown_count
    from bounded
    cross join unnest(
        sequence(0, least(date_diff('day', from_day_on, to_day_on), 9999))
    ) as u(i)
    group by
        date_add('day', -i, to_day_on),
        standards_id
)

select
    cast(day_on as date) as day_on,
    cast(standards_id as varchar) as standards_id,
    cast(passed_count as bigint) as passed_control_count,
    cast(failed_count as bigint) as failed_control_count,
    cast(unknown_count as bigint) as unknown_control_count,
    cast(
        round(
            cast(passed_count as double) * 100
            / (passed_count + failed_count + unknown_count)
        ) as bigint
    ) as score_percent
from daily
where passed_count + failed_count + unknown_count > 0
