-- Both schemas
-- Do findings come as ASFF, as OCSF, or as both, and from which product?
select
    source_schema,
    product_name,
    count(*) as row_count,
    min(event_time) as first_event_at,
    max(event_time) as last_event_at
from findings
group by source_schema, product_name
order by source_schema, product_name
