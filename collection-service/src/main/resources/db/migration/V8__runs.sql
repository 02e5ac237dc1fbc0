-- A carrier's way with one vehicle from donor to donor. Its own references alone, of vehicles as of crews; nobody is named.
create extension if not exists btree_gist;

call create_aggregate('run', $$
        code           text not null unique,
        carrier        uuid not null,
        partner_ref    text,
        reference_form text,
        vehicle_form   text not null,
        crew_form      text,
        starts_at      timestamptz not null,
        ends_at        timestamptz not null,
        unique (carrier, env, partner_ref)
    $$, array['NEW>PLANNED', 'PLANNED>PLANNED', 'PLANNED>CANCELLED']);
alter table run add constraint vehicle_on_one_run_at_a_time
    exclude using gist (carrier with =, env with =, vehicle_form with =, tstzrange(starts_at, ends_at) with &&)
    where (status = 'PLANNED');
alter table run add constraint crew_on_one_run_at_a_time
    exclude using gist (carrier with =, env with =, crew_form with =, tstzrange(starts_at, ends_at) with &&)
    where (status = 'PLANNED');
create index on run (vehicle_form);
create index on run (reference_form) where reference_form is not null;
call index_readers('run');

-- A lot is on one run at most, for as long as its pickup is booked.
alter table lot add column run uuid references run (id);
comment on column lot.run is 'The run on which the lot is to be fetched.';
create index on lot (run) where run is not null;

insert into lot_move (from_status, to_status) values ('PICKUP_BOOKED', 'ACCEPTED');
