-- Trino's functions as DuckDB macros: those that DuckDB lacks, and those that
-- it has under the same name with another meaning, where a query would run and
-- answer something else.

-- ---------------------------------------------------------------- formats
-- MySQL's letters as strftime knows them; a doubled percent sign stays one. The
-- six that Trino refuses become one that strftime refuses too (no error(...):
-- a format must fold to a constant).
create macro trino_time_format(f) as
    replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(f, '%%', chr(1)),
        '%D', '%Q'), '%U', '%Q'), '%u', '%Q'),
        '%V', '%Q'), '%w', '%Q'), '%X', '%Q'),
        '%M', '%B'), '%i', '%M'), '%W', '%A'), '%c', '%-m'), '%e', '%-d'),
        '%h', '%I'), '%k', '%-H'), '%l', '%-I'), '%r', '%I:%M:%S %p'),
        '%s', '%S'), '%T', '%H:%M:%S'), '%v', '%V'), '%x', '%G'), chr(1), '%%');
create macro date_format(t, f) as strftime(t, trino_time_format(f));
-- ([s][1] is s; with s alone DuckDB wants to see the constant at once.)
create macro date_parse(s, f) as strptime([s][1], trino_time_format(f));

-- ------------------------------------------------------------------ times
-- A cast reads more than ISO 8601 (blanks for the T) and less (no seconds).
create macro from_iso8601_timestamp(s) as
    case when s is null then null
    when regexp_full_match(s,
        '\d{4}-\d\d-\d\d(T\d\d(:\d\d(:\d\d([.,]\d+)?)?)?(Z|[+-]\d\d(:?\d\d)?)?)?')
    then cast(system.main.regexp_replace(system.main.regexp_replace(replace(s, ',', '.'),
            '(T\d\d)(Z|[+-]|$)', '\1:00\2'),
            '(T\d\d:\d\d)(Z|[+-]|$)', '\1:00\2')
        as timestamp with time zone)
    else error('reading ' || s || ' as a timestamp: it is not ISO 8601')
    end;
create macro from_iso8601_date(s) as
    case when s is null then null
    when regexp_full_match(s, '\d{4}-\d\d-\d\d') then cast(s as date)
    else error('reading ' || s || ' as a date: it is not ISO 8601')
    end;
create macro to_iso8601(t date) as
    strftime(t, '%Y-%m-%d'),
(t timestamp) as
    strftime(t, '%Y-%m-%dT%H:%M:%S.%g'),
(t timestamp with time zone) as
    strftime(t, '%Y-%m-%dT%H:%M:%S.%gZ');
-- DuckDB's date_diff counts the boundaries between the two, not what has passed.
create macro date_diff(unit, a, b) as date_sub(unit, a, b);
create macro trino_interval(unit, n) as
    case lower(unit)
    when 'millisecond' then to_milliseconds(n)
    when 'second' then to_seconds(n)
    when 'minute' then to_minutes(n)
    when 'hour' then to_hours(n)
    when 'day' then to_days(n)
    when 'week' then to_weeks(n)
    when 'month' then to_months(n)
    when 'quarter' then to_months(3 * n)
    when 'year' then to_years(n)
    else error('adding to a time: unknown unit ' || unit)
    end;
create macro date_add(unit, n, t date) as
    cast(t + trino_interval(unit, cast(n as integer)) as date),
(unit, n, t timestamp) as
    t + trino_interval(unit, cast(n as integer)),
(unit, n, t timestamp with time zone) as
    t + trino_interval(unit, cast(n as integer));
-- Trino keeps a date a date.
create macro date_trunc(unit, t date) as
    cast(system.main.date_trunc(unit, t) as date),
(unit, t timestamp) as
    system.main.date_trunc(unit, t),
(unit, t timestamp with time zone) as
    system.main.date_trunc(unit, t);
create macro day_of_month(t) as day(t);
create macro day_of_week(t) as isodow(t);
create macro day_of_year(t) as dayofyear(t);
create macro week_of_year(t) as week(t);
create macro year_of_week(t) as isoyear(t);
create macro to_unixtime(t) as epoch(t);
create macro from_unixtime(n) as to_timestamp(n);
-- A time keeps no zone of its own here and is shown in UTC; Trino shows it in the
-- one that it was written in. This makes them agree.
create macro at_timezone(t, zone) as
    case when upper(zone) = 'UTC' then t
    else error('showing a time in ' || zone || ': only UTC is possible here')
    end;

-- ----------------------------------------------------------------- strings
-- DuckDB's concat, greatest and least leave nulls out; Trino's are null then.
create macro concat(a, b) as a || b, (a, b, c) as a || b || c,
(a, b, c, d) as a || b || c || d, (a, b, c, d, e) as a || b || c || d || e,
(a, b, c, d, e, f) as a || b || c || d || e || f;
create macro greatest(a, b) as
    case when a is null or b is null then null when a >= b then a else b end,
(a, b, c) as
    case when a is null or b is null or c is null then null
    else system.main.greatest(a, b, c) end;
create macro least(a, b) as
    case when a is null or b is null then null when a <= b then a else b end,
(a, b, c) as
    case when a is null or b is null or c is null then null
    else system.main.least(a, b, c) end;
-- DuckDB's format fills braces and leaves %d standing.
create macro format(f, a) as printf(f, a), (f, a, b) as printf(f, a, b),
(f, a, b, c) as printf(f, a, b, c), (f, a, b, c, d) as printf(f, a, b, c, d);
-- DuckDB gives '' where there is no such part or match; Trino null.
create macro split_part(s, delimiter, i) as string_split(s, delimiter)[i];
create macro regexp_extract(s, p) as
    case when regexp_matches(s, p) then system.main.regexp_extract(s, p) end,
(s, p, g) as
    case when regexp_matches(s, p) then system.main.regexp_extract(s, p, g) end;
create macro regexp_like(s, p) as regexp_matches(s, p);
-- DuckDB replaces the first match only, and writes \1 for $1.
create macro regexp_replace(s, p) as system.main.regexp_replace(s, p, '', 'g'),
(s, p, r) as system.main.regexp_replace(s, p,
    system.main.regexp_replace(r, '\$(\d)', '\\\1', 'g'), 'g');
create macro replace(s, a) as system.main.replace(s, a, ''),
(s, a, b) as system.main.replace(s, a, b);
-- DuckDB takes off blanks only, Trino white space of every kind.
create macro trim(s) as system.main.regexp_replace(s, '^\s+|\s+$', '', 'g'),
(s, letters) as system.main.trim(s, letters);
create macro ltrim(s) as system.main.regexp_replace(s, '^\s+', ''),
(s, letters) as system.main.ltrim(s, letters);
create macro rtrim(s) as system.main.regexp_replace(s, '\s+$', ''),
(s, letters) as system.main.rtrim(s, letters);
-- A string begins at 1; at 0 Trino finds nothing, DuckDB all of it.
create macro substr(s, i) as
    case when i = 0 then '' else system.main.substr(s, i) end,
(s, i, n) as
    case when i = 0 then '' else system.main.substr(s, i, n) end;
create macro substring(s, i) as substr(s, i), (s, i, n) as substr(s, i, n);
create macro from_utf8(b) as decode(b);
create macro to_utf8(s) as encode(s);
-- Trino's are bytes, DuckDB's hexadecimal digits.
create macro md5(b) as unhex(system.main.md5(b));

-- ---------------------------------------------------------- lists and maps
-- Of lists only: with a second one for maps DuckDB takes that for the list of
-- another relation, as in unnest(sequence(1, cardinality(resources))). For a map
-- cardinality(map_keys(x)) means the same on both.
create macro cardinality(x) as len(x);
create macro element_at(x, k) as x[k];
create macro array_join(x, delimiter) as array_to_string(x, delimiter),
(x, delimiter, nulls) as
    array_to_string(list_transform(x, lambda i: coalesce(cast(i as varchar), nulls)), delimiter);
-- Trino counts down when the end comes first, and dates by the day.
create macro sequence(a bigint, b bigint) as
    generate_series(a, b, case when a <= b then 1 else -1 end),
(a date, b date) as
    list_transform(
        generate_series(a, b, to_days(case when a <= b then 1 else -1 end)),
        lambda i: cast(i as date)),
(a bigint, b bigint, step bigint) as
    generate_series(a, b, step),
(a date, b date, step interval) as
    list_transform(generate_series(a, b, step), lambda i: cast(i as date)),
(a timestamp, b timestamp, step interval) as
    generate_series(a, b, step);
create macro map_agg(k, v) as
    map(list(k) filter (k is not null), list(v) filter (k is not null));

-- -------------------------------------------------------------------- JSON
-- DuckDB takes keys and pointers for paths, and writes ."k" for ["k"].
create macro trino_json_path(p) as
    case when starts_with(p, '$')
    then system.main.regexp_replace(p, '\["([^"]*)"\]', '."\1"', 'g')
    else error('reading JSON at ' || p || ': a path begins with $')
    end;
create macro json_extract(j, p) as
    case when json_valid(j) then system.main.json_extract(j, trino_json_path(p)) end;
create macro json_extract_scalar(j, p) as
    case when json_valid(j)
        and json_type(j, trino_json_path(p)) not in ('OBJECT', 'ARRAY')
    then json_extract_string(j, trino_json_path(p))
    end;
create macro json_format(j) as cast(j as varchar);
create macro json_parse(s) as cast(s as json);

-- -------------------------------------------------------------- aggregates
-- DuckDB's sketches were a quarter off at a thousand values; exact ones are
-- cheap enough on a laptop.
create macro approx_distinct(x) as count(distinct x);
create macro approx_percentile(x, p) as quantile_disc(x, p);
-- DuckDB's leave out rows where x is null.
create macro max_by(x, y) as arg_max_null(x, y), (x, y, n) as arg_max(x, y, n);
create macro min_by(x, y) as arg_min_null(x, y), (x, y, n) as arg_min(x, y, n);
-- DuckDB's is null where there is nothing to count.
create macro count_if(x) as count(case when x then 1 end);
