-- Who has what? Decisions owned, once each, by the owner's joined name where there is one.
with counted as (
    select d.decision_id, d.deadline_kind, m.ambito,
        d.deadline_kind in ('due', 'next_meeting') and d.deadline_date is not null as is_due,
        s.outcome, d.decision_id in (select decision_id from decision_owners) as has_owner
    from decisions d
    join meetings m on m.meeting_id = d.meeting_id
    left join decision_states s on s.decision_id = d.decision_id
    where d.same_as is null and m.duplicate_of is null
        and d.decision_id not in (select parent_id from decisions where parent_id is not null)
),
called as (
    select o.decision_id, o.part, o.person_id, o.organisation_id, c.ambito,
        case when p.name is not null then 'person' when g.name is not null then 'organisation'
            else o.owner_kind end as owner_kind,
        coalesce(p.name, g.name, o.owner) as owner,
        case when p.name is not null then o.person_id when g.name is not null then o.organisation_id
            else lower(o.owner) end as key
    from decision_owners o
    join counted c using (decision_id)
    left join people p on p.person_id = o.person_id
    left join organisations g on g.organisation_id = o.organisation_id
    where coalesce(p.name, g.name, o.owner) is not null
),
-- Of spellings that differ in capitals alone, the one found most often.
usual as (
    select ambito, owner_kind, key, first(owner order by times desc, owner) as owner
    from (select ambito, owner_kind, key, owner, count(*) as times from called group by all)
    group by all
),
owned as (
    select w.ambito, w.owner_kind, u.owner, w.person_id, w.organisation_id, w.decision_id,
        c.deadline_kind, c.is_due, c.outcome, bool_or(w.part = 'lead') as leads
    from called w
    join usual u on u.ambito is not distinct from w.ambito and u.owner_kind = w.owner_kind
        and u.key = w.key
    join counted c using (decision_id)
    group by all
),
shares as (
    select ambito, avg(has_owner::int) as coverage from counted group by all
)
select o.ambito, owner_kind, owner, person_id, organisation_id, count(*) as n,
    count(*) filter (where leads) as lead,
    count(*) filter (where not leads) as support,
    count(deadline_kind) as with_deadline,
    count(*) filter (where is_due) as due,
    count(*) filter (where outcome in ('done_in_time', 'done_seen_after_due')) as done,
    count(*) filter (where outcome = 'stated_late') as stated_late,
    count(*) filter (where outcome = 'no_evidence') as no_evidence,
    any_value(s.coverage) as coverage
from owned o left join shares s on s.ambito is not distinct from o.ambito
group by all;
