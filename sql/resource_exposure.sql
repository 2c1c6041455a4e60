-- grain: one row per resource with an open finding
-- key:   aws_account_id, resource_type, resource_id
--        (nulls count as equal)
-- reads: finding_resources
--
-- A finding about three resources counts under each of them, and once under
-- each: summed over resources the counts are more than there are findings.
with exposed as (
    select
        aws_account_id,
        resource_type,
        resource_id,
        max(resource_region) as resource_region,
        count(*) as open_count,
        count_if(severity_label = 'CRITICAL') as critical_count,
        count_if(severity_label = 'HIGH') as high_count,
        count_if(severity_label = 'MEDIUM') as medium_count,
        count_if(severity_label = 'LOW') as low_count,
        count(distinct product_name) as product_count,
        min(first_seen_at) as oldest_open_at,
        max(last_seen_at) as last_seen_at
    from finding_resources
    where is_open
    group by
        aws_account_id,
        resource_type,
        resource_id
)

select
    cast(aws_account_id as varchar) as aws_account_id,
    cast(resource_type as varchar) as resource_type,
    cast(resource_id as varchar) as resource_id,
    cast(resource_region as varchar) as resource_region,
    cast(
        case
            when critical_count > 0 then 'CRITICAL'
            when high_count > 0 then 'HIGH'
            when medium_count > 0 then 'MEDIUM'
            when low_count > 0 then 'LOW'
            else 'INFORMATIONAL'
        end as varchar
    ) as worst_severity_label,
    cast(open_count as bigint) as open_count,
    cast(critical_count as bigint) as critical_count,
    cast(high_count as bigint) as high_count,
    cast(medium_count as bigint) as medium_count,
    cast(low_count as bigint) as low_count,
    cast(product_count as bigint) as product_count,
    cast(oldest_open_at as timestamp(3)) as oldest_open_at,
    cast(last_seen_at as timestamp(3)) as last_seen_at
from exposed
