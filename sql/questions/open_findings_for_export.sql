-- Open findings for export
-- All open findings, one row each, for a spreadsheet or a ticket system.
select
    severity_label,
    title,
    aws_account_id,
    account_name,
    account_owner,
    region,
    product_name,
    resource_type,
    resource_id,
    compliance_security_control_id,
    workflow_status,
    age_days,
    first_seen_at,
    last_seen_at,
    remediation_url,
    finding_id
from findings_enriched
where is_open
order by age_days desc, finding_id
