-- grain: one row per account
-- key:   aws_account_id
--        (nulls count as equal)
-- reads: findings_current
--
-- What is open in each account and how its controls stand, these by the rules
-- of compliance_by_control within the account. What is not open is counted too,
-- so that nobody takes a silent account for a good one.
with controls as (
    select
        aws_account_id,
        -- Null for all that is no check of Security Hub.
        case
            when coalesce(product_arn, '') like '%:product/aws/securityhub'
                then coalesce(
                    compliance_security_control_id,
                    element_at(product_fields, 'ControlId'),
                    element_at(product_fields, 'RuleId'),
                    generator_id
                )
        end as control_id,
        max(aws_account_name) as aws_account_name,
        count(*) as finding_count,
        count_if(is_open) as open_count,
        count_if(is_open and severity_label = 'CRITICAL') as critical_count,
        count_if(is_open and severity_label = 'HIGH') as high_count,
        count_if(is_open and severity_label = 'MEDIUM') as medium_count,
        count_if(is_open and severity_label = 'LOW') as low_count,
        count_if(is_suppressed) as suppressed_count,
        count_if(is_archived) as archived_count,
        count_if(is_expired) as expired_count,
        count_if(
            not is_archived and not is_expired and not is_suppressed
        ) as live_count,
        count_if(
            not is_archived and not is_expired and not is_suppressed
            and compliance_status = 'PASSED'
        ) as passed_count,
        count_if(
            not is_archived and not is_expired and not is_suppressed
            and compliance_status = 'FAILED'
        ) as failed_count,
        min(case when is_open then first_seen_at end) as oldest_open_at,
        max(last_seen_at) as last_seen_at
    from findings_current
    group by
        aws_account_id,
        case
            when coalesce(product_arn, '') like '%:product/aws/securityhub'
                then coalesce(
                    compliance_security_control_id,
                    element_at(product_fields, 'ControlId'),
                    element_at(product_fields, 'RuleId'),
                    generator_id
                )
        end
),

accounted as (
    select
        aws_account_id,
        max(aws_account_name) as aws_account_name,
        sum(finding_count) as finding_count,
        sum(open_count) as open_count,
        sum(critical_count) as critical_count,
        sum(high_count) as high_count,
        sum(medium_count) as medium_count,
        sum(low_count) as low_count,
        sum(suppressed_count) as suppressed_count,
        sum(archived_count) as archived_count,
        sum(expired_count) as expired_count,
        count_if(
            control_id is not null and live_count > 0
            and passed_count = live_count
        ) as passed_control_count,
        count_if(
            control_id is not null and failed_count > 0
        ) as failed_control_count,
        count_if(
            control_id is not null and live_count > 0
        ) as control_count,
        min(oldest_open_at) as oldest_open_at,
        max(last_seen_at) as last_seen_at
    from controls
    group by aws_account_id
)

select
    cast(aws_account_id as varchar) as aws_account_id,
    cast(aws_account_name as varchar) as aws_account_name,
    cast(finding_count as bigint) as finding_count,
    cast(open_count as bigint) as open_count,
    cast(critical_count as bigint) as critical_count,
    cast(high_count as bigint) as high_count,
    cast(medium_count as bigint) as medium_count,
    cast(low_count as bigint) as low_count,
    cast(suppressed_count as bigint) as suppressed_count,
    cast(archived_count as bigint) as archived_count,
    cast(expired_count as bigint) as expired_count,
    cast(passed_control_count as bigint) as passed_control_count,
    cast(failed_control_count as bigint) as failed_control_count,
    cast(control_count as bigint) as control_count,
    cast(
        case
            when control_count > 0
                then round(
                    cast(passed_control_count as double) * 100 / control_count
                )
        end as bigint
    ) as score_percent,
    cast(oldest_open_at as timestamp(3)) as oldest_open_at,
    cast(last_seen_at as timestamp(3)) as last_seen_at
from accounted
