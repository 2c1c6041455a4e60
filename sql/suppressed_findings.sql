-- grain: one row per finding that is suppressed
-- key:   aws_account_id, product_arn, finding_id
--        (nulls count as equal)
-- reads: finding_history
--
-- Who suppressed what, when and why, as far as history and Note tell. When is
-- the time of the event with which the present suppression began. Who and why
-- are those of the finding's newest note, which Security Hub keeps apart from
-- the status: is_note_recent says whether it was written when the suppression
-- began (with an hour's grace) or later, and so may be taken for the reason.
with states as (
    select
        aws_account_id,
        product_arn,
        finding_id,
        region,
        product_name,
        title,
        severity_label,
        control_id,
        compliance_status,
        note_text,
        note_updated_by,
        note_updated_at,
        is_archived,
        is_suppressed,
        is_newest,
        has_expired,
        seen_at,
        as_of_at,
        coalesce(
            lag(is_suppressed) over (
                partition by aws_account_id, product_arn, finding_id
                order by seen_at
            ),
            false
        ) as was_suppressed
    from finding_history
),

begun as (
    select
        aws_account_id,
        product_arn,
        finding_id,
        region,
        product_name,
        title,
        severity_label,
        control_id,
        compliance_status,
        note_text,
        note_updated_by,
        note_updated_at,
        is_archived,
        is_suppressed,
        is_newest,
        has_expired,
        as_of_at,
        max(
            case when is_suppressed and not was_suppressed then seen_at end
        ) over (
            partition by aws_account_id, product_arn, finding_id
        ) as suppressed_at,
        sum(
            case when is_suppressed and not was_suppressed then 1 else 0 end
        ) over (
            partition by aws_account_id, product_arn, finding_id
        ) as suppression_count
    from states
)

select
    cast(aws_account_id as varchar) as aws_account_id,
    cast(product_arn as varchar) as product_arn,
    cast(finding_id as varchar) as finding_id,
    cast(region as varchar) as region,
    cast(product_name as varchar) as product_name,
    cast(title as varchar) as title,
    cast(coalesce(severity_label, 'UNKNOWN') as varchar) as severity_label,
    cast(control_id as varchar) as control_id,
    cast(compliance_status as varchar) as compliance_status,
    cast(suppressed_at as timestamp(3)) as suppressed_at,
    cast(
        date_diff('day', suppressed_at, as_of_at) as bigint
    ) as suppressed_days,
    cast(suppression_count as bigint) as suppression_count,
    cast(note_updated_by as varchar) as note_updated_by,
    cast(note_text as varchar) as note_text,
    cast(note_updated_at as timestamp(3)) as note_updated_at,
    cast(
        coalesce(
            note_updated_at >= date_add('hour', -1, suppressed_at), false
        ) as boolean
    ) as is_note_recent,
    cast(is_archived as boolean) as is_archived,
    cast(has_expired as boolean) as is_expired
from begun
where is_newest and is_suppressed
