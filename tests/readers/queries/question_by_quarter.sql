-- The same numbers over a table of dates, as a BI tool joins them.
select c.year_quarter, count(distinct m.meeting_id) as meetings,
    count(*) filter (where s.enters_rate and s.status = 'present') as present,
    count(*) filter (where s.enters_rate) as n
from meetings m
join calendar c on c.date = m.date
left join seat_attendance s using (meeting_id)
where m.duplicate_of is null
group by all order by 1;
