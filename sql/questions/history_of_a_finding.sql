-- History of a finding
-- What was said of one finding, by whom, and when? Put its id into the last lines.
select
    seen_at,
    ended_at,
    severity_label,
    compliance_status,
    workflow_status,
    record_state,
    note_text,
    note_updated_by
from finding_history
where finding_id = 'put the id of a finding here'
order by seen_at
