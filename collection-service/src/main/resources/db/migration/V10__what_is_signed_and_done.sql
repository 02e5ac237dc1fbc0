-- A lot that its donor carries itself is counted once at the departure; one that stands at a workshop may go on to another.
insert into lot_move (from_status, to_status) values ('PICKUP_BOOKED', 'TAKEN_OVER'), ('DELIVERED', 'TAKEN_OVER');

-- A run keeps what is done on it. The release before, which may run beside this one, notes it in the same way.
alter table lot add column fetched_on uuid references run (id);
comment on column lot.fetched_on is 'The run on which the lot was fetched.';
create index on lot (fetched_on) where fetched_on is not null;
create function note_run() returns trigger language plpgsql as $$
begin
    new.fetched_on := old.run;
    return new;
end $$;
create trigger note_run before update on lot for each row
    when (old.run is not null and new.run is null and new.status in ('LOADED', 'HANDED_OVER', 'TAKEN_OVER'))
    execute function note_run();
