-- Oldest open findings
-- Which findings have been open for the longest, by our own first sight of them?
select
    age_days,
    severity_label,
    title,
    aws_account_id,
    region,
    product_name,
    first_seen_at,
    reopened_count,
    finding_id
from finding_ages
where is_open
order by age_days desc, finding_id
limit 200
