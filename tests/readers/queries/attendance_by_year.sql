-- Is it getting better? The same by year.
select m.ambito, m.body, cast(year(m.date) as varchar) as period,
    count(*) filter (where s.enters_rate) as n,
    count(*) filter (where s.enters_rate and s.status = 'present') as n_present
from meetings m left join seat_attendance s using (meeting_id)
where m.duplicate_of is null
group by all;
