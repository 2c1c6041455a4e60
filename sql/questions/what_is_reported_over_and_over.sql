-- What is reported over and over
-- Which findings make most of the events, and so of the cost?
select
    product_name,
    title,
    count(*) as event_count,
    count(distinct finding_id) as finding_count
from findings
group by product_name, title
order by event_count desc, product_name, title
limit 100
