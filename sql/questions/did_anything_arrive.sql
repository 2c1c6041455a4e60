-- Did anything arrive
-- What came in each day, in how many objects, and what could not become a row?
select
    day_on,
    object_count,
    row_count,
    quarantined_count,
    not_json_count,
    not_a_finding_event_count,
    no_identity_count
from pipeline_by_day
order by day_on desc
limit 31
