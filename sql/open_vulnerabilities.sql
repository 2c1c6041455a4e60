-- grain: one row per open finding, vulnerability and package
-- key:   aws_account_id, product_arn, finding_id, vulnerability_index,
--        package_index (nulls count as equal)
-- reads: finding_vulnerabilities
--
-- A vulnerability that names no package has one row, whose package is null, so
-- that counting its findings leaves none out.
select
    cast(aws_account_id as varchar) as aws_account_id,
    cast(product_arn as varchar) as product_arn,
    cast(finding_id as varchar) as finding_id,
    cast(vulnerability_index as integer) as vulnerability_index,
    cast(i as integer) as package_index,
    cast(vulnerability_id as varchar) as vulnerability_id,
    cast((element_at(packages, i)).name as varchar) as package_name,
    cast((element_at(packages, i)).version as varchar) as package_version,
    cast((element_at(packages, i)).fixed_in_version as varchar)
        as fixed_in_version,
    cast(cvss_base_score as double) as cvss_base_score,
    cast(epss_score as double) as epss_score,
    cast(exploit_available as varchar) as exploit_available,
    cast(fix_available as varchar) as fix_available,
    cast(region as varchar) as region,
    cast(product_name as varchar) as product_name,
    cast(title as varchar) as title,
    cast(severity_label as varchar) as severity_label,
    cast(resource_id as varchar) as resource_id,
    cast(resource_type as varchar) as resource_type,
    cast(first_seen_at as timestamp(3)) as first_seen_at
from finding_vulnerabilities
cross join unnest(
    sequence(
        1,
        least(greatest(coalesce(cardinality(packages), 0), 1), 10000)
    )
) as u(i)
where is_open
