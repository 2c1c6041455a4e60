-- Open findings by resource type
-- Which kinds of resources have the most open findings?
select
    resource_type,
    severity_label,
    count(distinct resource_id) as resource_count,
    count(*) as open_count
from finding_resources
where is_open
group by resource_type, severity_label
order by open_count desc, resource_type, severity_label
