-- What became of each decision with a due date, up to the last minutes of its body that were
-- read? The variable as_of is the day taken for today.
with counted as (
    select d.decision_id, d.meeting_id, d.deadline_kind, d.deadline_date as due_date,
        m.ambito, m.body, m.date as decided_on
    from decisions d join meetings m using (meeting_id)
    where d.same_as is null and m.duplicate_of is null
        and d.deadline_kind in ('due', 'next_meeting') and d.deadline_date is not null
        and d.decision_id not in (select parent_id from decisions where parent_id is not null)
),
horizon as (
    select ambito, body, max(date) as read_until from meetings
    where duplicate_of is null and body is not null and date <= getvariable('as_of')
    group by all
),
seen as (
    select coalesce(d.same_as, d.decision_id) as decision_id, f.state, m.date
    from follow_ups f
    join decisions d using (decision_id)
    join meetings m on m.meeting_id = f.later_meeting_id
    where m.duplicate_of is null and m.date <= getvariable('as_of')
),
called as (
    select o.decision_id, o.owner_number, m.ambito,
        case when p.name is not null then 'person' when g.name is not null then 'organisation'
            else o.owner_kind end as owner_kind,
        coalesce(p.name, g.name, o.owner) as owner,
        case when p.name is not null then o.person_id when g.name is not null then o.organisation_id
            else lower(o.owner) end as key
    from decision_owners o
    join decisions d using (decision_id)
    join meetings m on m.meeting_id = d.meeting_id
    left join people p on p.person_id = o.person_id
    left join organisations g on g.organisation_id = o.organisation_id
    where coalesce(p.name, g.name, o.owner) is not null
        and d.same_as is null and m.duplicate_of is null
        and d.decision_id not in (select parent_id from decisions where parent_id is not null)
),
usual as (
    select ambito, owner_kind, key, first(owner order by times desc, owner) as owner
    from (select ambito, owner_kind, key, owner, count(*) as times from called group by all)
    group by all
),
owned as (
    select decision_id, string_agg(owner, '; ' order by place, owner) as owners
    from (select w.decision_id, u.owner, min(w.owner_number) as place
          from called w join usual u on u.ambito is not distinct from w.ambito
              and u.owner_kind = w.owner_kind and u.key = w.key
          group by all)
    group by all
),
told as (
    select c.*, any_value(h.read_until) as read_until, any_value(o.owners) as owners,
        count(s.state) as mentions,
        min(s.date) as first_mention,
        min(s.date) filter (where s.state = 'done') as done_seen,
        bool_or(s.state = 'cancelled') as is_cancelled,
        bool_or(s.state in ('in_progress', 'postponed') and s.date > c.due_date) as is_late
    from counted c
    left join horizon h on h.ambito is not distinct from c.ambito and h.body = c.body
    left join seen s on s.decision_id = c.decision_id
    left join owned o on o.decision_id = c.decision_id
    group by all
),
judged as (
    select *, case when done_seen <= due_date then 'done_in_time'
        when done_seen > due_date then 'done_seen_after_due'
        when is_cancelled then 'cancelled'
        when is_late then 'stated_late'
        when not coalesce(due_date < getvariable('as_of'), false) then 'not_due'
        when read_until > due_date then 'no_evidence'
        else 'not_observable' end as outcome
    from told
)
select *, case when outcome in ('stated_late', 'no_evidence', 'not_observable')
    then getvariable('as_of') - due_date end as days_overdue
from judged;
