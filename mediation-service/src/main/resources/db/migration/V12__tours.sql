-- A mobile place goes from stop to stop. Who and what goes along is named by the operator's own references alone; nobody is named.
create extension if not exists btree_gist;

call create_aggregate('tour', $$
        code           text not null unique,
        place_id       uuid not null references place (id),
        operator       uuid not null,
        partner_ref    text,
        reference_form text,
        starts_at      timestamptz not null,
        constraint tour_one_reference_an_organisation unique (operator, env, partner_ref)
    $$, array['NEW>PLANNED', 'PLANNED>PLANNED', 'PLANNED>CANCELLED']);
create index on tour (reference_form) where reference_form is not null;
create index on tour (place_id, starts_at);
call index_readers('tour');

create table occupation (
    organisation   uuid        not null,
    env            text        not null,
    kind           text        not null check (kind in ('VEHICLE', 'MEDIATOR', 'RESOURCE')),
    reference_form text        not null,
    tour_id        uuid        not null references tour (id),
    starts_at      timestamptz not null,
    ends_at        timestamptz not null check (ends_at >= starts_at),
    constraint in_one_place_at_a_time
        exclude using gist (organisation with =, env with =, kind with =, reference_form with =,
            tstzrange(starts_at, ends_at) with &&)
);
create index on occupation (tour_id);
comment on table occupation is 'Who and what of an organisation is on which tour, and when; the database lets nobody and nothing be in two places.';
alter table occupation enable row level security;
create policy own on occupation to ${service}_api
    using (organisation = (select caller_organisation()) and env = (select caller_env()))
    with check (organisation = (select caller_organisation()) and env = (select caller_env()));
create policy worker on occupation to ${service}_worker using (true) with check (true);
grant select, insert, delete on occupation to ${service}_api;
grant select on occupation to ${service}_worker;

alter table workshop add column stop_id uuid;
comment on column workshop.stop_id is 'The stop of a tour at which it is held.';
create index on workshop (stop_id) where stop_id is not null;

-- A workshop comes to a stop of a tour that is as it was read until this is committed. The tour is its operator's alone to change.
create function keep_tour(asked uuid, read_version bigint) returns setof int
    language sql security definer set search_path = public, pg_temp as $$
    select 1 from tour
     where id = asked and version = read_version and status = 'PLANNED' and env = caller_env()
       and readers @> array[caller_organisation()]
       for share
$$;
revoke all on function keep_tour(uuid, bigint) from public;
grant execute on function keep_tour(uuid, bigint) to ${service}_api;

-- Where whoever is told of a workshop that moved or is cancelled wanted to go: other seats are looked for near it.
alter table booking_mail add column origin text;
comment on column booking_mail.origin is 'The commune where the workshop was to be held, its coordinates where they are known, and when.';
