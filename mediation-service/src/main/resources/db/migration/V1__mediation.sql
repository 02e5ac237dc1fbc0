create table organisation (
    id   uuid primary key,
    name text not null,
    kind text not null
);
comment on table organisation is 'What mediation needs of the network''s register of organisations, which the gateway owns.';
grant select on organisation to ${service}_api;
grant select, insert, update on organisation to ${service}_worker;

create table programme (
    id      uuid primary key,
    sponsor uuid not null
);
comment on table programme is 'Whose programmes packs are handed over in, as allocation said.';
grant select, insert on programme to ${service}_worker;

call make_aggregate('place', $$
        code        text not null unique,
        manager     uuid not null,
        partner_ref text,
        unique (manager, env, partner_ref)
    $$, array['NEW>OPEN', 'OPEN>CLOSED']);
create index on place using gin (readers);

call make_aggregate('workshop', $$
        code        text        not null unique,
        organiser   uuid        not null,
        department  text        not null,
        starts_at   timestamptz not null,
        capacity    int         not null,
        partner_ref text,
        constraint workshop_one_reference_an_organisation unique (organiser, env, partner_ref)
    $$, array['NEW>SCHEDULED', 'SCHEDULED>SCHEDULED', 'SCHEDULED>CANCELLED']);
create index on workshop (department, starts_at, id);
create policy agenda on workshop for select to ${service}_api
    using (status = 'SCHEDULED' and env = (select caller_env()) and (select caller_organisation()) is not null);
comment on policy agenda on workshop is 'What will be held is there for everybody in the network to book.';

create table workshop_seats (
    workshop_id uuid    primary key references workshop (id),
    env         text    not null,
    capacity    int     not null check (capacity > 0),
    open        boolean not null,
    booked      int     not null default 0,
    constraint no_more_booked_than_there_are check (booked between 0 and capacity)
) with (fillfactor = 50);
comment on table workshop_seats is 'How many seats of a workshop are booked. Apart from the workshop, since it changes with each booking, made by any organisation.';
alter table workshop_seats enable row level security;
create policy agenda on workshop_seats for select to ${service}_api
    using (env = (select caller_env()) and (select caller_organisation()) is not null);
create policy taking on workshop_seats for update to ${service}_api
    using (env = (select caller_env()) and (select caller_organisation()) is not null);
create policy worker on workshop_seats to ${service}_worker using (true) with check (true);
grant select, update (booked) on workshop_seats to ${service}_api;
grant select on workshop_seats to ${service}_worker;

-- Capacity and opening follow the workshop, which its holders alone may change; nobody else is granted to.
create function keep_seats() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into workshop_seats(workshop_id, env, capacity, open)
    values (new.id, new.env, new.capacity, new.status = 'SCHEDULED')
    on conflict (workshop_id) do update set capacity = excluded.capacity, open = excluded.open;
    return null;
end $$;
create trigger keep_seats after insert or update of capacity, status on workshop
    for each row execute function keep_seats();

call make_aggregate('booking', $$
        code        text not null unique,
        workshop_id uuid not null references workshop (id),
        booked_by   uuid not null,
        participant uuid,
        partner_ref text,
        constraint booking_one_reference_an_organisation unique (booked_by, env, partner_ref)
    $$, array['NEW>BOOKED', 'BOOKED>CANCELLED', 'BOOKED>ATTENDED', 'BOOKED>ABSENT', 'ATTENDED>ABSENT', 'ABSENT>ATTENDED']);
create index on booking (workshop_id, id);
create index on booking (participant) where participant is not null;

call make_aggregate('invitation', $$
        pack_id   uuid not null unique,
        code_hash text not null unique
    $$, array['NEW>ISSUED', 'ISSUED>ACCEPTED', 'ISSUED>WITHDRAWN']);

-- The one door for callers without a token: whoever presents a code learns whose invitation it is, and no more. What
-- follows is done as that organisation, under its row-level security.
create function invitation_of(presented_code_hash text) returns table (id uuid, sponsor uuid, department text, env text)
    language sql stable security definer set search_path = public, pg_temp as $$
    select i.id, i.holders[1], i.state::jsonb #>> '{facts,territory,department}', i.env
    from invitation i where i.code_hash = presented_code_hash
$$;
revoke all on function invitation_of(text) from public;
grant execute on function invitation_of(text) to ${service}_api;
