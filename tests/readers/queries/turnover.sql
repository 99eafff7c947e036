-- Who is new, and who is gone? People on the rolls of a body by right, year by year; the year
-- before is the last one in which the body met.
with years as (
    select distinct ambito, body, year(date) as year from meetings
    where duplicate_of is null and date is not null
),
ordered as (
    select *, lag(year) over (partition by ambito, body order by year) as earlier from years
),
held as (
    select distinct m.ambito, m.body, year(m.date) as year, a.person_id
    from attendance a join meetings m using (meeting_id)
    where m.duplicate_of is null and coalesce(m.quorum_stated, true) and m.date is not null
        and a.person_id is not null and a.represents is null
        and a.capacity not in ('guest', 'observer', 'staff', 'delegate', 'substitute')
),
lists as (
    select o.ambito, o.body, o.year, o.earlier,
        coalesce(list(h.person_id) filter (where h.person_id is not null), []) as people
    from ordered o
    left join held h on h.year = o.year and h.ambito is not distinct from o.ambito
        and h.body is not distinct from o.body
    group by all
)
select l.ambito, l.body, cast(l.year as varchar) as period, len(l.people) as people,
    case when len(e.people) > 0 then len(list_filter(l.people, lambda id: not list_contains(e.people, id))) end as people_new,
    case when len(e.people) > 0 then len(list_filter(e.people, lambda id: not list_contains(l.people, id))) end as people_gone
from lists l
left join lists e on e.year = l.earlier and e.ambito is not distinct from l.ambito
    and e.body is not distinct from l.body
where len(l.people) > 0;
