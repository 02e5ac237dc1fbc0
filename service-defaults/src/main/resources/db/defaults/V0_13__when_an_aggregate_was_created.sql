-- What shows an aggregate says when it was created; when it last changed, changed_at says already.
create function created_when_written() returns trigger language plpgsql as $$
begin
    new.created_at := new.changed_at;
    return new;
end $$;
comment on function created_when_written is
    'For processes of the release before, which write no created_at; the next release drops it with its triggers.';

create procedure keep_time_of_creation(name text) language plpgsql as $$
begin
    execute format('alter table %I add column created_at timestamptz', name);
    execute format('comment on column %I.created_at is %L', name,
        'When the first version was written; of rows from before this column, when the first event was recorded, and when the'
        ' last version was written where there is no event.');
    -- The first event by its number, which the index of streams finds at once.
    execute format('update %1$I t set created_at = least(t.changed_at, (select recorded_at from event_journal
                     where stream_type = %1$L and stream_id = t.id order by sequence limit 1))', name);
    execute format('alter table %I alter column created_at set not null', name);
    execute format('create trigger created_when_written before insert on %I for each row when (new.created_at is null)'
        ' execute function created_when_written()', name);
end $$;

-- The aggregates that are there, which bear the columns that the plumbing keeps.
do $$
declare
    aggregate name;
begin
    for aggregate in
        select c.table_name from information_schema.columns c
          join information_schema.columns o using (table_schema, table_name)
         where c.table_schema = current_schema() and c.column_name = 'previous_status' and o.column_name = 'changed_at'
         order by c.table_name
    loop
        call keep_time_of_creation(aggregate);
    end loop;
end $$;

-- And those that come: the first migrations of a service run after this one on an empty database.
create or replace procedure make_aggregate(name text, own_columns text, moves text[]) language plpgsql as $$
begin
    call make_aggregate_without_time(name, own_columns, moves);
    call keep_time_of_last_step(name);
    call keep_time_of_creation(name);
end $$;
