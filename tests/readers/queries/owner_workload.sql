-- Who has what? Decisions owned, once each, by the owner's joined name where there is one.
with owned as (
    select m.ambito, o.owner_kind,
        case when o.owner_kind = 'person' and p.name is not null then p.name
            when o.owner_kind = 'organisation' and g.name is not null then g.name
            else o.owner end as owner,
        o.person_id, o.organisation_id, o.decision_id, bool_or(o.part = 'lead') as leads
    from decision_owners o
    join decisions d using (decision_id)
    join meetings m on m.meeting_id = d.meeting_id
    left join people p on p.person_id = o.person_id
    left join organisations g on g.organisation_id = o.organisation_id
    where d.same_as is null and m.duplicate_of is null
        and d.decision_id not in (select parent_id from decisions where parent_id is not null)
    group by all
)
select ambito, owner_kind, owner, person_id, organisation_id, count(*) as n,
    count(*) filter (where leads) as lead
from owned where owner is not null group by all;
