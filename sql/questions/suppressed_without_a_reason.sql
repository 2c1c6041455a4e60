-- Suppressed without a reason
-- Which findings are suppressed although nobody noted why when that began?
select
    suppressed_days,
    severity_label,
    title,
    aws_account_id,
    region,
    note_updated_by,
    note_text,
    finding_id
from suppressed_findings
where not is_note_recent and not is_expired
order by suppressed_days desc, finding_id
limit 200
