-- Every day from the first to the last year of meetings and of due dates not ten years beyond.
with met as (
    select year(min(date)) as first_year, year(max(date)) as last_year from meetings
    where duplicate_of is null
),
near as (
    select year(due_date) as year from decision_states, met
    where year(due_date) between first_year - 10 and last_year + 10
),
ends as (
    select least(first_year, (select min(year) from near)) as first_year,
        greatest(last_year, (select max(year) from near)) as last_year
    from met where first_year is not null
),
days as (
    select unnest(generate_series(make_date(first_year, 1, 1), make_date(last_year, 12, 31), interval 1 day))::date as date
    from ends
)
select date, year(date) as year, quarter(date) as quarter, month(date) as month, day(date) as day,
    isodow(date) as weekday, year(date) || '-Q' || quarter(date) as year_quarter,
    strftime(date, '%Y-%m') as year_month
from days;
