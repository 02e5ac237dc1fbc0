-- The planner would keep samples of the keys in its statistics, where they outlive the rows that they were taken from.
alter table person_key alter column wrapped set statistics 0;
