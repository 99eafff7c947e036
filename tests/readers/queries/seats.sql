-- One row for each seat of a meeting, with one status: present where its holder is, or who
-- stands in for the holder. Guests, observers and staff are left out, doubles and deserted
-- meetings too.
with meetings_counted as (
    select m.*, f.is_full from meetings m join fullness f using (meeting_id)
    where m.duplicate_of is null and coalesce(m.quorum_stated, true)
),
rolls as (
    select a.*, m.is_full,
        a.capacity in ('delegate', 'substitute') or a.represents is not null as stands_in
    from attendance a join meetings_counted m using (meeting_id)
    where a.capacity not in ('guest', 'observer', 'staff')
),
seats as (
    select meeting_id, seat_id, is_full,
        bool_or(status = 'present') as is_present,
        bool_or(status = 'present' and mode = 'remote') as is_linked,
        bool_or(status = 'present' and not stands_in) as holder_there,
        bool_or(status = 'absent_justified' and not stands_in) as is_justified,
        bool_or(status = 'absent_unjustified' and not stands_in) as is_unjustified,
        bool_or(status = 'absent' and not stands_in) as is_absent,
        min(person_id) filter (where not stands_in) as person_id,
        min(name) filter (where not stands_in) as name,
        coalesce(min(organisation_id) filter (where not stands_in), min(organisation_id)) as organisation_id,
        coalesce(min(organisation) filter (where not stands_in), min(organisation)) as organisation,
        coalesce(min(attendance_id) filter (where not stands_in), min(attendance_id)) as attendance_id
    from rolls group by all
)
select meeting_id, seat_id, attendance_id, person_id, name, organisation_id, organisation,
    case when is_present then 'present' when is_justified then 'absent_justified'
        when is_unjustified then 'absent_unjustified' when is_absent then 'absent'
        else 'unknown' end as status,
    is_present and not holder_there as is_delegated,
    is_present and is_linked as is_remote,
    is_full and (is_present or is_justified or is_unjustified or is_absent) as enters_rate
from seats;
