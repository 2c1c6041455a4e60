-- Score by standard
-- What is the score of each standard, and what would it be without suppressions?
select
    standards_id,
    score_percent,
    unsuppressed_percent,
    passed_control_count,
    failed_control_count,
    unknown_control_count,
    no_data_control_count
from compliance_score
order by standards_id
