-- Silent accounts and Regions
-- Which product has not reported from which account and Region, for how long?
select
    product_name,
    aws_account_id,
    region,
    last_event_at,
    silent_hours,
    finding_count
from product_coverage
order by silent_hours desc, product_name, aws_account_id, region
