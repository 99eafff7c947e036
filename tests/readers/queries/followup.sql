-- What is done, what is late, what was never heard of again, body by body?
-- Group by other columns of the meetings for ambiti and years.
with lags as (
    select coalesce(d.same_as, d.decision_id) as decision_id,
        min(f.lag_days) as lag_first, min(f.lag_days) filter (where f.state = 'done') as lag_done
    from follow_ups f
    join decisions d using (decision_id)
    join meetings m on m.meeting_id = f.later_meeting_id
    where m.duplicate_of is null and m.date <= getvariable('as_of')
    group by all
),
summed as (
    select /*grain*/ ambito, body /*grain*/,
        count(outcome) as n,
        count(*) filter (where outcome = 'done_in_time') as done_in_time,
        count(*) filter (where outcome = 'done_seen_after_due') as done_seen_after_due,
        count(*) filter (where outcome = 'stated_late') as stated_late,
        count(*) filter (where outcome = 'cancelled') as cancelled,
        count(*) filter (where outcome = 'no_evidence') as no_evidence,
        count(*) filter (where outcome = 'not_observable') as not_observable,
        count(*) filter (where outcome = 'not_due') as not_due,
        count(*) filter (where outcome in ('done_in_time', 'done_seen_after_due', 'stated_late', 'no_evidence')) as observable,
        count(*) filter (where outcome = 'no_evidence' and mentions = 0) as never_mentioned,
        count(*) filter (where outcome in ('done_in_time', 'done_seen_after_due')) as done,
        median(lag_done) as median_lag_days, median(lag_first) as median_first_mention_days
    from (select m.ambito, m.body, m.date, s.outcome, s.mentions, l.lag_done, l.lag_first
          from meetings m
          left join decision_states s using (meeting_id)
          left join lags l using (decision_id)
          where m.duplicate_of is null)
    group by all
)
select *, share(observable, observable + not_observable) as coverage,
    share(done, observable) as done_rate, wilson_low(done, observable) as done_rate_low,
    wilson_high(done, observable) as done_rate_high
from summed;
