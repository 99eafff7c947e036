-- What was decided? Each decision once: neither repetitions nor rows that hold others.
-- Group by other columns of the meetings for ambiti and years.
with counted as (
    select d.*, d.decision_id in (select decision_id from decision_owners) as has_owner
    from decisions d
    where d.same_as is null
        and d.decision_id not in (select parent_id from decisions where parent_id is not null)
),
held as (
    select m.meeting_id, m.ambito, m.body, m.date, o.status = 'extracted' as is_whole
    from meetings m join documents o using (document_id)
    where m.duplicate_of is null
),
met as (
    select /*grain*/ ambito, body /*grain*/, count(*) as meetings,
        avg(is_whole::int) as coverage
    from held group by all
),
decided as (
    select /*grain*/ ambito, body /*grain*/,
        count(c.decision_id) as n,
        count(*) filter (where c.has_owner) as with_owner,
        count(c.deadline_kind) as with_deadline,
        count(*) filter (where c.deadline_kind = 'due') as deadline_due,
        count(*) filter (where c.deadline_kind = 'event') as deadline_event,
        count(*) filter (where c.deadline_kind = 'effective_from') as deadline_effective_from,
        count(*) filter (where c.deadline_kind = 'next_meeting') as deadline_next_meeting,
        count(*) filter (where c.deadline_kind = 'after_event') as deadline_after_event,
        count(*) filter (where c.deadline_kind = 'immediate') as deadline_immediate,
        count(*) filter (where c.deadline_kind = 'vague') as deadline_vague,
        count(*) filter (where c.deadline_kind = 'recurring') as deadline_recurring,
        count(*) filter (where c.kind = 'approval') as approval,
        count(*) filter (where c.kind = 'decision') as decision,
        count(*) filter (where c.kind = 'commitment') as commitment,
        count(*) filter (where c.kind = 'mandate') as mandate,
        count(*) filter (where c.kind = 'appointment') as appointment,
        count(*) filter (where c.kind = 'acknowledgement') as acknowledgement,
        count(*) filter (where c.kind = 'deferral') as deferral,
        count(*) filter (where c.kind = 'rejection') as rejection,
        count(*) filter (where c.kind = 'request') as request,
        count(*) filter (where c.kind = 'proposal') as proposal,
        count(*) filter (where c.kind = 'position') as position,
        count(*) filter (where c.kind = 'procedural') as procedural,
        count(c.vote_outcome) as voted,
        count(*) filter (where c.vote_outcome = 'unanimous') as unanimous
    from held left join counted c using (meeting_id)
    group by all
)
select decided.*, met.meetings, met.coverage, share(with_owner, n) as owner_rate,
    share(with_deadline, n) as deadline_rate, share(unanimous, voted) as unanimous_rate
from decided join met
    on /*on*/ met.ambito is not distinct from decided.ambito and met.body is not distinct from decided.body /*on*/;
