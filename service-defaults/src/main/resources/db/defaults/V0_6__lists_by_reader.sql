-- Lists are read in the order of ids, under row-level security. Behind it the planner walks the whole table until it has found
-- enough rows that the caller may read: for an organisation that holds little, all of it. So the rows of each reader are kept in
-- a table of their own, in their order.
create procedure index_readers(name text) language plpgsql as $$
begin
    execute format(
        'create table %1$I (
            organisation uuid not null,
            env          text not null,
            id           uuid not null,
            primary key (organisation, env, id)
        )', name || '_reader');
    execute format('comment on table %I is %L', name || '_reader',
        'Which organisation reads which row of ' || name || ', in the order of lists. Kept by triggers alone.');
    execute format('insert into %I select distinct r, t.env, t.id from %I t cross join unnest(t.readers) r',
        name || '_reader', name);

    execute format(
        'create function %1$I() returns trigger language plpgsql security definer set search_path = %3$I as $f$
         begin
             insert into %2$I select distinct r, a.env, a.id from added a cross join unnest(a.readers) r;
             return null;
         end $f$', name || '_readers_added', name || '_reader', current_schema());
    execute format('create trigger readers_added after insert on %I referencing new table as added'
        ' for each statement execute function %I()', name, name || '_readers_added');

    execute format(
        'create function %1$I() returns trigger language plpgsql security definer set search_path = %3$I as $f$
         begin
             delete from %2$I where id = old.id and env = old.env and organisation = any(old.readers)
                 and organisation <> all(new.readers);
             insert into %2$I select distinct r, new.env, new.id from unnest(new.readers) r on conflict do nothing;
             return null;
         end $f$', name || '_readers_changed', name || '_reader', current_schema());
    execute format('create trigger readers_changed after update on %I for each row'
        ' when (old.readers is distinct from new.readers) execute function %I()', name, name || '_readers_changed');

    execute format('alter table %I enable row level security', name || '_reader');
    execute format('create policy reader on %I for select to ${service}_api'
        ' using (organisation = (select caller_organisation()) and env = (select caller_env()))', name || '_reader');
    execute format('create policy worker on %I to ${service}_worker using (true)', name || '_reader');
    execute format('grant select on %I to ${service}_api, ${service}_worker', name || '_reader');
end $$;
