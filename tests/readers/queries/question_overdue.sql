-- What is late, and who has it? With the words of the decision and where they stand.
select s.days_overdue, s.outcome, s.owners, s.ambito, s.body, s.due_date, d.quote, o.path, d.page, d.line
from decision_states s
join decisions d using (decision_id)
join documents o using (document_id)
where s.days_overdue > 0
order by s.days_overdue desc;
