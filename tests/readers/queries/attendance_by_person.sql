-- How often is each person there, of the full rolls that list the person by right with a known
-- status?
with held as (
    select a.meeting_id, a.person_id, m.ambito, m.body,
        m.presence_scope = 'full' as is_full,
        bool_or(not stands_in) as holds,
        bool_or(a.status = 'present' and not stands_in) as is_present,
        bool_or(a.status <> 'unknown' and not stands_in) as is_known
    from (select *, capacity in ('delegate', 'substitute') or represents is not null as stands_in
          from attendance) a
    join meetings m using (meeting_id)
    where m.duplicate_of is null and coalesce(m.quorum_stated, true)
        and a.person_id is not null and a.capacity not in ('guest', 'observer', 'staff')
    group by all
)
select ambito, body, person_id,
    count(*) filter (where holds and is_full and is_known) as n,
    count(*) filter (where holds and is_full and is_present) as n_present
from held group by all;
