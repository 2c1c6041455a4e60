-- What is in quarantine
-- What could not become a row, why, and where does it stand in its raw object?
select
    ingest_date,
    reason,
    kind,
    raw_object,
    "offset",
    bytes,
    ingested_at
from quarantine
where part = 0
order by ingested_at desc, raw_object, "offset"
limit 200
