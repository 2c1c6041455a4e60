-- Posture by account
-- How does each account stand: open findings by severity, score, oldest finding?
select
    aws_account_id,
    aws_account_name,
    score_percent,
    open_count,
    critical_count,
    high_count,
    suppressed_count,
    oldest_open_at,
    last_seen_at
from account_posture
order by critical_count desc, high_count desc, aws_account_id
