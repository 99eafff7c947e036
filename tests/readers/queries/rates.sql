-- Wilson's interval of 95 %, and shares: macros for the queries beside this file.
create or replace macro share(part, whole) as case when whole > 0 then part / whole end;
create or replace macro wilson_spread(k, n) as
    1.959963984540054 * sqrt((k / n) * (1 - k / n) / n + 1.959963984540054 ** 2 / (4 * n * n));
create or replace macro wilson_low(k, n) as case when n > 0 then
    greatest(0, (k / n + 1.959963984540054 ** 2 / (2 * n) - wilson_spread(k, n)) / (1 + 1.959963984540054 ** 2 / n)) end;
create or replace macro wilson_high(k, n) as case when n > 0 then
    least(1, (k / n + 1.959963984540054 ** 2 / (2 * n) + wilson_spread(k, n)) / (1 + 1.959963984540054 ** 2 / n)) end;
