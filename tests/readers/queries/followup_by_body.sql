-- What is done, what is late, what was never heard of again, body by body?
select m.ambito, m.body,
    count(s.decision_id) as n,
    count(*) filter (where s.outcome = 'done_in_time') as done_in_time,
    count(*) filter (where s.outcome = 'done_seen_after_due') as done_seen_after_due,
    count(*) filter (where s.outcome = 'stated_late') as stated_late,
    count(*) filter (where s.outcome = 'cancelled') as cancelled,
    count(*) filter (where s.outcome = 'no_evidence') as no_evidence,
    count(*) filter (where s.outcome = 'not_observable') as not_observable,
    count(*) filter (where s.outcome = 'not_due') as not_due
from meetings m left join decision_states s using (meeting_id)
where m.duplicate_of is null
group by m.ambito, m.body;
