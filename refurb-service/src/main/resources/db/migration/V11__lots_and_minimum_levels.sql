-- What collection says of a lot's counts, as far as the lot's certificate tells it.
create table lot_count (
    lot_id   uuid not null,
    category text not null,
    received int,
    disputed int  not null,
    primary key (lot_id, category)
);
comment on table lot_count is 'How many devices of a lot its workshop received by every count, and of how many the counts still differ.';
comment on column lot_count.received is 'Null before the workshop has counted.';
alter table lot_count enable row level security;
create policy reader on lot_count for select to ${service}_api
    using (exists (select from device d where d.lot_id = lot_count.lot_id));
create policy worker on lot_count to ${service}_worker using (true) with check (true);
grant select on lot_count to ${service}_api;
grant select, insert, update on lot_count to ${service}_worker;

-- How far a donor wants the media of its devices erased at least: each decision a version, never changed.
create table erasure_minimum (
    organisation uuid        not null,
    env          text        not null,
    version      int         not null,
    level        text        not null check (level in ('NONE', 'CLEAR', 'PURGE', 'DESTROY')),
    valid_from   timestamptz not null,
    recorded_at  timestamptz not null,
    primary key (organisation, env, version)
);
comment on table erasure_minimum is
    'The level that a donor asks for, from a time on; of those whose time has come, the latest version holds. Append only.';
alter table erasure_minimum enable row level security;
create policy own on erasure_minimum to ${service}_api
    using (organisation = (select caller_organisation()) and env = (select caller_env()))
    with check (organisation = (select caller_organisation()) and env = (select caller_env()));
create policy worker on erasure_minimum for select to ${service}_worker using (true);
grant select, insert on erasure_minimum to ${service}_api;
grant select on erasure_minimum to ${service}_worker;

-- What a workshop learns of a donor's minimum: the level that holds for a device that it may see, and no more.
create function minimum_levels(devices uuid[], at timestamptz) returns table (device_id uuid, level text)
    language sql stable security definer set search_path = public, pg_temp as $$
    select d.id, (select m.level from erasure_minimum m
                   where m.organisation = (d.state::jsonb #>> '{attributes,donor}')::uuid and m.env = d.env
                     and m.valid_from <= at
                   order by m.version desc limit 1)
      from device d
     where d.id = any(devices) and d.readers @> array[(select caller_organisation())] and d.env = (select caller_env())
$$;
revoke all on function minimum_levels(uuid[], timestamptz) from public;
grant execute on function minimum_levels(uuid[], timestamptz) to ${service}_api;
