-- What became of the items of the agenda, and which came back? Items that hold others are left
-- out; titles are the same but for case, accents and signs.
with items as (
    select m.ambito, m.body, year(m.date) as year, m.date, i.meeting_id, i.outcome, i.taken_up_in,
        nullif(trim(regexp_replace(lower(strip_accents(i.title)), '[^\p{L}\p{N}]+', ' ', 'g')), '') as plain
    from agenda_items i join meetings m using (meeting_id)
    where m.duplicate_of is null
        and i.agenda_item_id not in (select parent_id from agenda_items where parent_id is not null)
),
last as (
    select ambito, body, plain, max(date) as last_date from items
    where body is not null and plain is not null group by all
)
select i.ambito, i.body, i.year, count(distinct meeting_id) as meetings, count(*) as n,
    count(*) filter (where outcome = 'approved') as approved,
    count(*) filter (where outcome = 'rejected') as rejected,
    count(*) filter (where outcome = 'noted') as noted,
    count(*) filter (where outcome = 'discussed') as discussed,
    count(*) filter (where outcome = 'deferred') as deferred,
    count(*) filter (where outcome = 'withdrawn') as withdrawn,
    count(*) filter (where outcome = 'not_discussed') as not_discussed,
    count(*) filter (where outcome = 'unknown') as unknown,
    count(*) filter (where outcome in ('deferred', 'withdrawn', 'not_discussed')
        and (taken_up_in is not null or last_date > date)) as carried_over,
    count(*) filter (where outcome <> 'unknown') / count(*) as coverage
from items i
left join last l on l.ambito is not distinct from i.ambito and l.body = i.body and l.plain = i.plain
group by all;
