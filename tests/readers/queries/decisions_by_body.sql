-- What was decided? Each decision once: neither repetitions nor rows that hold others.
with counted as (
    select d.*, d.decision_id in (select decision_id from decision_owners) as has_owner
    from decisions d
    where d.same_as is null
        and d.decision_id not in (select parent_id from decisions where parent_id is not null)
)
select m.ambito, m.body,
    count(c.decision_id) as n,
    count(*) filter (where c.has_owner) as with_owner,
    count(c.deadline_kind) as with_deadline,
    count(c.vote_outcome) as voted,
    count(*) filter (where c.vote_outcome = 'unanimous') as unanimous
from meetings m left join counted c using (meeting_id)
where m.duplicate_of is null
group by m.ambito, m.body;
