-- What became of each decision with a due date, up to the last minutes of its body that were
-- read? The variable as_of is the day taken for today.
with counted as (
    select d.decision_id, d.deadline_date as due_date, m.ambito, m.body
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
told as (
    select c.decision_id, c.due_date, any_value(h.read_until) as read_until,
        count(s.state) as mentions,
        min(s.date) filter (where s.state = 'done') as done_seen,
        bool_or(s.state = 'cancelled') as is_cancelled,
        bool_or(s.state in ('in_progress', 'postponed') and s.date > c.due_date) as is_late
    from counted c
    left join horizon h on h.ambito is not distinct from c.ambito and h.body = c.body
    left join seen s on s.decision_id = c.decision_id
    group by c.decision_id, c.due_date
)
select decision_id, due_date, mentions, done_seen,
    case when done_seen <= due_date then 'done_in_time'
        when done_seen > due_date then 'done_seen_after_due'
        when is_cancelled then 'cancelled'
        when is_late then 'stated_late'
        when not coalesce(due_date < getvariable('as_of'), false) then 'not_due'
        when read_until > due_date then 'no_evidence'
        else 'not_observable' end as outcome
from told;
