-- One issue in several standards
-- Which open findings count in more than one standard, and are one thing to do?
select
    aws_account_id,
    region,
    control_id,
    title,
    severity_label,
    finding_id,
    count(*) as standard_count
from finding_standards
where is_open
group by aws_account_id, region, control_id, title, severity_label, finding_id
having count(*) > 1
order by standard_count desc, finding_id
limit 200
