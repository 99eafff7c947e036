-- How often is each person there, of the full rolls that list the person by right with a known
-- status? Who stands in for another is told apart.
with rolls as (
    select a.*, m.ambito, m.body, m.date, f.is_full,
        a.capacity in ('delegate', 'substitute') or a.represents is not null as stands_in
    from attendance a join meetings m using (meeting_id) join fullness f using (meeting_id)
    where m.duplicate_of is null and coalesce(m.quorum_stated, true)
        and a.capacity not in ('guest', 'observer', 'staff')
),
stood_in_for as (
    select meeting_id, seat_id from rolls group by all
    having bool_or(status = 'present' and stands_in)
        and not bool_or(status = 'present' and not stands_in)
),
held as (
    select r.meeting_id, r.person_id, r.ambito, r.body, r.date, r.is_full,
        bool_or(not stands_in) as holds,
        bool_or(stands_in and status = 'present') as stood,
        bool_or(not stands_in and f.seat_id is not null) as is_delegated,
        bool_or(not stands_in and status = 'present' and mode = 'remote') as is_remote,
        case when bool_or(not stands_in and status = 'present') then 'present'
            when bool_or(not stands_in and status = 'absent_justified') then 'absent_justified'
            when bool_or(not stands_in and status = 'absent_unjustified') then 'absent_unjustified'
            when bool_or(not stands_in and status = 'absent') then 'absent' else 'unknown' end as status
    from rolls r left join stood_in_for f using (meeting_id, seat_id)
    where person_id is not null
    group by all
),
-- Absences in a row: the number of times that the person was there before them tells the runs apart.
steps as (
    select *, count(*) filter (where status = 'present') over (
        partition by ambito, body, person_id order by date, meeting_id) as run
    from held where holds and is_full and status <> 'unknown' and date is not null
),
runs as (
    select ambito, body, person_id, run, count(*) filter (where status <> 'present') as length
    from steps group by all
),
absences as (
    select ambito, body, person_id, max(length) as longest_absence,
        arg_max(length, run) as absence_at_end
    from runs group by all
),
-- The meetings of the body at which it had a seat, by the registry.
owed as (
    select b.ambito, b.body, b.person_id, count(distinct m.meeting_id) as eligible_meetings
    from members b
    join meetings m on m.ambito is not distinct from b.ambito and m.body = b.body
    where m.duplicate_of is null and coalesce(m.quorum_stated, true) and b.person_id is not null
        and (b.valid_from is null or b.valid_from <= m.date)
        and (b.valid_to is null or m.date <= b.valid_to) and m.date is not null
    group by all
),
summed as (
    select h.ambito, h.body, h.person_id, any_value(p.name) as name,
        count(*) filter (where holds) as meetings, count(*) filter (where holds) as on_roll,
        count(*) filter (where status = 'present') as present,
        count(*) filter (where is_remote) as present_remote,
        count(*) filter (where is_delegated) as by_delegate,
        count(*) filter (where status = 'absent') as absent,
        count(*) filter (where status = 'absent_justified') as absent_justified,
        count(*) filter (where status = 'absent_unjustified') as absent_unjustified,
        count(*) filter (where holds and status = 'unknown') as unknown,
        count(*) filter (where holds and is_full and status <> 'unknown') as n,
        count(*) filter (where holds and is_full and status = 'present') as n_present,
        count(*) filter (where holds and is_full and status = 'unknown') as n_unknown,
        count(*) filter (where stood) as as_delegate,
        min(date) as first_date, max(date) as last_date
    from held h left join people p using (person_id)
    group by h.ambito, h.body, h.person_id
)
select s.*, w.eligible_meetings, share(n, on_roll) as coverage, share(n_present, n) as rate,
    wilson_low(n_present, n) as rate_low, wilson_high(n_present, n) as rate_high,
    share(n_present, n + n_unknown) as rate_if_unknown_absent,
    share(n_present + n_unknown, n + n_unknown) as rate_if_unknown_present,
    case when n > 0 then null when n_unknown > 0 then 'no_known_status'
        else 'no_full_roll' end as rate_reason,
    coalesce(a.longest_absence, 0) as longest_absence, coalesce(a.absence_at_end, 0) as absence_at_end
from summed s
left join absences a on a.person_id = s.person_id
    and a.ambito is not distinct from s.ambito and a.body is not distinct from s.body
left join owed w on w.person_id = s.person_id
    and w.ambito is not distinct from s.ambito and w.body is not distinct from s.body;
