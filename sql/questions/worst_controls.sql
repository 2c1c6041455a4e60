-- Worst controls
-- Which controls fail on the most resources, and how is each put right?
select
    control_id,
    title,
    severity_label,
    failed_resource_count,
    failed_account_count,
    remediation_url
from compliance_by_control
where control_status = 'FAILED'
order by failed_resource_count desc, control_id
limit 50
