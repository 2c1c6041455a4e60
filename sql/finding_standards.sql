-- grain: one row per finding of a control and standard
-- key:   aws_account_id, product_arn, finding_id, standards_id
--        (nulls count as equal)
-- reads: findings_current
--
-- Every standard that the control is enabled in. Findings from before
-- consolidation have no such list but one standard, which ProductFields
-- names (StandardsArn; for CIS 1.2.0 StandardsGuideArn).
with listed as (
    select
        aws_account_id,
        product_arn,
        finding_id,
        case
            when cardinality(compliance_standards) > 0
                then (element_at(compliance_standards, i)).standards_id
            else regexp_extract(
                coalesce(
                    element_at(product_fields, 'StandardsArn'),
                    element_at(product_fields, 'StandardsGuideArn')
                ),
                '(ruleset|standards)/.+'
            )
        end as standards_id,
        region,
        compliance_security_control_id,
        product_fields,
        generator_id,
        title,
        severity_label,
        compliance_status,
        first_seen_at,
        is_archived,
        is_suppressed,
        is_expired,
        is_open
    from findings_current
    cross join unnest(
        sequence(
            1,
            least(
                greatest(coalesce(cardinality(compliance_standards), 0), 1),
                10000
            )
        )
    ) as u(i)
),

-- A list may name a standard twice.
ranked as (
    select
        aws_account_id,
        product_arn,
        finding_id,
        standards_id,
        coalesce(
            compliance_security_control_id,
            element_at(product_fields, 'ControlId'),
            element_at(product_fields, 'RuleId'),
            generator_id
        ) as control_id,
        region,
        title,
        severity_label,
        compliance_status,
        first_seen_at,
        is_archived,
        is_suppressed,
        is_expired,
        is_open,
        row_number() over (
            partition by
                aws_account_id, product_arn, finding_id, standards_id
            order by standards_id
        ) as occurrence
    from listed
    where standards_id is not null
)

select
    cast(aws_account_id as varchar) as aws_account_id,
    cast(product_arn as varchar) as product_arn,
    cast(finding_id as varchar) as finding_id,
    cast(standards_id as varchar) as standards_id,
    cast(control_id as varchar) as control_id,
    cast(
        coalesce(product_arn, '') like '%:product/aws/securityhub' as boolean
    ) as is_control,
    cast(region as varchar) as region,
    cast(title as varchar) as title,
    cast(severity_label as varchar) as severity_label,
    cast(compliance_status as varchar) as compliance_status,
    cast(first_seen_at as timestamp(3)) as first_seen_at,
    cast(is_archived as boolean) as is_archived,
    cast(is_suppressed as boolean) as is_suppressed,
    cast(is_expired as boolean) as is_expired,
    cast(is_open as boolean) as is_open
from ranked
where occurrence = 1
