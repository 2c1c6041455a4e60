-- Critical and high findings against last week
-- How many critical and high findings are open, and how many were a week before?
with newest as (
    select max(day_on) as day_on from open_findings_by_day
)

select
    o.product_name,
    o.severity_label,
    sum(case when o.day_on = n.day_on then o.open_count else 0 end) as open_now,
    sum(case when o.day_on < n.day_on then o.open_count else 0 end) as open_a_week_before
from open_findings_by_day as o
cross join newest as n
where
    o.day_on in (n.day_on, date_add('day', -7, n.day_on))
    and o.severity_label in ('CRITICAL', 'HIGH')
group by o.product_name, o.severity_label
order by open_now desc, o.product_name, o.severity_label
