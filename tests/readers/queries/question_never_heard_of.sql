-- What was decided, was due, and was never heard of again though later minutes were read?
select s.ambito, s.body, s.decided_on, s.due_date, s.read_until, d.text
from decision_states s join decisions d using (decision_id)
where s.outcome = 'no_evidence' and s.mentions = 0
order by s.due_date;
