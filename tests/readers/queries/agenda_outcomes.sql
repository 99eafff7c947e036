-- What became of the items of the agenda? Items that hold others are left out.
select m.ambito, m.body, year(m.date) as year, count(*) as n,
    count(*) filter (where i.outcome = 'approved') as approved,
    count(*) filter (where i.outcome = 'deferred') as deferred,
    count(*) filter (where i.outcome = 'unknown') as unknown
from agenda_items i join meetings m using (meeting_id)
where m.duplicate_of is null
    and i.agenda_item_id not in (select parent_id from agenda_items where parent_id is not null)
group by all;
