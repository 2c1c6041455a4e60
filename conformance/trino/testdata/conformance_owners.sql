-- column: finding_id varchar Id of the finding.
-- column: owner varchar Who owns the first resource; a column that the config promotes.
-- column: tags map(varchar, varchar) The tags of that resource.
-- column: first_seen_at timestamp(3) When the lake first heard of the finding.
-- column: age_share double How old it is, as a share of the 90 days that it is kept.
select
    cast(f.finding_id as varchar) as finding_id,
    cast(f."owner" as varchar) as owner,
    r.tags,
    cast(f.first_seen_at as timestamp(3)) as first_seen_at,
    cast(
        cast(date_diff('day', f.first_seen_at, f.as_of_at) as double) / 90
        as double
    ) as age_share
from findings_current as f
inner join finding_resources as r
    on
        coalesce(f.aws_account_id, '') = coalesce(r.aws_account_id, '')
        and coalesce(f.product_arn, '') = coalesce(r.product_arn, '')
        and f.finding_id = r.finding_id
where r.resource_index = 1 and f."owner" is not null
