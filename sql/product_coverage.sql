-- grain: one row per product, account and Region
-- key:   product_id, aws_account_id, region
--        (nulls count as equal)
-- reads: findings
--
-- Who reports, and who fell silent. The hours of silence are the one thing that
-- the clock decides: silence is what a lake that stands still must show, too.
with heard as (
    select
        regexp_extract(product_arn, 'product/.+') as product_id,
        aws_account_id,
        coalesce(region, event_region) as region,
        max(product_name) as product_name,
        min(
            coalesce(
                event_time, processed_at, updated_at, created_at, ingested_at
            )
        ) as first_event_at,
        max(
            coalesce(
                event_time, processed_at, updated_at, created_at, ingested_at
            )
        ) as last_event_at,
        count(distinct row(product_arn, finding_id)) as finding_count,
        count(*) as row_count
    from findings
    group by
        regexp_extract(product_arn, 'product/.+'),
        aws_account_id,
        coalesce(region, event_region)
)

select
    cast(product_id as varchar) as product_id,
    cast(aws_account_id as varchar) as aws_account_id,
    cast(region as varchar) as region,
    cast(product_name as varchar) as product_name,
    cast(first_event_at as timestamp(3)) as first_event_at,
    cast(last_event_at as timestamp(3)) as last_event_at,
    cast(finding_count as bigint) as finding_count,
    cast(row_count as bigint) as row_count,
    cast(
        date_diff('hour', last_event_at, localtimestamp) as bigint
    ) as silent_hours
from heard
