-- Closed lately
-- What closed in the last 30 days: repaired, suppressed, archived by its product,
-- or expired because nobody reported it any more?
with newest as (
    select max(day_on) as day_on from findings_opened_closed_by_day
)

select
    f.close_reason,
    f.product_name,
    f.severity_label,
    count(*) as closed_count
from finding_ages as f
cross join newest as n
where f.closed_at >= cast(date_add('day', -30, n.day_on) as timestamp)
group by f.close_reason, f.product_name, f.severity_label
order by closed_count desc, f.close_reason, f.product_name, f.severity_label
