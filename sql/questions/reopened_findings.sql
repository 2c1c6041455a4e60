-- Reopened findings
-- Which findings came back after they had been closed?
select
    reopened_count,
    severity_label,
    title,
    aws_account_id,
    region,
    is_open,
    opened_at,
    closed_at,
    finding_id
from finding_ages
where reopened_count > 0
order by reopened_count desc, finding_id
limit 200
