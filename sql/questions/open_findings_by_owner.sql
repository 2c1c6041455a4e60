-- Open findings by owner
-- Whose accounts have how many open findings? Wants catalogAccountsFile.
select
    account_owner,
    account_unit,
    account_environment,
    count(*) as open_count,
    count_if(severity_label = 'CRITICAL') as critical_count,
    count_if(severity_label = 'HIGH') as high_count,
    max(age_days) as oldest_days
from findings_enriched
where is_open
group by account_owner, account_unit, account_environment
order by critical_count desc, high_count desc, open_count desc
