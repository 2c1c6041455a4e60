-- Most exposed resources
-- Which resources have the worst and the most open findings, over all products?
select
    worst_severity_label,
    critical_count,
    high_count,
    open_count,
    product_count,
    resource_type,
    resource_id,
    aws_account_id,
    resource_region,
    oldest_open_at
from resource_exposure
order by critical_count desc, high_count desc, open_count desc, resource_id
limit 100
