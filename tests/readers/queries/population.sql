-- The inhabitants of each ambito, where the registry tells them.
select ambito, max(population) as population from ambiti group by all;
