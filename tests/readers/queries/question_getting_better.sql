-- Is it getting better? Each year beside the one before, with intervals that tell whether the
-- difference is more than chance.
select ambito, body, period, rate, rate_low, rate_high, n,
    rate - lag(rate) over (partition by ambito, body order by period_start) as difference
from attendance_by_year
where rate is not null
order by ambito, body, period_start;
