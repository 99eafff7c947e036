-- Which organisations come to less than half of the meetings, and for how long have they been away?
select ambito, body, organisation, n_present, n, rate, rate_low, rate_high, absence_at_end
from attendance_by_organisation
where n >= 3 and rate < 0.5
order by rate, n desc;
