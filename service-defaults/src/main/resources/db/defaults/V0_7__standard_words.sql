alter table held_event rename to pending_event;
alter table pending_event rename column held_at to arrived_at;
alter table pending_event add column state text not null generated always as (
    case when reason in ('FAULT', 'FORK') then 'QUARANTINED'
         when reason in ('REJECTED', 'REPLAYED') then 'DECIDED'
         else 'WAITING' end) stored;
comment on table pending_event is
    'Events that arrived and have not taken effect: they wait (GAP, AWAITS, BEHIND) or are quarantined (FAULT, FORK). What '
    'operators decided about (REJECTED, REPLAYED) stays as the explanation.';
alter table parked_stream rename to quarantined_stream;
alter table quarantined_stream rename column parked_at to quarantined_at;
alter table consumer_position rename to consumer_checkpoint;

-- What new aggregates are made with: their owners may change them.
create procedure create_aggregate(name text, own_columns text, moves text[]) language plpgsql as $$
begin
    call make_aggregate(name, own_columns, moves);
    execute format('alter table %I rename column holders to owners', name);
    execute format('alter policy holder on %I rename to owner', name);
end $$;
comment on procedure make_aggregate is 'For the first migrations of each service; later ones call create_aggregate.';
