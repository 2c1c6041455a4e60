-- Time to close
-- How long do findings stay open, by severity and by what closed them?
select
    severity_label,
    close_reason,
    count(*) as closed_count,
    round(sum(hours_to_close) / count(hours_to_close), 1) as mean_hours,
    max(hours_to_close) as longest_hours
from finding_ages
where not is_open and hours_to_close is not null
group by severity_label, close_reason
order by severity_label, closed_count desc
