-- grain: one row per control
-- key:   control_id
-- reads: findings_current
--
-- The control's status over all accounts and Regions of the lake, as the user
-- guide's "Evaluating compliance status and control status" derives it for an
-- administrator with an aggregation Region: archived and suppressed findings
-- are ignored; FAILED if one finding failed, else UNKNOWN if one is WARNING or
-- NOT_AVAILABLE, else PASSED; NO_DATA if none is left. Beyond the guide:
-- findings that expired are ignored as well, and Security Hub's daily timing is
-- not imitated. No finding tells that a control is disabled: its findings are
-- archived in time, which makes it NO_DATA.
with checks as (
    select
        coalesce(
            compliance_security_control_id,
            element_at(product_fields, 'ControlId'),
            element_at(product_fields, 'RuleId'),
            generator_id
        ) as control_id,
        aws_account_id,
        resource_id,
        title,
        severity_label,
        updated_at,
        remediation_url,
        coalesce(compliance_status, 'NOT_AVAILABLE') as compliance_status,
        is_suppressed and not is_archived and not is_expired as is_excused,
        not is_suppressed and not is_archived and not is_expired as is_live
    from findings_current
    where coalesce(product_arn, '') like '%:product/aws/securityhub'
),

counted as (
    select
        control_id,
        max(title) as title,
        max(remediation_url) as remediation_url,
        max(
            case severity_label
                when 'CRITICAL' then 5
                when 'HIGH' then 4
                when 'MEDIUM' then 3
                when 'LOW' then 2
                when 'INFORMATIONAL' then 1
                else 0
            end
        ) as severity_rank,
        count_if(is_live) as finding_count,
        count_if(is_live and compliance_status = 'PASSED') as passed_count,
        count_if(is_live and compliance_status = 'FAILED') as failed_count,
        count_if(
            is_live and compliance_status not in ('PASSED', 'FAILED')
        ) as unknown_count,
        count_if(is_excused) as suppressed_count,
        count(
            distinct case
                when is_live and compliance_status = 'FAILED'
                    then aws_account_id
            end
        ) as failed_account_count,
        count(
            distinct case
                when is_live and compliance_status = 'FAILED'
                    then resource_id
            end
        ) as failed_resource_count,
        max(updated_at) as updated_at
    from checks
    where control_id is not null
    group by control_id
)

select
    cast(control_id as varchar) as control_id,
    cast(title as varchar) as title,
    cast(
        case severity_rank
            when 5 then 'CRITICAL'
            when 4 then 'HIGH'
            when 3 then 'MEDIUM'
            when 2 then 'LOW'
            when 1 then 'INFORMATIONAL'
            else 'UNKNOWN'
        end as varchar
    ) as severity_label,
    cast(
        case
            when failed_count > 0 then 'FAILED'
            when unknown_count > 0 then 'UNKNOWN'
            when passed_count > 0 then 'PASSED'
            else 'NO_DATA'
        end as varchar
    ) as control_status,
    cast(remediation_url as varchar) as remediation_url,
    cast(finding_count as bigint) as finding_count,
    cast(passed_count as bigint) as passed_count,
    cast(failed_count as bigint) as failed_count,
    cast(unknown_count as bigint) as unknown_count,
    cast(suppressed_count as bigint) as suppressed_count,
    cast(failed_account_count as bigint) as failed_account_count,
    cast(failed_resource_count as bigint) as failed_resource_count,
    cast(updated_at as timestamp(3)) as updated_at
from counted
