-- grain: one row per standard, and one for all of them
-- key:   standards_id
-- reads: findings_current
--
-- The user guide's "Calculating security scores": passed controls among those
-- that are PASSED, FAILED or UNKNOWN, as a percentage rounded to a whole
-- number; controls without data do not count; archived and suppressed findings
-- are ignored. Of all standards together each control counts once, which is the
-- guide's summary score. The lake stands where the guide puts an administrator
-- with an aggregation Region: a control that fails in one account or Region has
-- failed.
-- A control's status is that of compliance_by_control, of its findings in the
-- standard.
--
-- Beyond the guide: expired findings are ignored; the standards are those that
-- findings name, since no finding says what is enabled; unsuppressed_percent is
-- the score as if nothing had been suppressed.
with checks as (
    select
        case
            when i = 0 then 'all standards'
            when cardinality(compliance_standards) > 0
                then (
                    element_at(compliance_standards, greatest(i, 1))
                ).standards_id
            -- Findings from before consolidation name their one standard here.
            else regexp_extract(
                coalesce(
                    element_at(product_fields, 'StandardsArn'),
                    element_at(product_fields, 'StandardsGuideArn')
                ),
                '(ruleset|standards)/.+'
            )
        end as standards_id,
        coalesce(
            compliance_security_control_id,
            element_at(product_fields, 'ControlId'),
            element_at(product_fields, 'RuleId'),
            generator_id
        ) as control_id,
        coalesce(compliance_status, 'NOT_AVAILABLE') as compliance_status,
        is_suppressed,
        not is_archived and not is_expired as is_kept
    from findings_current
    cross join unnest(
        sequence(
            0,
            least(
                greatest(coalesce(cardinality(compliance_standards), 0), 1),
                9999
            )
        )
    ) as u(i)
    where coalesce(product_arn, '') like '%:product/aws/securityhub'
),

controls as (
    select
        standards_id,
        control_id,
        count_if(is_kept) as kept_count,
        count_if(
            is_kept and compliance_status = 'PASSED'
        ) as kept_passed_count,
        count_if(is_kept and not is_suppressed) as live_count,
        count_if(
            is_kept and not is_suppressed and compliance_status = 'PASSED'
        ) as live_passed_count,
        count_if(
            is_kept and not is_suppressed and compliance_status = 'FAILED'
        ) as live_failed_count
    from checks
    where standards_id is not null and control_id is not null
    group by
        standards_id,
        control_id
),

counted as (
    select
        standards_id,
        count_if(
            live_count > 0 and live_passed_count = live_count
        ) as passed_count,
        count_if(live_failed_count > 0) as failed_count,
        count_if(
            live_failed_count = 0 and live_passed_count < live_count
        ) as unknown_count,
        count_if(live_count = 0) as no_data_count,
        count_if(
            kept_count > 0 and kept_passed_count = kept_count
        ) as unsuppressed_passed_count,
        count_if(kept_count > 0) as unsuppressed_count
    from controls
    group by standards_id
)

select
    cast(standards_id as varchar) as standards_id,
    cast(passed_count as bigint) as passed_control_count,
    cast(failed_count as bigint) as failed_control_count,
    cast(unknown_count as bigint) as unknown_control_count,
    cast(no_data_count as bigint) as no_data_control_count,
    cast(
        case
            when passed_count + failed_count + unknown_count > 0
                then round(
                    cast(passed_count as double) * 100
                    / (passed_count + failed_count + unknown_count)
                )
        end as bigint
    ) as score_percent,
    cast(
        case
            when unsuppressed_count > 0
                then round(
                    cast(unsuppressed_passed_count as double) * 100
                    / unsuppressed_count
                )
        end as bigint
    ) as unsuppressed_percent
from counted
