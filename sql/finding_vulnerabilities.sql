-- grain: one row per finding and vulnerability
-- key:   aws_account_id, product_arn, finding_id, vulnerability_index
--        (nulls count as equal)
-- reads: findings_current
--
-- Every vulnerability of the list. One that a finding lists again under its
-- id is one: its first place counts. The score is the highest that a source
-- gives; up to four sources are asked, which is more than products send.
with listed as (
    select
        aws_account_id,
        product_arn,
        finding_id,
        i as vulnerability_index,
        vulnerabilities[i].id as vulnerability_id,
        vulnerabilities[i].epss_score as epss_score,
        vulnerabilities[i].exploit_available as exploit_available,
        vulnerabilities[i].last_known_exploit_at as last_known_exploit_at,
        vulnerabilities[i].fix_available as fix_available,
        vulnerabilities[i].vendor_name as vendor_name,
        vulnerabilities[i].vendor_severity as vendor_severity,
        vulnerabilities[i].cvss as cvss,
        vulnerabilities[i].packages as packages,
        row_number() over (
            partition by
                aws_account_id,
                product_arn,
                finding_id,
                coalesce(vulnerabilities[i].id, cast(i as varchar))
            order by i
        ) as occurrence,
        region,
        product_name,
        title,
        severity_label,
        resource_id,
        resource_type,
        first_seen_at,
        is_open
    from findings_current
    cross join unnest(
        sequence(1, least(greatest(cardinality(vulnerabilities), 1), 10000))
    ) as u(i)
    where i <= cardinality(vulnerabilities)
)

select
    cast(aws_account_id as varchar) as aws_account_id,
    cast(product_arn as varchar) as product_arn,
    cast(finding_id as varchar) as finding_id,
    cast(vulnerability_index as integer) as vulnerability_index,
    cast(vulnerability_id as varchar) as vulnerability_id,
    cast(
        greatest(
            coalesce(
                (element_at(cvss, 1)).base_score,
                (element_at(cvss, 2)).base_score,
                (element_at(cvss, 3)).base_score,
                (element_at(cvss, 4)).base_score
            ),
            greatest(
                coalesce((element_at(cvss, 1)).base_score, 0.0e0),
                coalesce((element_at(cvss, 2)).base_score, 0.0e0)
            ),
            greatest(
                coalesce((element_at(cvss, 3)).base_score, 0.0e0),
                coalesce((element_at(cvss, 4)).base_score, 0.0e0)
            )
        ) as double
    ) as cvss_base_score,
    cast(epss_score as double) as epss_score,
    cast(exploit_available as varchar) as exploit_available,
    cast(last_known_exploit_at as timestamp(3)) as last_known_exploit_at,
    cast(fix_available as varchar) as fix_available,
    cast(vendor_name as varchar) as vendor_name,
    cast(vendor_severity as varchar) as vendor_severity,
    cast(coalesce(cardinality(packages), 0) as integer) as package_count,
    packages,
    cast(region as varchar) as region,
    cast(product_name as varchar) as product_name,
    cast(title as varchar) as title,
    cast(severity_label as varchar) as severity_label,
    cast(resource_id as varchar) as resource_id,
    cast(resource_type as varchar) as resource_type,
    cast(first_seen_at as timestamp(3)) as first_seen_at,
    cast(is_open as boolean) as is_open
from listed
where occurrence = 1
