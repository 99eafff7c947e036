-- Which comuni do not come? An organisation is there where anybody who sits for it is.
with held as (
    select s.meeting_id, s.organisation_id, m.ambito, m.body,
        bool_or(s.status = 'present') as is_present,
        bool_or(s.enters_rate) as enters
    from seat_attendance s join meetings m using (meeting_id)
    where s.organisation_id is not null
    group by all
)
select ambito, body, organisation_id,
    count(*) filter (where enters) as n,
    count(*) filter (where enters and is_present) as n_present
from held group by all;
