-- A coordinator sees what is offered in its regions, whoever it is offered to, and assigns it. Its transaction alone names regions.
alter table lot
    add column region text generated always as (state::jsonb -> 'attributes' -> 'territory' ->> 'region') stored,
    add column workshop uuid generated always as ((state::jsonb ->> 'workshop')::uuid) stored;
comment on column lot.region is 'Where it is fetched, or was bought.';
comment on column lot.workshop is 'Where it goes, or is; null until it is accepted.';
create index on lot (region, id) where status = 'OFFERED';
create index on lot (workshop)
    where status in ('ACCEPTED', 'PICKUP_BOOKED', 'LOADED', 'COLLECTED', 'HANDED_OVER', 'TAKEN_OVER', 'DELIVERED', 'SUPPLIED');

create function coordinated_regions() returns text[] language sql stable parallel safe
    return string_to_array(nullif(current_setting('app.coordinated', true), ''), ',');

create policy coordinator_reads on lot for select to ${service}_api
    using (env = (select caller_env()) and status in ('OFFERED', 'ACCEPTED')
           and region = any ((select coordinated_regions())::text[]));
create policy coordinator_assigns on lot for update to ${service}_api
    using (env = (select caller_env()) and status = 'OFFERED' and region = any ((select coordinated_regions())::text[]))
    with check (env = (select caller_env()) and status = 'ACCEPTED'
                and region = any ((select coordinated_regions())::text[]));

create table workshop_capacity (
    organisation      uuid        not null,
    env               text        not null,
    since             date        not null,
    machines_per_week int         not null check (machines_per_week >= 0),
    changed_at        timestamptz not null,
    primary key (organisation, env, since)
);
comment on table workshop_capacity is 'How many machines a workshop says it takes in a week, from a day on.';
alter table workshop_capacity enable row level security;
create policy own on workshop_capacity to ${service}_api
    using (organisation = (select caller_organisation()) and env = (select caller_env()))
    with check (organisation = (select caller_organisation()) and env = (select caller_env()));
grant select, insert, update on workshop_capacity to ${service}_api;

-- How many devices a lot holds, by what was agreed or collected.
create function devices_of_lot(state text) returns bigint language sql immutable parallel safe
    return (select coalesce(sum((quantity ->> 'count')::int), 0)
              from jsonb_array_elements(state::jsonb -> 'quantities') quantity)
         + (select coalesce(sum((tally ->> 'collected')::int), 0)
              from jsonb_array_elements(state::jsonb -> 'custody' -> 'tallies') tally);

-- Sums alone, of all regions: a coordinator sees how much is on its way to a workshop, and not what.
create function workshop_loads(live text, day date, wanted uuid[])
    returns table (workshop uuid, name text, lots bigint, devices bigint, machines_per_week int, since date)
    language sql stable security definer set search_path = public, pg_temp as $$
    select o.id, o.name, coming.lots, coming.devices, stated.machines_per_week, stated.since
      from organisation o
      cross join lateral (
        select count(*) as lots, coalesce(sum(open.devices), 0)::bigint as devices
          from (select devices_of_lot(l.state) - (select count(*) from device d
                                                   where d.lot_id = l.id and d.status in ('HANDED_OVER', 'LOST')) as devices
                  from lot l
                 where l.workshop = o.id and l.env = live
                   and l.status in ('ACCEPTED', 'PICKUP_BOOKED', 'LOADED', 'COLLECTED', 'HANDED_OVER', 'TAKEN_OVER',
                                    'DELIVERED', 'SUPPLIED')) open
         where open.devices > 0) coming
      left join lateral (
        select c.machines_per_week, c.since from workshop_capacity c
         where c.organisation = o.id and c.env = live and c.since <= day order by c.since desc limit 1) stated on true
     where case when wanted is null
                then coming.lots > 0 or stated.since is not null or o.kind = 'SOCIAL_WORKSHOP'
                else o.id = any (wanted) end
$$;
revoke all on function workshop_loads(text, date, uuid[]) from public;
grant execute on function workshop_loads(text, date, uuid[]) to ${service}_api;
