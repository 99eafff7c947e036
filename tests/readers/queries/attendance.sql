-- How much of each body is there? Counted from the seats, with meetings that have no roll.
-- Group by other columns of the meetings for ambiti, years, quarters and months.
-- Comuni count once a meeting by their inhabitants, where the registry tells them.
with weighed as (
    select meeting_id, count(*) as n_weighted, sum(population) as inhabitants,
        coalesce(sum(population) filter (where is_present), 0) as inhabitants_present
    from (select s.meeting_id, s.organisation_id, o.population, bool_or(s.status = 'present') as is_present
          from seat_attendance s join organisations o using (organisation_id)
          where s.enters_rate and o.population is not null group by all)
    group by all
),
held as (
    select m.meeting_id, m.ambito, m.body, m.date, m.call, m.duration_minutes,
        coalesce(m.quorum_stated, true) as is_counted,
        m.quorum_stated, f.is_full, m.eligible_seats,
        count(s.seat_id) as on_roll,
        count(*) filter (where s.status = 'present') as present,
        count(*) filter (where s.is_remote) as present_remote,
        count(*) filter (where s.is_delegated) as by_delegate,
        count(*) filter (where s.status = 'absent') as absent,
        count(*) filter (where s.status = 'absent_justified') as absent_justified,
        count(*) filter (where s.status = 'absent_unjustified') as absent_unjustified,
        count(*) filter (where s.status = 'unknown') as unknown,
        count(*) filter (where s.enters_rate) as n,
        count(*) filter (where s.enters_rate and s.status = 'present') as n_present,
        count(*) filter (where s.status = 'unknown' and f.is_full) as n_unknown
    from meetings m
    join fullness f using (meeting_id)
    left join seat_attendance s using (meeting_id)
    where m.duplicate_of is null
    group by all
),
summed as (
    select /*grain*/ ambito, body /*grain*/,
        count(*) filter (where is_counted) as meetings,
        coalesce(sum(n_weighted), 0) as n_weighted, coalesce(sum(inhabitants), 0) as inhabitants,
        coalesce(sum(inhabitants_present), 0) as inhabitants_present,
        sum(on_roll) as on_roll, sum(present) as present, sum(present_remote) as present_remote,
        sum(by_delegate) as by_delegate, sum(absent) as absent,
        sum(absent_justified) as absent_justified,
        sum(absent_unjustified) as absent_unjustified, sum(unknown) as unknown,
        case when count(*) filter (where is_counted and eligible_seats is null) = 0
            then sum(eligible_seats) filter (where is_counted) end as eligible_meetings,
        sum(n) as n, sum(n_present) as n_present, sum(n_unknown) as n_unknown,
        count(*) filter (where is_counted and is_full and on_roll > 0) as full_rolls,
        count(*) filter (where quorum_stated = false) as deserted,
        count(*) filter (where quorum_stated) as quorum_stated,
        count(*) filter (where is_counted and is_full and present * 2 > on_roll) as quorum_by_heads,
        count(*) filter (where call = 'second') as second_call,
        median(duration_minutes) as median_duration_minutes
    from held left join weighed using (meeting_id) group by all
)
select *, share(inhabitants_present, inhabitants) as rate_weighted, share(n, on_roll) as coverage, share(n_present, n) as rate,
    wilson_low(n_present, n) as rate_low, wilson_high(n_present, n) as rate_high,
    share(n_present, n + n_unknown) as rate_if_unknown_absent,
    share(n_present + n_unknown, n + n_unknown) as rate_if_unknown_present,
    case when n > 0 then null when n_unknown > 0 then 'no_known_status'
        else 'no_full_roll' end as rate_reason
from summed;
