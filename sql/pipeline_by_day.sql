-- grain: one row per day of arrival
-- key:   ingest_date
-- reads: findings, quarantine
--
-- What arrived and what became of it. A quarantined record of several parts is
-- counted once, by part 0.
with arrived as (
    select
        ingest_date,
        count(*) as row_count,
        count(distinct raw_object) as object_count,
        0 as not_json_count,
        0 as too_deep_count,
        0 as too_large_count,
        0 as not_a_finding_event_count,
        0 as no_identity_count,
        0 as quarantined_count
    from findings
    group by ingest_date
    union all
    select
        ingest_date,
        0 as row_count,
        0 as object_count,
        count_if(reason = 'not_json') as not_json_count,
        count_if(reason = 'too_deep') as too_deep_count,
        count_if(reason = 'too_large') as too_large_count,
        count_if(reason = 'not_a_finding_event') as not_a_finding_event_count,
        count_if(reason = 'no_identity') as no_identity_count,
        count(*) as quarantined_count
    from quarantine
    where part = 0
    group by ingest_date
)

select
    cast(ingest_date as varchar) as ingest_date,
    cast(ingest_date as date) as day_on,
    cast(max(object_count) as bigint) as object_count,
    cast(sum(row_count) as bigint) as row_count,
    cast(sum(quarantined_count) as bigint) as quarantined_count,
    cast(sum(not_json_count) as bigint) as not_json_count,
    cast(sum(too_deep_count) as bigint) as too_deep_count,
    cast(sum(too_large_count) as bigint) as too_large_count,
    cast(
        sum(not_a_finding_event_count) as bigint
    ) as not_a_finding_event_count,
    cast(sum(no_identity_count) as bigint) as no_identity_count
from arrived
group by ingest_date
