-- How much of each body is there? Counted from the seats, with meetings that have no roll.
select m.ambito, m.body,
    count(distinct m.meeting_id) filter (where coalesce(m.quorum_stated, true)) as meetings,
    count(s.seat_id) as on_roll,
    count(*) filter (where s.status = 'present') as present,
    count(*) filter (where s.status = 'unknown') as unknown,
    count(*) filter (where s.enters_rate) as n,
    count(*) filter (where s.enters_rate and s.status = 'present') as n_present,
    count(*) filter (where s.enters_rate and s.status = 'present')
        / nullif(count(*) filter (where s.enters_rate), 0) as rate
from meetings m left join seat_attendance s using (meeting_id)
where m.duplicate_of is null
group by m.ambito, m.body;
