-- Which comuni do not come? An organisation is there where anybody who sits for it is, and its
-- delegate is told of where nobody sits for it by right.
with held as (
    select s.meeting_id, s.organisation_id, m.ambito, m.body, m.date,
        f.is_full,
        bool_or(s.status = 'present') as is_present,
        bool_or(s.is_remote) as is_remote,
        bool_or(s.is_delegated) and not bool_or(s.status = 'present' and not s.is_delegated) as is_delegated,
        case when bool_or(s.status = 'present') then 'present'
            when bool_or(s.status = 'absent_justified') then 'absent_justified'
            when bool_or(s.status = 'absent_unjustified') then 'absent_unjustified'
            when bool_or(s.status = 'absent') then 'absent' else 'unknown' end as status
    from seat_attendance s join meetings m using (meeting_id) join fullness f using (meeting_id)
    where s.organisation_id is not null
    group by all
),
-- Absences in a row: the number of times that it was there before them tells one run from another.
steps as (
    select *, count(*) filter (where status = 'present') over (
        partition by ambito, body, organisation_id order by date, meeting_id) as run
    from held where is_full and status <> 'unknown' and date is not null
),
runs as (
    select ambito, body, organisation_id, run, count(*) filter (where status <> 'present') as length
    from steps group by all
),
absences as (
    select ambito, body, organisation_id, max(length) as longest_absence,
        arg_max(length, run) as absence_at_end
    from runs group by all
),
-- The meetings of the body at which it had a seat, by the registry.
owed as (
    select b.ambito, b.body, b.organisation_id, count(distinct m.meeting_id) as eligible_meetings
    from members b
    join meetings m on m.ambito is not distinct from b.ambito and m.body = b.body
    where m.duplicate_of is null and coalesce(m.quorum_stated, true) and b.organisation_id is not null
        and (b.valid_from is null or b.valid_from <= m.date)
        and (b.valid_to is null or m.date <= b.valid_to) and m.date is not null
    group by all
),
summed as (
    select h.ambito, h.body, h.organisation_id, any_value(o.name) as organisation,
        count(*) as meetings, count(*) as on_roll,
        count(*) filter (where status = 'present') as present,
        count(*) filter (where is_remote) as present_remote,
        count(*) filter (where is_delegated) as by_delegate,
        count(*) filter (where status = 'absent') as absent,
        count(*) filter (where status = 'absent_justified') as absent_justified,
        count(*) filter (where status = 'absent_unjustified') as absent_unjustified,
        count(*) filter (where status = 'unknown') as unknown,
        count(*) filter (where is_full and status <> 'unknown') as n,
        count(*) filter (where is_full and status = 'present') as n_present,
        count(*) filter (where is_full and status = 'unknown') as n_unknown,
        share(count(*) filter (where is_delegated), count(*) filter (where is_present or is_delegated)) as delegation_rate,
        min(date) as first_date, max(date) as last_date
    from held h left join organisations o using (organisation_id)
    group by h.ambito, h.body, h.organisation_id
)
select s.*, w.eligible_meetings, share(n, on_roll) as coverage, share(n_present, n) as rate,
    wilson_low(n_present, n) as rate_low, wilson_high(n_present, n) as rate_high,
    share(n_present, n + n_unknown) as rate_if_unknown_absent,
    share(n_present + n_unknown, n + n_unknown) as rate_if_unknown_present,
    case when n > 0 then null when n_unknown > 0 then 'no_known_status'
        else 'no_full_roll' end as rate_reason,
    coalesce(a.longest_absence, 0) as longest_absence, coalesce(a.absence_at_end, 0) as absence_at_end
from summed s
left join absences a on a.organisation_id = s.organisation_id
    and a.ambito is not distinct from s.ambito and a.body is not distinct from s.body
left join owed w on w.organisation_id = s.organisation_id
    and w.ambito is not distinct from s.ambito and w.body is not distinct from s.body;
