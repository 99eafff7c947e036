-- What the queries beside this file share: Wilson's interval of 95 %, shares, and which rolls are
-- full. A roll is where it shows the whole body, or where the registry completes its exceptions.
create or replace view fullness as
    select meeting_id, presence_scope = 'full' or (presence_scope = 'complement' and meeting_id in (
        select meeting_id from attendance where basis = 'by_complement' and status = 'present')) as is_full
    from meetings;
create or replace macro share(part, whole) as case when whole > 0 then part / whole end;
create or replace macro wilson_spread(k, n) as
    1.959963984540054 * sqrt((k / n) * (1 - k / n) / n + 1.959963984540054 ** 2 / (4 * n * n));
create or replace macro wilson_low(k, n) as case when n > 0 then
    greatest(0, (k / n + 1.959963984540054 ** 2 / (2 * n) - wilson_spread(k, n)) / (1 + 1.959963984540054 ** 2 / n)) end;
create or replace macro wilson_high(k, n) as case when n > 0 then
    least(1, (k / n + 1.959963984540054 ** 2 / (2 * n) + wilson_spread(k, n)) / (1 + 1.959963984540054 ** 2 / n)) end;
