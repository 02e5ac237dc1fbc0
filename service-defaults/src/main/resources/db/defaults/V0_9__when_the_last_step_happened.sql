-- A step is held to the time of the one before it; so each aggregate keeps when its last step happened.
create procedure keep_time_of_last_step(name text) language plpgsql as $$
begin
    execute format('alter table %I add column occurred_at timestamptz', name);
    execute format('comment on column %I.occurred_at is %L', name,
        'When the last step happened, as it was recorded; null where that is not known.');
    execute format('update %1$I t set occurred_at = (select max(occurred_at) from event_journal
                     where stream_type = %1$L and stream_id = t.id)', name);
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
    loop
        call keep_time_of_last_step(aggregate);
    end loop;
end $$;

-- And those that come: the first migrations of a service run after this one on an empty database.
alter procedure make_aggregate(text, text, text[]) rename to make_aggregate_without_time;
create procedure make_aggregate(name text, own_columns text, moves text[]) language plpgsql as $$
begin
    call make_aggregate_without_time(name, own_columns, moves);
    call keep_time_of_last_step(name);
end $$;
comment on procedure make_aggregate is 'For the first migrations of each service; later ones call create_aggregate.';
comment on procedure make_aggregate_without_time is 'The part of make_aggregate from before a step was held to the time of the last one.';
