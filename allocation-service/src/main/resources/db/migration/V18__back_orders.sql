-- A pack may wait for devices that are not there yet: one of the quota is its own, and nothing is put aside. Its place is given by the
-- row of the quota, which is changed last before a commit, so that places are in commit order. A rank is how many are at that place or
-- before it when it is read.
alter table programme_quota
    add column waiting    int    not null default 0,
    add column last_place bigint not null default 0,
    add constraint waiting_is_taken check (waiting between 0 and taken);
comment on column programme_quota.waiting is 'How many of what is taken wait for their devices.';

create table back_order (
    pack_id      uuid primary key references pack (id),
    request_id   uuid        not null,
    programme_id uuid        not null,
    sponsor      uuid        not null,
    referrer     uuid        not null,
    env          text        not null,
    place        bigint      not null,
    since        timestamptz not null,
    unique (programme_id, place)
);
create index on back_order (sponsor);
comment on table back_order is 'The packs that wait for devices, in the order of each programme.';

alter table back_order enable row level security;
create policy own on back_order to ${service}_api
    using (sponsor = (select caller_organisation()) and env = (select caller_env()))
    with check (sponsor = (select caller_organisation()) and env = (select caller_env()));
create policy worker on back_order to ${service}_worker using (true) with check (true);
grant select, insert, delete on back_order to ${service}_api;
grant select, delete on back_order to ${service}_worker;

insert into pack_move values ('NEW', 'BACK_ORDERED'), ('BACK_ORDERED', 'RESERVED'), ('BACK_ORDERED', 'RELEASED');
insert into request_move values ('SUBMITTED', 'BACK_ORDERED'), ('BACK_ORDERED', 'MET'), ('BACK_ORDERED', 'SUBMITTED'),
    ('BACK_ORDERED', 'DECLINED'), ('BACK_ORDERED', 'WITHDRAWN'), ('BACK_ORDERED', 'BACK_ORDERED');

-- Whoever asked is told its own rank, which counts those of others.
create function back_order_ranks(packs uuid[]) returns table (pack_id uuid, rank int)
    language sql stable security definer set search_path = public, pg_temp as $$
    select b.pack_id, (select count(*)::int from back_order o where o.programme_id = b.programme_id and o.place <= b.place)
      from back_order b
     where b.pack_id = any(packs) and caller_organisation() in (b.sponsor, b.referrer) and b.env = caller_env()
$$;
create function back_order_of(running uuid, behind int, most int)
    returns table (rank int, pack_id uuid, request_id uuid, referrer uuid, since timestamptz)
    language sql stable security definer set search_path = public, pg_temp as $$
    select b.rank, b.pack_id, b.request_id, b.referrer, b.since
      from (select row_number() over (order by o.place)::int as rank, o.*
              from back_order o where o.programme_id = running and o.env = caller_env()) b
     where caller_organisation() in (b.sponsor, b.referrer) and b.rank > behind
     order by b.rank limit most
$$;

-- Devices of a sponsor are free again: whoever waits for some is served by a timer. A back-order that is being made is waited for, so
-- that it is seen here, or sees what is free: its maker holds the same lock when its place is given.
create function wake_back_order(owner uuid, due timestamptz, key text) returns boolean language plpgsql as $$
begin
    perform pg_advisory_xact_lock_shared(hashtextextended(owner::text, 18));
    insert into timer(due_at, command, key) select due, 'back-order', wake_back_order.key
        where exists (select from back_order where sponsor = owner);
    return found;
end $$;
create function enter_back_order(owner uuid, due timestamptz, key text) returns boolean language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(owner::text, 18));
    insert into timer(due_at, command, key) values (due, 'back-order', enter_back_order.key);
    return found;
end $$;

revoke all on function back_order_ranks(uuid[]) from public;
revoke all on function back_order_of(uuid, int, int) from public;
revoke all on function wake_back_order(uuid, timestamptz, text) from public;
revoke all on function enter_back_order(uuid, timestamptz, text) from public;
grant execute on function back_order_ranks(uuid[]) to ${service}_api;
grant execute on function back_order_of(uuid, int, int) to ${service}_api;
grant execute on function wake_back_order(uuid, timestamptz, text) to ${service}_api, ${service}_worker;
grant execute on function enter_back_order(uuid, timestamptz, text) to ${service}_api;
grant execute on function pick_for_programme(uuid, text, int, uuid[], boolean, timestamptz) to ${service}_worker;

-- A programme is written before anybody else sees it, and may rest for a while.
insert into programme_move values ('NEW', 'DRAFT'), ('DRAFT', 'DRAFT'), ('DRAFT', 'OPEN'), ('OPEN', 'SUSPENDED'),
    ('SUSPENDED', 'SUSPENDED'), ('SUSPENDED', 'OPEN'), ('SUSPENDED', 'CLOSED');
