-- Where an organisation has things fetched: its own alone. How it is reached is sealed under a key in another database.
call create_aggregate('site', $$
        owner          uuid not null,
        name           text,
        commune        text not null,
        partner_ref    text,
        reference_form text,
        unique (owner, env, partner_ref)
    $$, array['NEW>OPEN', 'OPEN>OPEN', 'OPEN>DELETED']);
create index on site (reference_form) where reference_form is not null;
call index_readers('site');

create table site_contact (
    site   uuid  primary key references site (id),
    owner  uuid  not null,
    env    text  not null,
    sealed bytea not null
);
comment on table site_contact is 'How a site is reached, sealed; gone once the site is deleted.';
alter table site_contact enable row level security;
create policy own on site_contact to ${service}_api
    using (owner = (select caller_organisation()) and env = (select caller_env()))
    with check (owner = (select caller_organisation()) and env = (select caller_env()));
grant select, insert, update, delete on site_contact to ${service}_api;
-- The planner would keep samples in its statistics, where they outlive the rows that they were taken from.
alter table site_contact alter column sealed set statistics 0;

-- A lot names the site where it is to be fetched, and the copy that was made for its carrier, until the carrier has it.
alter table lot
    add column site uuid references site (id),
    add column site_contact uuid;
comment on column lot.site_contact is 'Under which reference the site''s contact is copied for the carrier that is booked.';
create unique index on lot (site_contact) where site_contact is not null;

create table pickup_contact (
    ref     uuid  primary key,
    lot     uuid  not null references lot (id),
    site    uuid  not null references site (id),
    owner   uuid  not null,
    carrier uuid  not null,
    env     text  not null,
    name    text  not null,
    commune text  not null,
    sealed  bytea not null
);
comment on table pickup_contact is
    'How a site was reached, sealed anew for the carrier of one pickup there; destroyed 30 days after the pickup, by a timer.';
create index on pickup_contact (site);
alter table pickup_contact enable row level security;
create policy booked_carrier on pickup_contact for select to ${service}_api
    using (carrier = (select caller_organisation()) and env = (select caller_env())
           and exists (select from lot l where l.site_contact = pickup_contact.ref
                          and l.status in ('PICKUP_BOOKED', 'HANDED_OVER')));
create policy booking on pickup_contact for insert to ${service}_api
    with check (env = (select caller_env())
                and exists (select from lot l where l.id = pickup_contact.lot
                               and l.owners @> array[(select caller_organisation())]));
create policy owner_reads on pickup_contact for select to ${service}_api
    using (owner = (select caller_organisation()) and env = (select caller_env()));
create policy owner_corrects on pickup_contact for update to ${service}_api
    using (owner = (select caller_organisation()) and env = (select caller_env()))
    with check (owner = (select caller_organisation()) and env = (select caller_env()));
create policy worker on pickup_contact to ${service}_worker using (true) with check (true);
grant select, insert, update (name, sealed) on pickup_contact to ${service}_api;
grant select, delete on pickup_contact to ${service}_worker;
alter table pickup_contact alter column sealed set statistics 0;

create table pickup_contact_reading (
    id      bigint      generated always as identity primary key,
    ref     uuid        not null,
    lot     uuid        not null references lot (id),
    site    uuid        not null references site (id),
    owner   uuid        not null,
    carrier uuid        not null,
    client  text        not null,
    env     text        not null,
    read_at timestamptz not null
);
comment on table pickup_contact_reading is 'Who has read how a site is reached, and when. Append only.';
create index on pickup_contact_reading (site);
alter table pickup_contact_reading enable row level security;
create policy reader on pickup_contact_reading for insert to ${service}_api
    with check (carrier = (select caller_organisation()) and env = (select caller_env())
                and exists (select from pickup_contact p where p.ref = pickup_contact_reading.ref
                               and p.owner = pickup_contact_reading.owner and p.site = pickup_contact_reading.site));
create policy owner on pickup_contact_reading for select to ${service}_api
    using (owner = (select caller_organisation()) and env = (select caller_env()));
grant select, insert on pickup_contact_reading to ${service}_api;

-- Whoever books a carrier for a lot sees no row of its donor's sites, and copies the one that is named, sealed as it is.
create function site_to_copy(of_lot uuid, named uuid)
    returns table (owner uuid, name text, commune text, sealed bytea)
    language sql stable security definer set search_path = public, pg_temp as $$
    select s.owner, s.name, s.commune, c.sealed
      from lot l
      join site s on s.id = named and s.owner = l.donor and s.env = l.env and s.status = 'OPEN'
      join site_contact c on c.site = s.id
     where l.id = of_lot and l.env = caller_env() and l.status in ('ACCEPTED', 'PICKUP_BOOKED')
       and l.owners @> array[caller_organisation()]
$$;
revoke all on function site_to_copy(uuid, uuid) from public;
grant execute on function site_to_copy(uuid, uuid) to ${service}_api;

-- A command sets the timer that destroys what nobody needs any more.
grant insert on timer to ${service}_api;
