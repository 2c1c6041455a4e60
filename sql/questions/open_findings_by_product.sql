-- Open findings by product
-- Which product has how many open findings, of which severity, and since when?
select
    product_name,
    severity_label,
    count(*) as open_count,
    min(first_seen_at) as oldest_at
from open_findings
group by product_name, severity_label
order by product_name, open_count desc
